import { describe, expect, test } from 'vitest';
import { chooseRule, policyState } from './policy.ts';

const now = new Date('2026-11-24T08:00:00Z');
const past = new Date('2026-11-01T00:00:00Z');
const toCome = new Date('2026-12-01T00:00:00Z');
const none = { secondFactorFrom: null, passkeyFrom: null };

describe('what an account asks', () => {
  const [password, code, passkey] = [
    { assurance: 'aal1', reachable: 'aal1', passkeyStandsAlone: false, passkeyProven: false },
    { assurance: 'aal2', reachable: 'aal2', passkeyStandsAlone: false, passkeyProven: false },
    { assurance: 'aal2', reachable: 'aal2', passkeyStandsAlone: true, passkeyProven: true },
  ];

  test('is asked of nobody without a rule, or before its day', () => {
    for (const rules of [none, { secondFactorFrom: toCome, passkeyFrom: toCome }]) {
      expect(policyState(rules, password, now)).toBe('met');
    }
  });

  test('is a second factor in this session, or to set one up', () => {
    const rules = { ...none, secondFactorFrom: now };
    expect(policyState(rules, password, now)).toBe('enrol');
    expect(policyState(rules, { ...password, reachable: 'aal2' }, now)).toBe('prove');
    expect([policyState(rules, code, now), policyState(rules, passkey, now)]).toEqual(['met', 'met']);
  });

  test('is a passkey in this session, whatever else is asked', () => {
    for (const rules of [
      { ...none, passkeyFrom: now },
      { secondFactorFrom: toCome, passkeyFrom: past },
    ]) {
      expect(policyState(rules, password, now)).toBe('enrol-passkey');
      expect(policyState(rules, code, now)).toBe('enrol-passkey');
      expect(policyState(rules, { ...code, passkeyStandsAlone: true }, now)).toBe('prove-passkey');
      // A key that does not check its user, without the password; and one beside which none stands alone.
      expect(policyState(rules, { ...passkey, assurance: 'aal1' }, now)).toBe('prove-passkey');
      expect(policyState(rules, { ...passkey, passkeyStandsAlone: false }, now)).toBe('enrol-passkey');
      expect(policyState(rules, passkey, now)).toBe('met');
    }
  });
});

describe('an owner’s choice', () => {
  test('counts from its day, or from now on', () => {
    expect(chooseRule(none, { rule: 'passkey', from: toCome }, now)).toEqual({ ...none, passkeyFrom: toCome });
    expect(chooseRule(none, { rule: 'second-factor', from: null }, now)).toEqual({ ...none, secondFactorFrom: now });
    expect(chooseRule({ ...none, passkeyFrom: toCome }, { rule: 'passkey', from: null }, now)).toEqual({
      ...none,
      passkeyFrom: now,
    });
  });

  test('saved again without a day, leaves a rule that counts as it is', () => {
    const rules = { ...none, secondFactorFrom: past };
    expect(chooseRule(rules, { rule: 'second-factor', from: null }, now)).toEqual(rules);
  });

  test('of a passkey later leaves what is asked until then; of less, or nothing, takes the passkey back', () => {
    const rules = { ...none, secondFactorFrom: past };
    const both = chooseRule(rules, { rule: 'passkey', from: toCome }, now);
    expect(both).toEqual({ secondFactorFrom: past, passkeyFrom: toCome });
    expect(chooseRule(both, { rule: 'second-factor', from: null }, now)).toEqual(rules);
    expect(chooseRule(both, { rule: null, from: toCome }, now)).toEqual(none);
  });
});
