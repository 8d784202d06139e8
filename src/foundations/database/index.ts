export { askTogether } from './ask-together.ts';
export { assertKeyRing, findFingerprint, WrongKeyRing } from './assert-key-ring.ts';
export { isDatabaseAway } from './database-away.ts';
export { findConnectedNames } from './find-connected-names.ts';
export { findMissingMigrations, migrate } from './migrate.ts';
export { type Database, openDatabase, type Queries } from './open-database.ts';
export { openPool, SILENCE_MS } from './open-pool.ts';
export { runStatement } from './run-statement.ts';
export { withStartLock } from './with-start-lock.ts';
