import pg from 'pg';

const { builtins } = pg.types;
type Parse = (text: string) => unknown;
/** The driver's parsers; its types know no array. */
const driversParser = pg.types.getTypeParser as unknown as (oid: number, format?: 'text' | 'binary') => Parse;

const TEXT_ARRAY = 1009;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const NUMERIC_ARRAY = 1231;

/**
 * A whole number as a number, never as text: `'10' + 1` is `'101'`.
 * Refuses what a number cannot hold exactly; a statement that needs a fraction casts it to float8.
 */
function toSafeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('The database returned a number that is not a safe integer.');
  return value;
}

const splitArray = driversParser(TEXT_ARRAY) as (text: string) => (string | null)[];

function toSafeNumbers(text: string): (number | null)[] {
  return splitArray(text).map((item) => (item === null ? null : toSafeNumber(item)));
}

const asText: Parse = (text) => text;

const PARSERS = new Map<number, Parse>([
  [builtins.INT8, toSafeNumber],
  [builtins.NUMERIC, toSafeNumber],
  [INT8_ARRAY, toSafeNumbers],
  [NUMERIC_ARRAY, toSafeNumbers],
  // A date or a time without a zone is no instant: it stays as written.
  [builtins.DATE, asText],
  [builtins.TIMESTAMP, asText],
  [DATE_ARRAY, splitArray],
]);

/** For `types` of a pool: ours alone, the driver's global table stays as it is. */
export const valueTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): Parse =>
    (format !== 'binary' && PARSERS.get(oid)) || driversParser(oid, format),
} as pg.CustomTypesConfig;
