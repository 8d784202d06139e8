export const RULES = ['second-factor', 'passkey'] as const;
/** What an account can ask of whoever works in it (MR-6). */
export type Rule = (typeof RULES)[number];

/** From when on each counts; null: it is not asked for. A passkey is more than a second factor, and then stands for it. */
export interface Rules {
  secondFactorFrom: Date | null;
  passkeyFrom: Date | null;
}

/** `enrol…`: what is asked for is not there yet. `prove…`: it is there, and was not proven in this session. */
export type PolicyState = 'met' | 'enrol' | 'prove' | 'enrol-passkey' | 'prove-passkey';

export interface PolicySession {
  assurance: string;
  /** The highest assurance that the user's live authenticators give. */
  reachable: string;
  /** The user has a passkey that is two factors by itself. */
  passkeyStandsAlone: boolean;
  /** A passkey that is still there was proven in this session. */
  passkeyProven: boolean;
}

/**
 * What an account's rules say of a session, from live data and on every request (MR-6). The passkey rule wants one that can
 * stand alone, and a passkey proven in this session at `aal2`: neither a code nor a passkey removed since is enough.
 */
export function policyState(rules: Rules, session: PolicySession, now: Date): PolicyState {
  const isAal2 = session.assurance === 'aal2';
  if (counts(rules.passkeyFrom, now)) {
    if (!session.passkeyStandsAlone) return 'enrol-passkey';
    return session.passkeyProven && isAal2 ? 'met' : 'prove-passkey';
  }
  if (!counts(rules.secondFactorFrom, now) || isAal2) return 'met';
  return session.reachable === 'aal2' ? 'prove' : 'enrol';
}

/**
 * The rules after an owner chose one of them, or none. Without a day it counts from now on, or as it did. Before a passkey is
 * asked for, what was asked until then stays.
 */
export function chooseRule(rules: Rules, wish: { rule: Rule | null; from: Date | null }, now: Date): Rules {
  const from = (held: Date | null) => wish.from ?? (counts(held, now) ? held : now);
  switch (wish.rule) {
    case null:
      return { secondFactorFrom: null, passkeyFrom: null };
    case 'second-factor':
      return { secondFactorFrom: from(rules.secondFactorFrom), passkeyFrom: null };
    case 'passkey':
      return { ...rules, passkeyFrom: from(rules.passkeyFrom) };
  }
}

/** When the rule begins; null: it does not. */
export function startOf(rules: Rules, rule: Rule): Date | null {
  return rule === 'passkey' ? rules.passkeyFrom : rules.secondFactorFrom;
}

/** As programs and the trail read them. */
export function rulesJson({ secondFactorFrom, passkeyFrom }: Rules) {
  return {
    secondFactorFrom: secondFactorFrom?.toISOString() ?? null,
    passkeyFrom: passkeyFrom?.toISOString() ?? null,
  };
}

function counts(from: Date | null, now: Date): boolean {
  return from !== null && from <= now;
}
