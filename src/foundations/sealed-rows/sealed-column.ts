/**
 * One column of sealed values. Each room that seals into a table names its columns here, and nowhere else does a rotation
 * learn of them: a column that is not named keeps its old key for ever (test/sealed-columns.security.test.ts).
 */
export interface SealedColumn {
  readonly table: string;
  /** A text column, unique and indexed: what a walk goes along. */
  readonly idColumn: string;
  readonly column: string;
  /** As given to `KeyRing.seal`. */
  readonly purpose: string;
  /** What was given to `seal` as the row, when it is not the value of `idColumn`: made of these columns' texts. */
  readonly boundTo?: { readonly columns: readonly string[]; row(...texts: string[]): string };
}
