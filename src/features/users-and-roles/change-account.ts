import type { Queries } from '../../foundations/database/index.ts';
import { rulesOf, updateAccount } from './account-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { type Acting, type Outcome, type Protections, refused } from './doors.ts';
import type { EnterAccount } from './enter-account.ts';
import { chooseRule, type Rule, type Rules, rulesJson } from './policy.ts';
import type { SetRules } from './set-rules.ts';

interface Deps {
  entering: EnterAccount;
  protections: Protections;
  setRules: SetRules;
  commitAccountChange: CommitAccountChange;
}

/** What owners decide about the account itself: its name, where invoices go, what it asks of its members. */
export function createChangeAccount({ entering, protections, setRules, commitAccountChange }: Deps) {
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
   * What every member needs here, from `from` on; no rule: nothing. It bites on their next request (MR-6).
   * Refused to an owner who does not have it: the first whom it would shut out.
   */
  function setPolicy(
    acting: Acting,
    wish: { rule: Rule | null; from: Date | null },
  ): Promise<Outcome<{ rules: Rules }>> {
    return entering.enter(acting, 'policy.change', async (tx: Queries, { account }) => {
      const own = (await protections.of(tx, [acting.userId])).get(acting.userId);
      if (wish.rule === 'passkey' && !own?.passkey) return refused('passkey-needed');
      if (wish.rule === 'second-factor' && !own?.secondFactor) return refused('second-factor-needed');
      const rules = chooseRule(rulesOf(account), wish, entering.now());
      const [before, after] = [rulesJson(rulesOf(account)), rulesJson(rules)];
      if (before.secondFactorFrom === after.secondFactorFrom && before.passkeyFrom === after.passkeyFrom) {
        return { ok: true, rules };
      }
      await setRules(tx, account, rules, acting.userId);
      await commitAccountChange(tx, { account, kind: 'policy-changed', acting, before, after, tellOwners: true });
      return { ok: true, rules };
    });
  }

  return { rename, setPolicy };
}

export type ChangeAccount = ReturnType<typeof createChangeAccount>;
