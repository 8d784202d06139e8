import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** Turns what the system refused into what to do about it; anything else stays as it is. */
export function explainFailure(error: unknown, dataFolder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const text = error instanceof Error ? error.message : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || text.includes('No space left on device')) {
    return new EmbeddedDatabaseError(`There is no space left for the database in ${dataFolder}.`, { cause: error });
  }
  if (code === 'EROFS') {
    return new EmbeddedDatabaseError(`The data folder ${dataFolder} cannot be written to.`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new EmbeddedDatabaseError(
      `Gatehouse may not use the data folder ${dataFolder}: ${text}. Start it as the user who started it first, or choose another DATA_DIR.`,
      { cause: error },
    );
  }
  return error;
}
