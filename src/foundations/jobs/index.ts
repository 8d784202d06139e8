export { createJobs } from './create-jobs.ts';
export type { Jobs, Payload, Task } from './jobs.ts';
export { migrateJobs } from './migrate-jobs.ts';
