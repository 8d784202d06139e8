import type { Queries } from '../../foundations/database/index.ts';
import type { ProofMethod } from '../sessions/index.ts';
import type { TwoFactor } from './doors.ts';
import { findHolder } from './holder-table.ts';
import { hasLivePasskey } from './passkey-table.ts';

/** Every second factor of a user together: apps, passkeys and the backup codes beside them. */
export interface SecondFactors {
  /** The password alone suffices at no door. */
  isOn(db: Queries, userId: string): Promise<boolean>;
  /** What can be given after the password, the strongest first; empty while two-factor is off. */
  methodsOf(db: Queries, userId: string): Promise<ProofMethod[]>;
}

/** Two-factor is on with an app, or when the user chose that a passkey is asked for; having one changes nothing (design). */
export function createSecondFactors(twoFactor: TwoFactor): SecondFactors {
  async function look(db: Queries, userId: string) {
    const [app, passkey, holder] = [
      await twoFactor.isOn(db, userId),
      await hasLivePasskey(db, userId),
      await findHolder(db, userId),
    ];
    const isOn = app || (passkey && holder?.asksAfterPassword === true) || holder?.passkeyOnly === true;
    return { isOn, app, passkey };
  }

  return {
    isOn: async (db, userId) => (await look(db, userId)).isOn,
    async methodsOf(db, userId) {
      const { isOn, app, passkey } = await look(db, userId);
      if (!isOn) return [];
      const codes = (await twoFactor.codesLeft(db, userId)) ?? 0;
      return [
        ...(passkey ? ['passkey' as const] : []),
        ...(app ? ['totp' as const] : []),
        ...(codes > 0 ? ['backup-code' as const] : []),
      ];
    },
  };
}
