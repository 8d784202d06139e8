import type { Queries } from '../../foundations/database/index.ts';
import { type AccountRow, findAccount, rulesOf, updateAccount } from './account-table.ts';
import type { Facts } from './activity.ts';
import type { ActivityRow } from './activity-table.ts';
import type { Undo } from './put-back-member.ts';
import type { SetRules } from './set-rules.ts';

/** Puts back what a change of the account itself or of its rules replaced: only what that change touched. */
export function createPutBackAccount({ setRules }: { setRules: SetRules }) {
  return async function putBackAccount({ tx, account, row, acting, past }: Undo): Promise<void> {
    const touched = Object.keys(row.before_value).filter((name) => row.before_value[name] !== row.after_value[name]);
    const stood = touched.map((name) => [name, past.ofAccount(row, name)[name] ?? null] as const);
    const change: ReturnType<typeof columnOf> = Object.assign(
      {},
      ...stood.map(([name, value]) => columnOf(name, value)),
    );
    if (Object.keys(change).length > 0) await updateAccount(tx, account.id, change);
    // A rule that is back is told like one that was set.
    await setRules(tx, account, rulesOf({ ...account, ...change }), acting.userId);
  };
}

/** How what such a change was about stands now. */
export async function accountStanding(tx: Queries, accountId: string, { before_value }: ActivityRow): Promise<Facts> {
  const account = await findAccount(tx, accountId);
  const named = account === null ? {} : factsOf(account);
  return Object.fromEntries(Object.keys(before_value).map((name) => [name, named[name] ?? null]));
}

/** What the trail calls it, and the column where it stands. */
function columnOf(name: string, value: string | null): Parameters<typeof updateAccount>[2] {
  const from = value === null ? null : new Date(value);
  switch (name) {
    case 'name':
      return value === null ? {} : { name: value };
    case 'billingContact':
      return { billing_contact: value };
    case 'secondFactorFrom':
      return { second_factor_from: from };
    case 'passkeyFrom':
      return { passkey_from: from };
    default:
      return {};
  }
}

function factsOf({ name, billing_contact, second_factor_from, passkey_from }: AccountRow): Facts {
  return {
    name,
    billingContact: billing_contact,
    secondFactorFrom: second_factor_from?.toISOString() ?? null,
    passkeyFrom: passkey_from?.toISOString() ?? null,
  };
}
