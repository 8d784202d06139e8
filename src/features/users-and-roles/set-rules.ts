import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import { type AccountRow, rulesOf, updateAccount } from './account-table.ts';
import { RULES, type Rules, startOf } from './policy.ts';
import { deleteMailings, insertMailing } from './rule-mailing-table.ts';
import { TELL_MEMBERS } from './tell-members.ts';

/** How long before its day a rule is called to mind. */
const REMINDER_BEFORE = 3 * DAY;

export type SetRules = (tx: Queries, account: AccountRow, rules: Rules, setBy: string) => Promise<void>;

interface Deps {
  clock: Clock;
  jobs: Pick<Jobs, 'add'>;
}

/**
 * Sets what an account asks of its members, who are told by a job: one transaction never mails all of them. A rule that stays
 * as it is is not told again, and what was still to be told of another day never is. The caller holds the account's row.
 */
export function createSetRules({ clock, jobs }: Deps): SetRules {
  return async (tx, account, rules, setBy) => {
    const now = clock.now();
    const before = rulesOf(account);
    const changed = RULES.filter((rule) => startOf(rules, rule)?.getTime() !== startOf(before, rule)?.getTime());
    if (changed.length === 0) return;
    await updateAccount(tx, account.id, {
      second_factor_from: rules.secondFactorFrom,
      passkey_from: rules.passkeyFrom,
    });
    for (const rule of changed) {
      const from = startOf(rules, rule);
      await deleteMailings(tx, account.id, rule);
      if (from === null) continue;
      const mailing = { account_id: account.id, rule, set_by: setBy };
      await insertMailing(tx, { ...mailing, kind: 'announcement', due_at: now });
      const remindAt = new Date(from.getTime() - REMINDER_BEFORE);
      if (remindAt > now) await insertMailing(tx, { ...mailing, kind: 'reminder', due_at: remindAt });
    }
    await jobs.add(tx, TELL_MEMBERS, {});
  };
}
