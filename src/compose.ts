import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { doors } from './doors.ts';
import { createLoginAlerts } from './features/login-alerts/index.ts';
import { createLoginHistory } from './features/login-history/index.ts';
import { createMailboxPages, createOfficialMail, type PhraseOf } from './features/official-mail/index.ts';
import { createPasswordDoors, createPasswords, type HashingOptions } from './features/passwords/index.ts';
import { createCommitSecurityChange, forgetJournalAddresses } from './features/recovery/index.ts';
import {
  createAskSignUp,
  createConfirmAddress,
  createPersonalInformationRoutes,
  createRegistrationRoutes,
  createSendSignUpMail,
  createUsers,
  SEND_SIGN_UP_MAIL,
} from './features/registration/index.ts';
import { createSecurityOverview } from './features/security-gauge/index.ts';
import { createSecurityGuide } from './features/security-guide/index.ts';
import {
  createKeptForm,
  createSessionRoutes,
  createSessions,
  createSignedInGuards,
  createStepUp,
} from './features/sessions/index.ts';
import {
  type AddressRule,
  createAnswerNotMe,
  createFinishSignIn,
  createGuessBudget,
  createNotMeRoutes,
  createProvePassword,
  createSignInRoutes,
  createSignInWithPassword,
  purgePendingSignIns,
  type SecondFactors,
} from './features/sign-in/index.ts';
import { authorize, createAccounts } from './features/users-and-roles/index.ts';
import { createPlaces, describeClient } from './foundations/client-address/index.ts';
import { type Clock, DAY, MINUTE, systemClock } from './foundations/clock.ts';
import type { KeyRing } from './foundations/crypto/index.ts';
import { type Database, isDatabaseAway } from './foundations/database/index.ts';
import {
  type Assets,
  createApp,
  createCookieJar,
  type Page,
  refuse,
  securityHeaders,
  type Visit,
} from './foundations/http/index.ts';
import { createJobs } from './foundations/jobs/index.ts';
import type { Log } from './foundations/log.ts';
import { createMailboxTransport, type MailTransport } from './foundations/mail-transport/index.ts';
import { createOneTimeTokens } from './foundations/one-time-tokens/index.ts';
import { createRateLimits } from './foundations/rate-limits/index.ts';
import { createFrontDesk } from './front-desk.tsx';
import { deskNavigation, startLabel } from './navigation.ts';
import type { Settings } from './settings.ts';
import { problemPage, renderDocument } from './ui/index.ts';

export interface Foundations {
  settings: Settings;
  database: Database;
  /** For the jobs' own connections. */
  connection: pg.PoolConfig;
  clock: Clock;
  keyRing: KeyRing;
  log: Log;
  assets: Assets;
  /** Absent: the built-in mailbox. */
  transport?: MailTransport;
}

/** What tests replace, by injection. */
export interface Overrides {
  hashing?: HashingOptions;
  secondFactors?: SecondFactors;
  addressRules?: readonly AddressRule[];
  phraseOf?: PhraseOf;
}

