import type { Queries } from '../../foundations/database/index.ts';
import { updateAccount } from './account-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { type Acting, type Outcome, refused, type SecondFactors } from './doors.ts';
import type { EnterAccount } from './enter-account.ts';

interface Deps {
  entering: EnterAccount;
  secondFactors: SecondFactors;
  commitAccountChange: CommitAccountChange;
}

/** What owners decide about the account itself: its name, where invoices go, what it asks of its members. */
export function createChangeAccount({ entering, secondFactors, commitAccountChange }: Deps) {
  function rename(acting: Acting, wish: { name: string; billingContact: string | null }): Promise<Outcome> {
    return entering.enter(acting, 'account.change', async (tx, { account }) => {
      const before = { name: account.name, billingContact: account.billing_contact };
      if (before.name === wish.name && before.billingContact === wish.billingContact) return { ok: true };
      await updateAccount(tx, account.id, { name: wish.name, billing_contact: wish.billingContact });
      await commitAccountChange(tx, {
        account,
        kind: 'account-changed',
        acting,
        before,
        after: wish,
        tellOwners: true,
      });
      return { ok: true };
    });
  }

  /**
   * From `from` on every member needs a second factor here; null: nobody does. It bites on their next request (MR-6).
   * Refused to an owner who has none: the first whom it would shut out.
   */
  function setPolicy(acting: Acting, { from }: { from: Date | null }): Promise<Outcome> {
    return entering.enter(acting, 'policy.change', async (tx: Queries, { account }) => {
      if (from !== null && !(await secondFactors.isOn(tx, acting.userId))) return refused('second-factor-needed');
      const before = { secondFactorFrom: account.second_factor_from?.toISOString() ?? null };
      const after = { secondFactorFrom: from?.toISOString() ?? null };
      if (before.secondFactorFrom === after.secondFactorFrom) return { ok: true };
      await updateAccount(tx, account.id, { second_factor_from: from });
      await commitAccountChange(tx, { account, kind: 'policy-changed', acting, before, after, tellOwners: true });
      return { ok: true };
    });
  }

  return { rename, setPolicy };
}

export type ChangeAccount = ReturnType<typeof createChangeAccount>;
