import type { PasskeyRow } from './passkey-table.ts';

/** What must be there before the password is closed: another way in if one is lost, and the way back. */
export const REQUIREMENTS = ['verified-passkey', 'synced-or-two', 'backup-codes'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface Ways {
  passkeys: readonly Pick<PasskeyRow, 'stands_alone' | 'backed_up'>[];
  /** null: no saved set. */
  codesLeft: number | null;
}

/** What is still missing; empty: sign-in can be left to passkeys alone. */
export function missingFor({ passkeys, codesLeft }: Ways): Requirement[] {
  const alone = passkeys.filter(({ stands_alone }) => stands_alone);
  return [
    ...(alone.length === 0 ? ['verified-passkey' as const] : []),
    ...(alone.some(({ backed_up }) => backed_up) || alone.length >= 2 ? [] : ['synced-or-two' as const]),
    ...((codesLeft ?? 0) > 0 ? [] : ['backup-codes' as const]),
  ];
}

/** Whether something beside the password is demanded or can be, as an account's policy wants it (MR-6). */
export function isProtected(state: {
  hasApp: boolean;
  passkeys: readonly Pick<PasskeyRow, 'stands_alone'>[];
  asksAfterPassword: boolean;
}): boolean {
  const { hasApp, passkeys, asksAfterPassword } = state;
  return hasApp || passkeys.some(({ stands_alone }) => stands_alone) || (asksAfterPassword && passkeys.length > 0);
}
