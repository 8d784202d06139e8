export { type CommitSecurityChange, createCommitSecurityChange } from './commit-security-change.ts';
export type { ChangeActor, SecurityChange, SecurityChangeKind } from './security-change.ts';
