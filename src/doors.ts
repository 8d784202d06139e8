import type { createBrandFiles } from './brand-files.ts';
import type { createAntiPhishingCode } from './features/anti-phishing-code/index.ts';
import type { createIpRestriction } from './features/ip-restriction/index.ts';
import type { createLoginAlerts } from './features/login-alerts/index.ts';
import type { createLoginHistory } from './features/login-history/index.ts';
import {
  type createMailboxPages,
  mayReadMailbox,
  type OfficialMail,
  WHOLE_MAIL_BYTES,
} from './features/official-mail/index.ts';
import type { createPasskeyDoors } from './features/passkeys/index.ts';
import type { createPasswordDoors } from './features/passwords/index.ts';
import type { createRecovery } from './features/recovery/index.ts';
import type {
  createAddresses,
  createPersonalInformationRoutes,
  createRegistrationRoutes,
} from './features/registration/index.ts';
import type { createSecurityOverview } from './features/security-gauge/index.ts';
import type { SecurityGuide } from './features/security-guide/index.ts';
import type { createSessionRoutes, createSignedInGuards, createStepUpRoutes } from './features/sessions/index.ts';
import type {
  createNotMeRoutes,
  createPasskeySignInRoutes,
  createSecondFactorRoutes,
  createSignInRoutes,
} from './features/sign-in/index.ts';
import type { createTwoFactorDoors } from './features/two-factor/index.ts';
import type { createUsersAndRoles } from './features/users-and-roles/index.ts';
import { type Assets, door, type Guard, type Limit, open, type Route, refuse } from './foundations/http/index.ts';
import type { createFrontDesk } from './front-desk.tsx';

export interface Rooms {
  guards: ReturnType<typeof createSignedInGuards>;
  assets: Assets;
  mailbox: ReturnType<typeof createMailboxPages> | null;
  publicUrl: URL;
  frontDesk: ReturnType<typeof createFrontDesk>;
  registration: ReturnType<typeof createRegistrationRoutes>;
  personalInformation: ReturnType<typeof createPersonalInformationRoutes>;
  addresses: ReturnType<typeof createAddresses>['routes'];
  signIn: ReturnType<typeof createSignInRoutes>;
  secondFactor: ReturnType<typeof createSecondFactorRoutes>;
  passkeySignIn: ReturnType<typeof createPasskeySignInRoutes>;
  stepUp: ReturnType<typeof createStepUpRoutes>;
  passkeys: ReturnType<typeof createPasskeyDoors>;
  twoFactor: ReturnType<typeof createTwoFactorDoors>;
  notMe: ReturnType<typeof createNotMeRoutes>;
  sessions: ReturnType<typeof createSessionRoutes>;
  passwords: ReturnType<typeof createPasswordDoors>;
  recovery: Pick<ReturnType<typeof createRecovery>, 'routes' | 'objections' | 'settings'>;
  loginAlerts: ReturnType<typeof createLoginAlerts>['routes'];
  ipRestriction: ReturnType<typeof createIpRestriction>['routes'];
  accountAddresses: ReturnType<ReturnType<typeof createIpRestriction>['accountRoutes']>;
  antiPhishingCode: ReturnType<typeof createAntiPhishingCode>['routes'];
  ledger: OfficialMail['ledger'];
  checkMail: OfficialMail['checkMail'];
  brandFiles: ReturnType<typeof createBrandFiles>;
  loginHistory: ReturnType<typeof createLoginHistory>['routes'];
  usersAndRoles: ReturnType<typeof createUsersAndRoles>['routes'];
  overview: ReturnType<typeof createSecurityOverview>;
  guide: SecurityGuide;
}