/** Every room, put together. Reads from top to bottom: foundations, rooms, their jobs, the doors. */
export function compose(foundations: Foundations, overrides: Overrides = {}) {
  const { settings, database, connection, clock, keyRing, log, assets } = foundations;
  const { publicUrl, brand } = settings;
  const jobs = createJobs({ database, connection, clock, log, watchClock: clock !== systemClock });
  const rateLimits = createRateLimits({ clock });
  const oneTimeTokens = createOneTimeTokens({ clock });
  const places = createPlaces({ log });
  const mailbox = createMailboxTransport({ database, keyRing, clock });
  const transport = foundations.transport ?? mailbox;

  const users = createUsers({ database, clock });
  const accounts = createAccounts({ clock });
  const history = createLoginHistory({
    database,
    clock,
    places,
    describeClient,
    retentionDays: settings.loginHistoryDays,
  });
  const sessions = createSessions({ database, clock, raiseGeneration: users.raiseGeneration });
  const officialMail = createOfficialMail({
    clock,
    database,
    keyRing,
    jobs,
    transport,
    rateLimits,
    recipients: { of: users.recipient },
    // Until the anti-phishing code is built no mail may invite to it.
    ...(overrides.phraseOf ? { phraseOf: overrides.phraseOf } : {}),
    settings,
    log,
  });
  const commitChange = createCommitSecurityChange({ clock, keyRing, describeClient, sessions, history, officialMail });
  const guesses = createGuessBudget({ database, clock, keyRing, rateLimits, forgetDevice: sessions.forgetDevice });
  const passwords = createPasswords({
    database,
    clock,
    hashing: { pepper: keyRing.pepper, ...overrides.hashing },
    serviceNames: [brand, publicUrl.hostname],
    blocklistFile: settings.passwordBlocklistFile,
  });
  const provePassword = createProvePassword({ database, guesses, passwords, sessions, history });
  const passwordDoors = createPasswordDoors({
    passwords,
    database,
    clock,
    jobs,
    keyRing,
    tokens: oneTimeTokens,
    users,
    guesses,
    provePassword,
    history,
    officialMail,
    commitChange,
    describeOrigin: ({ address, userAgent }) => ({ address, ...places.lookUp(address), ...describeClient(userAgent) }),
  });
  const loginAlerts = createLoginAlerts({
    database,
    clock,
    officialMail,
    oneTimeTokens,
    recipients: { of: users.recipient },
    commitChange,
  });
  const finish = createFinishSignIn({
    database,
    clock,
    users,
    accounts,
    sessions,
    secondFactors: overrides.secondFactors ?? { methodsOf: async () => [] },
    addressRules: overrides.addressRules ?? [],
    history,
    alerts: loginAlerts,
  });
  const signInWithPassword = createSignInWithPassword({
    database,
    users,
    passwords,
    sessions,
    guesses,
    history,
    finish,
  });
  const notMe = createAnswerNotMe({ database, oneTimeTokens, sessions, passwords: passwordDoors, history });
  const askSignUp = createAskSignUp({ database, clock, hashPassword: passwords.hash, jobs });
  const sendSignUpMail = createSendSignUpMail({
    database,
    clock,
    oneTimeTokens,
    officialMail,
    findByEmail: users.findRow,
  });
  const confirmAddress = createConfirmAddress({
    database,
    clock,
    oneTimeTokens,
    verifyPassword: passwords.hashing.verify,
    passwords,
    accounts,
    history,
  });
  const keptForm = createKeptForm(keyRing);
  const guards = createSignedInGuards({ find: sessions.find, authorize, keptForm });
  const stepUp = createStepUp({ database, sessions, provePassword, history });

  jobs.define(SEND_SIGN_UP_MAIL, ({ signUpId, sourcePrefix }) =>
    sendSignUpMail(String(signUpId), String(sourcePrefix)),
  );
  jobs.every('clean-up', DAY, async () => {
    await users.purgeSignUps();
    await sessions.purge();
    await purgePendingSignIns(database, clock);
    await guesses.purge();
    await rateLimits.purge(database.queries);
    await oneTimeTokens.purge(database.queries);
    await forgetJournalAddresses(database.queries, new Date(clock.now().getTime() - settings.loginHistoryDays * DAY));
  });
  history.defineJobs(jobs);

  const guide = createSecurityGuide({
    brand,
    supportContact: settings.supportContact?.href.replace(/^mailto:/, ''),
    retentionDays: settings.loginHistoryDays,
    publicUrl: publicUrl.origin,
  });
  const rooms = {
    guards,
    assets,
    mailbox: settings.mailbox ? createMailboxPages(mailbox) : null,
    publicUrl,
    frontDesk: createFrontDesk({
      log,
      startLabel,
      isReady: async () => (await database.pool.query('select 1')).rowCount === 1,
      saveLocale: (userId, locale) => users.update(database.queries, userId, { locale }),
    }),
    registration: createRegistrationRoutes({
      askSignUp,
      confirmAddress,
      judgePassword: passwords.check,
      newPasswordWords: (locale) => ({
        hint: passwords.newPasswordHint(locale),
        meter: passwords.meterWords(locale, 'email'),
      }),
      mailboxPath: settings.mailbox ? '/dev/mailbox' : null,
    }),
    personalInformation: createPersonalInformationRoutes({ users, queries: database.queries }),
    signIn: createSignInRoutes({ signInWithPassword, restoreForm: keptForm.restore }),
    notMe: createNotMeRoutes(notMe, passwords.resetLifetimeMs / MINUTE),
    sessions: createSessionRoutes({ database, sessions, stepUp, keptForm, history }),
    passwords: passwordDoors,
    loginAlerts: loginAlerts.routes,
    loginHistory: history.routes,
    overview: createSecurityOverview({ sessions, history }),
    guide,
  };

  const formTokenKey = keyRing.keyedHash('form-token', 'key');
  const routes = doors(rooms);
  const app = createApp(routes, {
    clock,
    log,
    origin: publicUrl.origin,
    cookieJar: createCookieJar(settings.secureCookies),
    trustedProxies: settings.trustedProxies,
    forwardedHeader: settings.forwardedHeader,
    headersFor: securityHeaders({ https: settings.secureCookies, hstsSubdomains: settings.hstsSubdomains }),
    formTokenFor: (browser, session) =>
      createHmac('sha256', formTokenKey)
        .update(`${browser} ${session ?? ''}`)
        .digest('base64url'),
    takeShared: async (key, count, perSeconds) => {
      const { allowed, retryAfterSeconds } = await rateLimits.take(database.queries, key, { count, perSeconds });
      return allowed ? 0 : retryAfterSeconds;
    },
    explain: (error) => (isDatabaseAway(error) ? refuse('unavailable', { retryAfterSeconds: 5 }) : undefined),
    renderPage: (page, visit) => renderDocument(page, frameOf(page, visit)),
    problemPage: (problem, said, visit) => problemPage(problem, said, { href: '/', label: startLabel(visit.locale) }),
  });

  function frameOf(page: Page, visit: Visit) {
    const query = new URLSearchParams(visit.query).toString();
    return {
      locale: visit.locale,
      theme: visit.theme,
      brand,
      // A form that was refused is not at an address one could go back to.
      path: visit.method === 'GET' ? `${visit.path}${query && !visit.query.token ? `?${query}` : ''}` : '/',
      viewer: visit.viewer,
      formToken: visit.formToken,
      navigation: page.shell === 'book' ? guide.contents(visit.locale) : deskNavigation(visit.locale),
      section: page.section ?? visit.path,
      assets: { css: assets.pathOf('app.css'), js: assets.pathOf('app.js') },
      ...(visit.idleSeconds === undefined ? {} : { idleSeconds: visit.idleSeconds }),
    };
  }

  return { app, routes, jobs, history, passwords, places, users, sessions, mailbox };
}
