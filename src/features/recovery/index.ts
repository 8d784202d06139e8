export { type CommitSecurityChange, createCommitSecurityChange } from './commit-security-change.ts';
export { forgetJournalAddresses } from './journal-table.ts';
export type { ChangeActor } from './security-change.ts';
