export { type CommitSecurityChange, createCommitSecurityChange } from './commit-security-change.ts';
export type { ChangeActor } from './security-change.ts';