/** The complete attack surface: every door with its guard and its limit. What is not here does not exist. */
export function doors(rooms: Rooms): Route[] {
  const { guards, frontDesk, registration, signIn, notMe, sessions, passwords, guide } = rooms;
  const { routes: recovery, objections } = rooms.recovery;
  const { anyone, signedIn } = guards;

  const read = signedIn({ permission: 'own-security.read' });
  const act = signedIn({ permission: 'own-security.change', act: true });
  const sensitive = signedIn({ permission: 'own-security.change', sensitive: true });
  const endSessions = signedIn({ permission: 'own-session.end', sensitive: true });

  /** Cheap reads: keeps one source from occupying the node. */
  const page = { kind: 'node', count: 600, perSeconds: 60 } as const;
  /** One cheap, indexed look-up, asked by other programs on behalf of many. */
  const free = (because: string): Limit => ({ kind: 'none', because });
  const perHour = (count: number): Limit => ({ kind: 'shared', count, perSeconds: 3600 });

  return [
    door('GET /', { guard: anyone('leads to the right page'), limit: page, handler: frontDesk.start }),
    door('POST /preferences', {
      guard: anyone('language and appearance', { act: true }),
      limit: page,
      handler: frontDesk.preferences,
    }),

    door('GET /sign-up', {
      guard: open('everyone may ask for an account'),
      limit: page,
      handler: registration.showSignUp,
    }),
    door('POST /sign-up', {
      guard: open('everyone may ask for an account'),
      limit: perHour(60),
      handler: registration.signUp,
    }),
    door('GET /verify-address', { guard: open('opened from a mail'), limit: page, handler: registration.showVerify }),
    door('POST /verify-address', { guard: open('a one-time token'), limit: perHour(60), handler: registration.verify }),

    door('GET /sign-in', { guard: anyone('everyone may sign in'), limit: page, handler: signIn.show }),
    door('POST /sign-in', {
      guard: open('everyone may sign in'),
      limit: free('counted by the sign-in room per address, device and source prefix'),
      handler: signIn.submit,
    }),
    door('GET /sign-in/second-factor', {
      guard: open('the pending sign-in of this browser'),
      limit: page,
      handler: rooms.secondFactor.show,
    }),
    door('POST /sign-in/second-factor', {
      guard: open('the pending sign-in of this browser'),
      limit: free('counted by the sign-in room per address, device and source prefix'),
      handler: rooms.secondFactor.submit,
    }),
    door('POST /sign-in/passkey/options', {
      guard: open('a challenge for this browser'),
      limit: { kind: 'node', count: 120, perSeconds: 60 },
      handler: rooms.passkeySignIn.options,
    }),
    door('POST /sign-in/passkey', {
      guard: open('everyone may sign in'),
      limit: { kind: 'node', count: 120, perSeconds: 60 },
      handler: rooms.passkeySignIn.submit,
    }),
    door('POST /sign-out', {
      guard: anyone('leaving needs nothing', { anywhere: true }),
      limit: page,
      handler: sessions.signOut,
      takes: 'nothing',
    }),
    door('GET /not-me/:token', { guard: open('opened from an alert'), limit: page, handler: notMe.show }),
    door('POST /not-me/:token', {
      guard: open('a one-time token'),
      limit: perHour(60),
      handler: notMe.answer,
      takes: 'nothing',
    }),

    door('GET /forgot-password', {
      guard: open('for whoever cannot sign in'),
      limit: page,
      handler: passwords.showForgot,
    }),
    door('POST /forgot-password', {
      guard: open('for whoever cannot sign in'),
      limit: perHour(60),
      handler: passwords.forgot,
    }),
    door('GET /reset-password', { guard: open('opened from a mail'), limit: page, handler: passwords.showReset }),
    door('POST /reset-password', { guard: open('a one-time token'), limit: perHour(60), handler: passwords.reset }),
    door('GET /recovery', { guard: open('for whoever cannot sign in'), limit: page, handler: recovery.show }),
    door('POST /recovery', { guard: open('for whoever cannot sign in'), limit: perHour(60), handler: recovery.ask }),
    door('POST /recovery/proof', {
      guard: open('the recovery of this browser'),
      limit: perHour(120),
      handler: recovery.prove,
    }),
    door('POST /recovery/passkey/options', {
      guard: open('a challenge for the recovery of this browser'),
      limit: perHour(120),
      handler: recovery.passkeyOptions,
      takes: 'nothing',
    }),
    door('GET /recovery/:token', { guard: open('opened from a notice'), limit: page, handler: recovery.showStop }),
    door('POST /recovery/:token/stop', {
      guard: open('a token from a notice'),
      limit: perHour(60),
      handler: recovery.stop,
      takes: 'nothing',
    }),
    door('GET /objections/:token', { guard: open('opened from a mail'), limit: page, handler: objections.show }),
    door('POST /objections/:token', {
      guard: open('a token from the mail about a change'),
      limit: perHour(60),
      handler: objections.object,
      takes: 'nothing',
    }),
    door('POST /objections/:token/undo', {
      guard: open('a token from the mail about a change, and proofs older than it'),
      limit: perHour(60),
      handler: objections.undo,
    }),
    door('POST /objections/:token/passkey/options', {
      guard: open('a token from the mail about a change'),
      limit: perHour(60),
      handler: objections.passkeyOptions,
      takes: 'nothing',
    }),
    door('POST /password-strength', {
      guard: anyone('the meter of the sign-up page'),
      limit: { kind: 'node', count: 300, perSeconds: 60 },
      handler: passwords.judgeStrength,
      maxBodyBytes: 8 * 1024,
    }),

    door('GET /session', {
      guard: signedIn({ permission: 'own-security.read', duringPasswordChange: true }),
      limit: free('one indexed look-up, asked by applications for many users'),
      handler: sessions.whoAmI,
    }),
    door('POST /session/extend', { guard: read, limit: page, handler: sessions.extend, takes: 'nothing' }),
    door('GET /step-up', {
      guard: signedIn({ permission: 'own-security.read', toProve: true }),
      limit: page,
      handler: rooms.stepUp.show,
    }),
    door('POST /step-up', {
      guard: signedIn({ permission: 'own-security.read', toProve: true, duringPasswordChange: true }),
      limit: free('counted by the sign-in room'),
      handler: rooms.stepUp.prove,
    }),

    door('POST /step-up/passkey/options', {
      guard: signedIn({ permission: 'own-security.read', toProve: true, duringPasswordChange: true }),
      limit: page,
      handler: rooms.stepUp.passkeyOptions,
      takes: 'nothing',
    }),

    door('GET /security', { guard: read, limit: page, handler: rooms.overview.show }),
    door('GET /security/password', {
      guard: signedIn({ permission: 'own-security.read', duringPasswordChange: true }),
      limit: page,
      handler: passwords.showChange,
    }),
    door('POST /security/password', {
      guard: signedIn({ permission: 'own-security.change', sensitive: true, duringPasswordChange: true }),
      limit: free('counted by the sign-in room'),
      handler: passwords.change,
    }),
    door('GET /security/two-factor', { guard: read, limit: page, handler: rooms.twoFactor.show }),
    door('POST /security/two-factor/enrolment', { guard: sensitive, limit: page, handler: rooms.twoFactor.start }),
    door('GET /security/two-factor/enrolment', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.showEnrolment,
    }),
    door('POST /security/two-factor/enrolment/confirm', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.confirm,
    }),
    door('POST /security/two-factor/enrolment/saved', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.saved,
    }),
    door('POST /security/two-factor/apps/:id/rename', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.rename,
    }),
    door('POST /security/two-factor/apps/:id/remove', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.remove,
      takes: 'nothing',
    }),
    door('POST /security/two-factor/backup-codes', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.makeCodes,
      takes: 'nothing',
    }),
    door('POST /security/two-factor/backup-codes/saved', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.saveCodes,
    }),
    door('POST /security/two-factor/disable', {
      guard: sensitive,
      limit: page,
      handler: rooms.twoFactor.disable,
      takes: 'nothing',
    }),
    door('GET /security/passkeys', { guard: read, limit: page, handler: rooms.passkeys.show }),
    door('POST /security/passkeys/options', { guard: sensitive, limit: page, handler: rooms.passkeys.options }),
    door('POST /security/passkeys', { guard: sensitive, limit: page, handler: rooms.passkeys.add }),
    door('POST /security/passkeys/second-factor', {
      guard: sensitive,
      limit: page,
      handler: rooms.passkeys.askAfterPassword,
    }),
    door('POST /security/passkeys/:id/rename', { guard: sensitive, limit: page, handler: rooms.passkeys.rename }),
    door('POST /security/passkeys/:id/remove', {
      guard: sensitive,
      limit: page,
      handler: rooms.passkeys.remove,
      takes: 'nothing',
    }),
    door('POST /security/passkeys/:id/end-sessions', {
      guard: endSessions,
      limit: page,
      handler: rooms.passkeys.endSessions,
      takes: 'nothing',
    }),
    door('POST /security/passkey-only', { guard: sensitive, limit: page, handler: rooms.passkeys.setPasskeyOnly }),
    door('GET /security/sessions', { guard: read, limit: page, handler: sessions.list }),
    door('POST /security/sessions/end-others', {
      guard: endSessions,
      limit: page,
      handler: sessions.endOthers,
      takes: 'nothing',
    }),
    door('POST /security/sessions/end-all', {
      guard: endSessions,
      limit: page,
      handler: sessions.endAll,
      takes: 'nothing',
    }),
    door('POST /security/sessions/:id/end', {
      guard: endSessions,
      limit: page,
      handler: sessions.endOne,
      takes: 'nothing',
    }),
    door('GET /security/recovery', { guard: read, limit: page, handler: rooms.recovery.settings.show }),
    door('POST /security/recovery', { guard: sensitive, limit: page, handler: rooms.recovery.settings.change }),
    door('GET /security/login-alerts', { guard: read, limit: page, handler: rooms.loginAlerts.show }),
    door('POST /security/login-alerts', { guard: sensitive, limit: page, handler: rooms.loginAlerts.change }),
    ...ipRestrictionDoors(rooms, page),
    door('GET /security/anti-phishing-code', { guard: read, limit: page, handler: rooms.antiPhishingCode.show }),
    door('POST /security/anti-phishing-code', {
      guard: sensitive,
      limit: page,
      handler: rooms.antiPhishingCode.change,
    }),
    door('POST /security/anti-phishing-code/show', {
      guard: sensitive,
      limit: page,
      handler: rooms.antiPhishingCode.reveal,
      takes: 'nothing',
    }),
    door('POST /security/anti-phishing-code/remove', {
      guard: sensitive,
      limit: page,
      handler: rooms.antiPhishingCode.remove,
      takes: 'nothing',
    }),
    door('GET /security/mail', { guard: read, limit: page, handler: rooms.ledger.show }),
    door('GET /security/login-history', { guard: read, limit: page, handler: rooms.loginHistory.show }),
    door('POST /security/login-history/export', {
      guard: signedIn({ permission: 'own-security.read', sensitive: true }),
      limit: { kind: 'node', count: 60, perSeconds: 60 },
      handler: rooms.loginHistory.download,
    }),
    door('GET /personal-information', { guard: read, limit: page, handler: rooms.personalInformation.show }),
    door('POST /personal-information', { guard: act, limit: page, handler: rooms.personalInformation.save }),
    door('POST /personal-information/addresses', {
      guard: sensitive,
      limit: page,
      handler: rooms.addresses.askToAdd,
    }),
    door('POST /personal-information/addresses/confirm', {
      guard: sensitive,
      limit: page,
      handler: rooms.addresses.confirmAdd,
    }),
    door('POST /personal-information/addresses/remove', {
      guard: sensitive,
      limit: page,
      handler: rooms.addresses.remove,
    }),
    door('POST /personal-information/email', {
      guard: sensitive,
      limit: page,
      handler: rooms.addresses.askToChange,
    }),
    door('POST /personal-information/email/confirm', {
      guard: sensitive,
      limit: page,
      handler: rooms.addresses.confirmChange,
    }),

    door('GET /check-mail', {
      guard: anyone('whoever doubts a mail'),
      limit: page,
      handler: rooms.checkMail.show,
    }),
    door('POST /check-mail', {
      guard: anyone('whoever doubts a mail'),
      limit: perHour(60),
      handler: rooms.checkMail.byNumber,
    }),
    door('POST /check-mail/message', {
      guard: anyone('whoever doubts a mail'),
      limit: perHour(60),
      handler: rooms.checkMail.byMessage,
      maxBodyBytes: WHOLE_MAIL_BYTES,
    }),
    door('POST /check-mail/report', {
      guard: anyone('whoever was sent a forged mail'),
      limit: perHour(20),
      handler: rooms.checkMail.report,
      maxBodyBytes: WHOLE_MAIL_BYTES,
    }),

    ...accountDoors(rooms, page),
    ...accountAddressDoors(rooms, page),

    door('GET /guide', { guard: anyone('the guide is for everyone'), limit: page, handler: guide.index }),
    door('GET /guide/:topic', { guard: anyone('the guide is for everyone'), limit: page, handler: guide.page }),

    door('GET /.well-known/passkey-endpoints', {
      guard: open('PK-17'),
      limit: page,
      handler: rooms.passkeys.wellKnown,
    }),
    door('GET /.well-known/webauthn', { guard: open('PK-17'), limit: page, handler: rooms.passkeys.relatedOrigins }),
    door('GET /.well-known/change-password', { guard: open('RC-9'), limit: page, handler: passwords.wellKnown }),
    door('GET /problems/:type', { guard: open('describes an answer'), limit: page, handler: frontDesk.problem }),
    door('GET /assets/:name', {
      guard: open('style and script'),
      limit: { ...page, count: 3000 },
      handler: rooms.assets.serve,
    }),
    door('GET /brand.css', {
      guard: open('the company’s colour'),
      limit: { ...page, count: 3000 },
      handler: rooms.brandFiles.styles,
    }),
    door('GET /brand-logo', {
      guard: open('the company’s logo'),
      limit: { ...page, count: 3000 },
      handler: rooms.brandFiles.picture,
    }),
    door('GET /healthz', {
      guard: open('for load balancers'),
      limit: free('answers from memory'),
      handler: frontDesk.alive,
    }),
    door('GET /readyz', { guard: open('for load balancers'), limit: page, handler: frontDesk.ready }),
    door('POST /csp-reports', {
      guard: open('browsers report without cookies'),
      limit: { kind: 'node', count: 60, perSeconds: 60 },
      handler: frontDesk.policyReport,
      csrf: 'exempt',
      accepts: ['application/csp-report', 'application/reports+json'],
      maxBodyBytes: 8 * 1024,
    }),
    ...mailboxDoors(rooms, page),
  ];
}

