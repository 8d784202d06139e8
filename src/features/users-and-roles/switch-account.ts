import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, CookieChange } from '../../foundations/http/index.ts';
import { findAccount, rulesOf } from './account-table.ts';
import { type AddressRule, type Outcome, refused } from './doors.ts';
import { findMember } from './membership-table.ts';
import { type PolicySession, policyState } from './policy.ts';
import type { Settling } from './settle-account.ts';

export interface SwitchingSession extends PolicySession {
  id: string;
  userId: string;
  methods: readonly string[];
}

/** Moves a live session to another account under a new secret (SE-2); null: the session ended meanwhile. */
export type MoveSession = (
  tx: Queries,
  session: { id: string },
  oldSecret: string,
  accountId: string,
) => Promise<CookieChange | null>;

interface Deps {
  database: Database;
  clock: Clock;
  settling: Pick<Settling, 'settleDue'>;
  moveSession: MoveSession;
  addressRule: AddressRule;
}

export type Switched =
  | Outcome<{ cookie: CookieChange | null }>
  | { ok: false; reason: 'step-up-needed' | 'passkey-proof-needed' };

/** Being in another account: only as an active member there, and only as its policy asks (MR-6). */
export function createSwitchAccount({ database, clock, settling, moveSession, addressRule }: Deps) {
  return async (session: SwitchingSession, secret: string, accountId: string, client: Client): Promise<Switched> => {
    await settling.settleDue(accountId);
    return database.transaction(async (tx): Promise<Switched> => {
      const account = await findAccount(tx, accountId);
      const member = account && (await findMember(tx, accountId, session.userId));
      // Unknown, not a member, suspended, still waiting: it looks as if it was not there (MR-2).
      if (!account || member?.state !== 'active') return refused('unknown');
      switch (policyState(rulesOf(account), session, clock.now())) {
        case 'enrol':
          return refused('second-factor-needed');
        case 'enrol-passkey':
          return refused('passkey-needed');
        case 'prove':
          return { ok: false, reason: 'step-up-needed' };
        case 'prove-passkey':
          return { ok: false, reason: 'passkey-proof-needed' };
        case 'met': {
          const { userId, methods } = session;
          const isOwner = member.role === 'owner';
          // Last, so that only whoever proved everything is told (IP-7).
          if (!(await addressRule.allows(tx, { accountId, userId, isOwner, address: client.address }))) {
            await addressRule.refused(tx, { accountId, userId, client, methods });
            return refused('address-not-allowed');
          }
          return { ok: true, cookie: await moveSession(tx, session, secret, accountId) };
        }
      }
    });
  };
}

export type SwitchAccount = ReturnType<typeof createSwitchAccount>;
