import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import {
  type FieldError,
  type Handler,
  parseInput,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import { ACCOUNT_PATH, accountPage } from './account-page.tsx';
import { findAccount, rulesOf } from './account-table.ts';
import { actingOf, type SignedInMember } from './acting.ts';
import type { Catalogue } from './catalogue.ts';
import type { ChangeAccount } from './change-account.ts';
import type { AddressRule, Users } from './doors.ts';
import { listOwners } from './membership-table.ts';
import { frozenAt } from './objection.ts';
import type { Message } from './page-parts.tsx';
import { isGranted } from './permission.ts';
import { type Rule, rulesJson } from './policy.ts';
import { POLICY_PATH, policyPage } from './policy-page.tsx';
import type { ReadDay } from './read-day.ts';
import { refusalReply } from './refusals.ts';
import { isRole } from './role.ts';
import { rolesPage } from './roles-page.tsx';
import { words } from './words.ts';

const accountInput = z.strictObject({
  name: z.string().min(1).max(400),
  billingContact: z.string().max(320).optional(),
});
const policyInput = z.strictObject({
  secondFactor: z.enum(['optional', 'required', 'passkey']),
  from: z.string().max(40).optional(),
});

const RULE_OF: Record<z.output<typeof policyInput>['secondFactor'], Rule | null> = {
  optional: null,
  required: 'second-factor',
  passkey: 'passkey',
};

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'find'>;
  catalogue: Catalogue;
  changing: ChangeAccount;
  readDay: ReadDay;
  normaliseName(typed: string): string | null;
  addressRule: Pick<AddressRule, 'isSet'>;
}

export function createAccountRoutes({
  database,
  clock,
  catalogue,
  changing,
  readDay,
  normaliseName,
  addressRule,
}: Deps) {
  const { queries } = database;

  async function accountView(visit: Visit, session: SignedInMember, more: Partial<Parameters<typeof accountPage>[1]>) {
    const account = await findAccount(queries, session.account.id);
    if (account === null || !isRole(session.role)) return null;
    const owners = await listOwners(queries, account.id);
    const mayChange = isGranted(session.role, 'account.change');
    return { account, owners, page: accountPage(visit, { account, role: session.role, owners, mayChange, ...more }) };
  }

  /** What the account is called already may stay: without a name at sign-up it is called like the first owner's address. */
  async function nameFrom(typed: string, accountId: string): Promise<string | null> {
    if (typed === (await findAccount(queries, accountId))?.name) return typed;
    // Half a character would not survive the trail's JSON.
    return (typed.isWellFormed() && normaliseName(typed)) || null;
  }

  const show: Handler<SignedInMember> = async (visit, session) => {
    const view = await accountView(visit, session, { message: savedMessage(visit) });
    if (view === null) return refuse('not-found');
    const { account, owners } = view;
    return {
      kind: 'page',
      page: view.page,
      json: {
        id: account.id,
        name: account.name,
        billingContact: account.billing_contact,
        owners: owners.map(({ email, name }) => ({ email, name })),
        role: session.role,
        changesStoppedUntil: frozenAt(account, clock.now())?.toISOString() ?? null,
      },
    };
  };

  const change: Handler<SignedInMember> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(accountInput, visit.body, visit.locale);
    const text = (key: string) => (typeof visit.body[key] === 'string' ? visit.body[key] : undefined);
    const typed = { name: text('name'), billingContact: text('billingContact') };
    const again = async (errors: readonly FieldError[]) =>
      refuseInput(errors, (await accountView(visit, session, { errors, typed }))?.page);
    if (!parsed.ok) return again(parsed.errors);
    const name = await nameFrom(parsed.value.name, session.account.id);
    const given = parsed.value.billingContact ?? '';
    const billingContact = given === '' ? null : normaliseEmailAddress(given);
    const errors: FieldError[] = [];
    if (name === null) errors.push({ field: 'name', code: 'invalid', message: t('name-invalid') });
    if (given !== '' && billingContact === null) {
      errors.push({ field: 'billingContact', code: 'invalid', message: t('email-invalid') });
    }
    if (name === null || errors.length > 0) return again(errors);
    const outcome = await changing.rename(actingOf(visit, session), { name, billingContact });
    if (!outcome.ok) return refusalReply(outcome.reason, visit);
    return { kind: 'done', status: 200, json: { name, billingContact }, location: `${ACCOUNT_PATH}?done=saved` };
  };

  const showRoles: Handler<SignedInMember> = async (visit, session) => ({
    kind: 'page',
    page: rolesPage(visit, catalogue, isRole(session.role) ? session.role : null),
    json: {
      permissions: catalogue.permissions.map(({ name, roles, sentence }) => ({
        name,
        roles,
        sentence: sentence(visit.locale),
      })),
    },
  });

  async function policyView(visit: Visit, session: SignedInMember, more: Partial<Parameters<typeof policyPage>[1]>) {
    const account = await findAccount(queries, session.account.id);
    const rules = account ? rulesOf(account) : { secondFactorFrom: null, passkeyFrom: null };
    const mayChange = isGranted(session.role, 'policy.change');
    const restrictsAddresses = await addressRule.isSet(queries, session.account.id);
    const page = policyPage(visit, { rules, restrictsAddresses, mayChange, ...more });
    return { rules, restrictsAddresses, page };
  }

  const showPolicy: Handler<SignedInMember> = async (visit, session) => {
    const { rules, restrictsAddresses, page } = await policyView(visit, session, { message: savedMessage(visit) });
    return { kind: 'page', page, json: { ...rulesJson(rules), restrictsAddresses } };
  };

  const changePolicy: Handler<SignedInMember> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(policyInput, visit.body, visit.locale);
    const day = parsed.ok ? readDay(parsed.value.from, visit.timeZone) : null;
    if (!parsed.ok || day === 'invalid') {
      const errors = parsed.ok ? [{ field: 'from', code: 'invalid', message: t('day-invalid') }] : parsed.errors;
      const typed = parsed.ok ? parsed.value : {};
      return refuseInput(errors, (await policyView(visit, session, { errors, typed })).page);
    }
    const { secondFactor } = parsed.value;
    const outcome = await changing.setPolicy(actingOf(visit, session), { rule: RULE_OF[secondFactor], from: day });
    if (outcome.ok) {
      return { kind: 'done', status: 200, json: rulesJson(outcome.rules), location: `${POLICY_PATH}?done=saved` };
    }
    const { reason } = outcome;
    if (reason !== 'second-factor-needed' && reason !== 'passkey-needed') return refusalReply(reason, visit);
    const rule = reason === 'passkey-needed' ? 'passkey' : 'second-factor';
    const text = t(`policy-self-${rule}`);
    const message: Message = { tone: 'warning', title: t(`policy-self-${rule}-title`), text };
    const { page } = await policyView(visit, session, { message, typed: parsed.value, wanting: rule });
    return refuse(reason, { detail: text }, page);
  };

  return { show, change, showRoles, showPolicy, changePolicy };
}

function savedMessage(visit: Visit): Message | undefined {
  return visit.query.done === 'saved' ? { tone: 'good', title: words(visit.locale)('saved') } : undefined;
}