/** From where the account may be used. What is asked at every request is in the guards themselves. */
function ipRestrictionDoors({ guards, ipRestriction }: Rooms, limit: Limit): Route[] {
  const { signedIn } = guards;
  const path = '/security/ip-restriction';
  const change = { permission: 'own-security.change', sensitive: true } as const;
  return [
    door(`GET ${path}`, { guard: signedIn({ permission: 'own-security.read' }), limit, handler: ipRestriction.show }),
    door(`POST ${path}/check`, {
      guard: signedIn({ permission: 'own-security.change', act: true }),
      limit,
      handler: ipRestriction.check,
    }),
    door(`POST ${path}`, { guard: signedIn(change), limit, handler: ipRestriction.set }),
    door(`POST ${path}/confirm`, {
      guard: signedIn({ ...change, provenForList: 'own' }),
      limit,
      handler: ipRestriction.confirm,
      takes: 'nothing',
    }),
    door(`POST ${path}/remove`, { guard: signedIn(change), limit, handler: ipRestriction.remove, takes: 'nothing' }),
    door(`POST ${path}/stop-watching`, {
      guard: signedIn({ permission: 'own-security.change', act: true }),
      limit,
      handler: ipRestriction.stopWatching,
      takes: 'nothing',
    }),
  ];
}

