import type { SessionRow } from './session-table.ts';

/** By the id of an authenticator: what its owner calls it, and whether it is gone since. */
export type AuthenticatorNames = ReadonlyMap<string, { name: string; removed: boolean }>;

interface UsedPasskey {
  id: string;
  name: string;
  removed: boolean;
}

/** The passkeys that a session was proven with, as they are called today; one that is forgotten is not told. */
export function passkeysOf(
  { authenticators }: Pick<SessionRow, 'authenticators'>,
  names: AuthenticatorNames,
): UsedPasskey[] {
  return authenticators.flatMap((id) => {
    const named = names.get(id);
    return named ? [{ id, ...named }] : [];
  });
}
