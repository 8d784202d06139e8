import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Rule } from './policy.ts';

/** One walk through the members of an account: to tell of a rule that was set, or to remind of one that begins. */
export interface RuleMailing {
  account_id: string;
  rule: Rule;
  kind: 'announcement' | 'reminder';
  due_at: Date;
  set_by: string;
  told_to: string;
}

type Key = Pick<RuleMailing, 'account_id' | 'rule' | 'kind'>;

function table(db: Queries) {
  return db.withTables<{ rule_mailings: RuleMailing }>();
}

export async function insertMailing(tx: Queries, row: Omit<RuleMailing, 'told_to'>): Promise<void> {
  await table(tx)
    .insertInto('rule_mailings')
    .values({ ...row, told_to: '' })
    .execute();
}

/** The rule is another one now: nobody hears of the one before any more. */
export async function deleteMailings(tx: Queries, accountId: string, rule: Rule): Promise<void> {
  await table(tx).deleteFrom('rule_mailings').where('account_id', '=', accountId).where('rule', '=', rule).execute();
}

/** Skips what another node walks at this moment. */
const LOCK_DUE = `
  select account_id, rule, kind, due_at, set_by, told_to from rule_mailings
   where due_at <= $1 order by due_at, account_id, rule, kind limit 1 for update skip locked`;

export async function lockDueMailing(tx: Queries, now: Date): Promise<RuleMailing | null> {
  return (await runStatement<RuleMailing>(tx, LOCK_DUE, [now]))[0] ?? null;
}

/** What the next page begins after. */
export async function moveMailing(tx: Queries, { account_id, rule, kind }: Key, toldTo: string): Promise<void> {
  await table(tx)
    .updateTable('rule_mailings')
    .set({ told_to: toldTo })
    .where('account_id', '=', account_id)
    .where('rule', '=', rule)
    .where('kind', '=', kind)
    .execute();
}

/** Everybody was told. */
export async function endMailing(tx: Queries, { account_id, rule, kind }: Key): Promise<void> {
  await table(tx)
    .deleteFrom('rule_mailings')
    .where('account_id', '=', account_id)
    .where('rule', '=', rule)
    .where('kind', '=', kind)
    .execute();
}