/** The account shared by a team. What is a member's own needs no right in the account. */
function accountDoors({ guards, usersAndRoles }: Rooms, limit: Exclude<Limit, { kind: 'none' }>): Route[] {
  const { anyone, signedIn } = guards;
  const { account, members, invitations, own, activity } = usersAndRoles;
  const readAccount = signedIn({ permission: 'account.read' });
  const readMembers = signedIn({ permission: 'members.read' });
  const changeMembers = signedIn({ permission: 'members.change', sensitive: true });
  const ownRead = signedIn({ permission: 'own-memberships', outsideAccount: true });
  const ownAct = signedIn({ permission: 'own-memberships', act: true });
  const goAct = signedIn({ permission: 'own-memberships', act: true, outsideAccount: true });
  const link = anyone('the link of an invitation; to accept needs the session of its address', { act: true });
  const perHour: Limit = { kind: 'shared', count: 60, perSeconds: 3600 };

  return [
    door('GET /account', { guard: readAccount, limit, handler: account.show }),
    door('POST /account', {
      guard: signedIn({ permission: 'account.change', sensitive: true }),
      limit,
      handler: account.change,
    }),
    door('GET /account/roles', { guard: readAccount, limit, handler: account.showRoles }),
    door('GET /account/policy', { guard: readAccount, limit, handler: account.showPolicy }),
    door('POST /account/policy', {
      guard: signedIn({ permission: 'policy.change', sensitive: true }),
      limit,
      handler: account.changePolicy,
    }),
    door('GET /account/users', { guard: readMembers, limit, handler: members.show }),
    door('GET /account/users/:id', { guard: readMembers, limit, handler: members.showOne }),
    door('POST /account/users/:id/role', { guard: changeMembers, limit, handler: members.changeRole }),
    door('POST /account/users/:id/suspend', { guard: changeMembers, limit, handler: members.suspend }),
    door('POST /account/users/:id/resume', {
      guard: changeMembers,
      limit,
      handler: members.resume,
      takes: 'nothing',
    }),
    door('POST /account/users/:id/remove', {
      guard: changeMembers,
      limit,
      handler: members.remove,
      takes: 'nothing',
    }),
    door('POST /account/users/:id/stop-ownership', {
      guard: changeMembers,
      limit,
      handler: members.stopOwnership,
      takes: 'nothing',
    }),
    door('GET /account/invitations', { guard: readMembers, limit, handler: invitations.list }),
    door('POST /account/invitations', { guard: changeMembers, limit, handler: invitations.invite }),
    door('POST /account/invitations/:id/resend', {
      guard: changeMembers,
      limit,
      handler: invitations.resend,
      takes: 'nothing',
    }),
    door('POST /account/invitations/:id/revoke', {
      guard: changeMembers,
      limit,
      handler: invitations.revoke,
      takes: 'nothing',
    }),
    door('GET /account/activity', {
      guard: signedIn({ permission: 'activity.read' }),
      limit,
      handler: activity.show,
    }),
    door('POST /account/activity/export', {
      guard: signedIn({ permission: 'activity.read', sensitive: true }),
      // Reads much; few at a time keep the node free.
      limit: { ...limit, count: 120 },
      handler: activity.download,
    }),
    door('GET /account/switch', { guard: ownRead, limit, handler: own.show }),
    door('POST /account/switch', { guard: goAct, limit, handler: own.change }),
    door('POST /account/leave', {
      guard: signedIn({ permission: 'own-memberships', sensitive: true }),
      limit,
      handler: own.leave,
    }),
    door('POST /account/refuse-invitations', { guard: ownAct, limit, handler: own.setRefusal }),
    door('GET /invitations/:token', { guard: anyone('opened from a mail'), limit, handler: invitations.show }),
    door('POST /invitations/:token', { guard: link, limit: perHour, handler: invitations.answer }),
    door('POST /invitations/:token/sign-up', {
      guard: open('a one-time token'),
      limit: perHour,
      handler: invitations.signUp,
    }),
  ];
}

