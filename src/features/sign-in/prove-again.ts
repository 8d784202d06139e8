import type { ProveAgain } from '../sessions/index.ts';
import type { Passwords, SecondFactorChecks } from './doors.ts';
import type { ProveSecret } from './prove-secret.ts';

interface Deps {
  proveSecret: ProveSecret;
  passwords: Passwords;
  twoFactor: SecondFactorChecks;
}

/** A secret of somebody already signed in, within the same guess budget as at the sign-in (PW-11, 2F-4). */
export function createProveAgain({ proveSecret, passwords, twoFactor }: Deps): ProveAgain {
  return async ({ session, method, secret, client, deviceCookie, during }) => {
    const outcome = await proveSecret({
      user: { id: session.userId, email: session.email },
      method,
      evaluate: async () => {
        if (method === 'totp') return twoFactor.checkTotp(session.userId, secret);
        if (method === 'backup-code') return twoFactor.checkBackupCode(session.userId, secret);
        const { correct } = await passwords.verify(session.userId, secret);
        return correct ? { verdict: 'right', authenticator: null } : { verdict: 'wrong' };
      },
      ...(method === 'password' ? { sameWork: () => passwords.verify(null, secret) } : {}),
      client,
      deviceCookie,
      during,
      sessionId: session.id,
    });
    switch (outcome.outcome) {
      case 'right':
        return { outcome: 'right', authenticator: outcome.authenticator };
      case 'waiting':
        return { outcome: 'waiting', seconds: outcome.seconds };
      case 'wrong':
        return { outcome: 'wrong' };
    }
  };
}
