import type { createLoginAlerts } from './features/login-alerts/index.ts';
import type { createLoginHistory } from './features/login-history/index.ts';
import { type createMailboxPages, mayReadMailbox } from './features/official-mail/index.ts';
import type { createPasswordDoors } from './features/passwords/index.ts';
import type { createPersonalInformationRoutes, createRegistrationRoutes } from './features/registration/index.ts';
import type { createSecurityOverview } from './features/security-gauge/index.ts';
import type { SecurityGuide } from './features/security-guide/index.ts';
import type { createSessionRoutes, createSignedInGuards } from './features/sessions/index.ts';
import type { createNotMeRoutes, createSignInRoutes } from './features/sign-in/index.ts';
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
  signIn: ReturnType<typeof createSignInRoutes>;
  notMe: ReturnType<typeof createNotMeRoutes>;
  sessions: ReturnType<typeof createSessionRoutes>;
  passwords: ReturnType<typeof createPasswordDoors>;
  loginAlerts: ReturnType<typeof createLoginAlerts>['routes'];
  loginHistory: ReturnType<typeof createLoginHistory>['routes'];
  overview: ReturnType<typeof createSecurityOverview>;
  guide: SecurityGuide;
}

/** The complete attack surface: every door with its guard and its limit. What is not here does not exist. */
export function doors(rooms: Rooms): Route[] {
  const { guards, frontDesk, registration, signIn, notMe, sessions, passwords, guide } = rooms;
  const { anyone, signedIn } = guards;

  const read = signedIn({ permission: 'own-security.read' });
  const act = signedIn({ permission: 'own-security.change', act: true });
  const sensitive = signedIn({ permission: 'own-security.change', sensitive: true });
  const endSessions = signedIn({ permission: 'own-session.end', sensitive: true });

  /** Cheap reads: keeps one source from occupying the node. */
  const page: Limit = { kind: 'node', count: 600, perSeconds: 60 };
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
    door('POST /sign-out', {
      guard: anyone('leaving needs nothing'),
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
    door('GET /step-up', { guard: read, limit: page, handler: sessions.showStepUp }),
    door('POST /step-up', {
      guard: signedIn({ permission: 'own-security.read', duringPasswordChange: true }),
      limit: free('counted by the sign-in room'),
      handler: sessions.proveAgain,
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
    door('GET /security/login-alerts', { guard: read, limit: page, handler: rooms.loginAlerts.show }),
    door('POST /security/login-alerts', { guard: sensitive, limit: page, handler: rooms.loginAlerts.change }),
    door('GET /security/login-history', { guard: read, limit: page, handler: rooms.loginHistory.show }),
    door('GET /personal-information', { guard: read, limit: page, handler: rooms.personalInformation.show }),
    door('POST /personal-information', { guard: act, limit: page, handler: rooms.personalInformation.save }),

    door('GET /guide', { guard: anyone('the guide is for everyone'), limit: page, handler: guide.index }),
    door('GET /guide/:topic', { guard: anyone('the guide is for everyone'), limit: page, handler: guide.page }),

    door('GET /.well-known/change-password', { guard: open('RC-9'), limit: page, handler: passwords.wellKnown }),
    door('GET /problems/:type', { guard: open('describes an answer'), limit: page, handler: frontDesk.problem }),
    door('GET /assets/:name', {
      guard: open('style and script'),
      limit: { ...page, count: 3000 },
      handler: rooms.assets.serve,
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