/** Ten thousand entries with labels, as lines of text or as JSON. */
const WHOLE_LIST_BYTES = 2 * 1024 * 1024;

/** From where an account may be used: for those who change its rules alone, since whoever knows the list knows the way in. */
function accountAddressDoors({ guards, accountAddresses }: Rooms, limit: Exclude<Limit, { kind: 'none' }>): Route[] {
  const { signedIn } = guards;
  const path = '/account/policy/addresses';
  const change = { permission: 'policy.change', sensitive: true } as const;
  // A long list takes a moment of the node.
  const whole = { limit: { ...limit, count: 60 }, maxBodyBytes: WHOLE_LIST_BYTES };
  return [
    door(`GET ${path}`, {
      guard: signedIn({ permission: 'policy.change' }),
      limit,
      handler: accountAddresses.show,
    }),
    door(`POST ${path}/check`, {
      guard: signedIn({ permission: 'policy.change', act: true }),
      ...whole,
      handler: accountAddresses.check,
    }),
    door(`POST ${path}`, { guard: signedIn(change), ...whole, handler: accountAddresses.set }),
    door(`POST ${path}/confirm`, {
      guard: signedIn({ ...change, provenForList: 'account' }),
      limit,
      handler: accountAddresses.confirm,
      takes: 'nothing',
    }),
    door(`POST ${path}/remove`, { guard: signedIn(change), limit, handler: accountAddresses.remove, takes: 'nothing' }),
  ];
}

/** Only where the built-in mailbox is allowed at all; each request must come from this very machine. */
function mailboxDoors({ mailbox, publicUrl }: Rooms, limit: Limit): Route[] {
  if (mailbox === null) return [];
  const guard: Guard<null> = {
    name: 'this machine alone: the built-in mailbox',
    async check({ peer, host }) {
      return mayReadMailbox({ peer, host, publicUrl }) ? { pass: null } : { refusal: refuse('not-found') };
    },
  };
  return [
    door('GET /dev/mailbox', { guard, limit, handler: mailbox.list }),
    door('GET /dev/mailbox/:id', { guard, limit, handler: mailbox.mail }),
    door('GET /dev/mailbox/:id/html', { guard, limit, handler: mailbox.html }),
  ];
}
