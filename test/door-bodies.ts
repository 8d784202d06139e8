import type { Visitor } from './visitor.ts';

const CREDENTIAL = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' };
const CLIENT_DATA = Buffer.from('{"type":"webauthn.get","challenge":"AAAA","origin":"x"}').toString('base64url');
const ASSERTION = {
  ...CREDENTIAL,
  response: { clientDataJSON: CLIENT_DATA, authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' },
};
const REGISTRATION = { ...CREDENTIAL, response: { clientDataJSON: CLIENT_DATA, attestationObject: 'AAAA' } };

/** A body that a door accepts, but for the tokens in it, which nobody was given. By the door's name in `doors.ts`. */
export function bodyFor(door: string, { email, password, name }: Pick<Visitor, 'email' | 'password' | 'name'>): object {
  const bodies: Record<string, object> = {
    'POST /preferences': { locale: 'fr', theme: 'dark', return: '/guide' },
    'POST /sign-up': { email, password, name, locale: 'en', timeZone: 'Europe/Paris' },
    'POST /verify-address': { token: UNKNOWN_TOKEN, password },
    'POST /sign-in': { email, password, keep: true, next: '/guide', resume: 'x' },
    'POST /sign-in/second-factor': { method: 'totp', code: '123456', username: email, resume: 'x' },
    'POST /sign-in/passkey/options': { keep: true, anew: true, formerDomain: false },
    'POST /sign-in/passkey': ASSERTION,
    'POST /sign-out': {},
    'POST /not-me/:token': {},
    'POST /forgot-password': { email },
    'POST /reset-password': { token: UNKNOWN_TOKEN, password, username: email },
    'POST /recovery': { email, lost: 'second-factor' },
    'POST /recovery/proof': { method: 'password', password },
    'POST /recovery/passkey/options': {},
    'POST /recovery/:token/stop': {},
    'POST /objections/:token': {},
    'POST /objections/:token/undo': { method: 'password', password },
    'POST /objections/:token/passkey/options': {},
    'POST /security/recovery': { waitDays: '5' },
    'POST /password-strength': { password, email, name },
    'POST /session/extend': {},
    'POST /step-up': { method: 'password', password, username: email, resume: 'x' },
    'POST /security/password': { current: password, password: 'nine grey otters sleeping', username: email },
    'POST /security/two-factor/enrolment': { name: 'My phone' },
    'POST /security/two-factor/enrolment/confirm': { code: '123456', name: 'My phone', username: email },
    'POST /security/two-factor/enrolment/saved': { set: '1' },
    'POST /security/two-factor/apps/:id/rename': { name: 'My phone' },
    'POST /security/two-factor/apps/:id/remove': {},
    'POST /security/two-factor/backup-codes': {},
    'POST /security/two-factor/backup-codes/saved': { set: '1' },
    'POST /security/two-factor/disable': {},
    'POST /step-up/passkey/options': {},
    'POST /security/passkeys/options': { name: 'My phone', besidePassword: false },
    'POST /security/passkeys': REGISTRATION,
    'POST /security/passkeys/second-factor': { enabled: true },
    'POST /security/passkeys/:id/rename': { name: 'My phone' },
    'POST /security/passkeys/:id/remove': {},
    'POST /security/passkeys/:id/end-sessions': {},
    'POST /security/passkey-only': { enabled: true },
    'POST /security/sessions/end-others': {},
    'POST /security/sessions/end-all': {},
    'POST /security/sessions/:id/end': {},
    'POST /security/login-alerts': { mode: 'every' },
    'POST /security/login-history/export': { outcome: 'success', from: '2020-01-31', to: '2030-01-31' },
    'POST /security/ip-restriction/check': {
      entries: [{ range: '0.0.0.0/0', label: 'everywhere', until: '2099-01-31' }],
    },
    'POST /security/ip-restriction': { entries: [{ range: '0.0.0.0/0', label: 'everywhere' }], confirmLockout: true },
    'POST /security/ip-restriction/confirm': {},
    'POST /security/ip-restriction/remove': {},
    'POST /security/ip-restriction/stop-watching': {},
    'POST /security/anti-phishing-code': { phrase: 'nine grey otters' },
    'POST /security/anti-phishing-code/show': {},
    'POST /security/anti-phishing-code/remove': {},
    'POST /check-mail': { number: 'ABCD-EFGH-IJKL-MN' },
    'POST /check-mail/message': { message: `From: Gatehouse <no-reply@evil.example>\nTo: ${email}\n\nHello` },
    'POST /check-mail/report': { message: `From: Gatehouse <no-reply@evil.example>\nTo: ${email}\n\nHello` },
    'POST /account': { name, billingContact: email },
    'POST /account/policy': { secondFactor: 'optional', from: '2030-01-31' },
    'POST /account/policy/addresses/check': {
      entries: [{ range: '0.0.0.0/0', label: 'everywhere', until: '2099-01-31' }],
    },
    'POST /account/policy/addresses': { entries: [{ range: '0.0.0.0/0', label: 'everywhere' }], confirmLockout: true },
    'POST /account/policy/addresses/confirm': {},
    'POST /account/policy/addresses/remove': {},
    'POST /account/users/:id/role': { role: 'auditor' },
    'POST /account/users/:id/suspend': { until: '2030-01-31' },
    'POST /account/users/:id/resume': {},
    'POST /account/users/:id/remove': {},
    'POST /account/users/:id/stop-ownership': {},
    'POST /account/invitations': { email: `colleague-of-${email}`, role: 'auditor' },
    'POST /account/invitations/:id/resend': {},
    'POST /account/invitations/:id/revoke': {},
    'POST /account/activity/export': {
      format: 'csv',
      kind: 'role-changed',
      who: 'x',
      from: '2020-01-31',
      to: '2030-01-31',
    },
    'POST /account/switch': { account: 'acc_1' },
    'POST /account/leave': { account: 'acc_1' },
    'POST /account/refuse-invitations': { refuse: true },
    'POST /invitations/:token': { accept: true },
    'POST /invitations/:token/sign-up': { password, name, locale: 'en', timeZone: 'Europe/Paris' },
    'POST /personal-information': { name, locale: 'en', timeZone: 'Europe/Paris' },
    'POST /personal-information/addresses': { address: 'second@example.test' },
    'POST /personal-information/addresses/confirm': { code: 'ABCDE-FGHIJ' },
    'POST /personal-information/addresses/remove': { address: 'second@example.test' },
    'POST /personal-information/email': { email: 'another@example.test' },
    'POST /personal-information/email/confirm': { code: 'ABCDE-FGHIJ' },
    'POST /csp-reports': { 'csp-report': { 'document-uri': 'http://localhost:3000/' } },
  };
  const body = bodies[door];
  if (body === undefined) throw new Error(`${door} is new: add a body for it, so that the attacks reach it too`);
  return body;
}

export const UNKNOWN_TOKEN = 'A'.repeat(43);

/** An address for a path with parameters; what is in it exists nowhere. */
export function addressOf(path: string, values: Record<string, string> = {}): string {
  const known: Record<string, string> = {
    token: UNKNOWN_TOKEN,
    id: '1',
    name: 'app.css',
    topic: 'questions',
    type: 'not-found',
    ...values,
  };
  return path.replace(/:(\w+)/g, (_, parameter: string) => known[parameter] ?? 'x');
}
