/** A place in a user's ledger: after this mail come the older ones. Holds nothing that could open another's. */
export interface LedgerPlace {
  micros: number;
  id: string;
}

export function writeCursor({ micros, id }: LedgerPlace): string {
  return Buffer.from(`${micros} ${id}`).toString('base64url');
}

/** null: nothing we wrote. */
export function readCursor(text: string): LedgerPlace | null {
  const match = /^(\d{1,16}) (mail_[0-9a-z]{26,40})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return match === null ? null : { micros: Number(match[1]), id: String(match[2]) };
}
