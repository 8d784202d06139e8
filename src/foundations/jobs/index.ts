export { createJobs } from './create-jobs.ts';
export { findSealedPayloads } from './find-sealed-payloads.ts';
export type { AddOptions, Jobs, Payload, Task } from './jobs.ts';
export { migrateJobs } from './migrate-jobs.ts';
