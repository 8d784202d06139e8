import type { Queries } from '../../foundations/database/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';

const PER_HOUR = 3600;
const NOTICES = { count: 20, perSeconds: PER_HOUR };
const ON_REQUEST_PER_RECIPIENT = { count: 5, perSeconds: PER_HOUR };
const WAY_IN_PER_RECIPIENT = { count: 1, perSeconds: PER_HOUR };
const ON_REQUEST_PER_SOURCE = { count: 60, perSeconds: PER_HOUR };

/** RL-6, over all templates. Two budgets apart: what a stranger can cause never eats what the owner must be told. */
export function createMailBudget(rateLimits: Pick<RateLimits, 'take'>) {
  return {
    async takeNotice(tx: Queries, recipientHash: Buffer): Promise<boolean> {
      return (await rateLimits.take(tx, `mail-notice:${recipientHash.toString('base64url')}`, NOTICES)).allowed;
    },
    /**
     * The source is asked first: one that is spent must not use up the budget of a recipient.
     * `wayIn`: the mail lets its reader in. The first of an hour goes out also when strangers used up the rest (RL-2).
     */
    async takeOnRequest(tx: Queries, recipientHash: Buffer, sourcePrefix: string, wayIn: boolean): Promise<boolean> {
      const source = await rateLimits.take(tx, `mail-source:${sourcePrefix}`, ON_REQUEST_PER_SOURCE);
      if (!source.allowed) return false;
      const recipient = recipientHash.toString('base64url');
      const { allowed } = await rateLimits.take(tx, `mail-on-request:${recipient}`, ON_REQUEST_PER_RECIPIENT);
      if (!wayIn) return allowed;
      const first = await rateLimits.take(tx, `mail-way-in:${recipient}`, WAY_IN_PER_RECIPIENT);
      return allowed || first.allowed;
    },
  };
}

export type MailBudget = ReturnType<typeof createMailBudget>;
