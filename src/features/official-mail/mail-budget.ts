import type { Queries } from '../../foundations/database/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';

const PER_HOUR = 3600;
const NOTICES = { count: 20, perSeconds: PER_HOUR };
const ON_REQUEST_PER_RECIPIENT = { count: 5, perSeconds: PER_HOUR };
const ON_REQUEST_PER_SOURCE = { count: 60, perSeconds: PER_HOUR };

/** RL-6, over all templates. Two budgets apart: what a stranger can cause never eats what the owner must be told. */
export function createMailBudget(rateLimits: Pick<RateLimits, 'take'>) {
  return {
    async takeNotice(tx: Queries, recipientHash: Buffer): Promise<boolean> {
      return (await rateLimits.take(tx, `mail-notice:${recipientHash.toString('base64url')}`, NOTICES)).allowed;
    },
    /** The source is asked first: one that is spent must not use up the budget of a recipient. */
    async takeOnRequest(tx: Queries, recipientHash: Buffer, sourcePrefix: string): Promise<boolean> {
      const source = await rateLimits.take(tx, `mail-source:${sourcePrefix}`, ON_REQUEST_PER_SOURCE);
      if (!source.allowed) return false;
      const key = `mail-on-request:${recipientHash.toString('base64url')}`;
      return (await rateLimits.take(tx, key, ON_REQUEST_PER_RECIPIENT)).allowed;
    },
  };
}

export type MailBudget = ReturnType<typeof createMailBudget>;
