/** A start that cannot go on for a reason the operator can act upon: the message alone says what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** Another process runs the database of this folder. */
export class FolderInUse extends EmbeddedDatabaseError {}
