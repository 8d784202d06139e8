import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { createBrandFiles } from './brand-files.ts';
import { doors } from './doors.ts';
import {
  antiPhishingCodePictures,
  createAntiPhishingCode,
  createKeepPhrase,
} from './features/anti-phishing-code/index.ts';
import { createIpRestriction, ipRestrictionPictures } from './features/ip-restriction/index.ts';
import { createLoginAlerts } from './features/login-alerts/index.ts';
import { createLoginHistory, nextDay, startOfDay } from './features/login-history/index.ts';
import {
  createMailboxPages,
  createMailReports,
  createOfficialMail,
  officialMailPictures,
} from './features/official-mail/index.ts';
import { createOperatorActs } from './features/operator-console/index.ts';
import {
  createPasskeyDoors,
  createPasskeys,
  createProveAgainWithPasskey,
  createSecondFactors,
  parseAssertion,
  passkeysPictures,
  readAssertion,
} from './features/passkeys/index.ts';
import {
  createPasswordDoors,
  createPasswords,
  type HashingOptions,
  RESET_PURPOSE,
} from './features/passwords/index.ts';
import {
  createCommitSecurityChange,
  createOfferObjection,
  createRecovery,
  createUndoers,
  forgetJournalAddresses,
  isSenior,
} from './features/recovery/index.ts';
import {
  createAddresses,
  createAddressUndoers,
  createAskSignUp,
  createConfirmAddress,
  createPersonalInformationRoutes,
  createRegistrationRoutes,
  createSendSignUpMail,
  createUsers,
  normaliseName,
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
  createStepUpRoutes,
  isFreshlyProven,
  stepUpDialog,
} from './features/sessions/index.ts';
import {
  type AddressRule,
  assuranceOf,
  createAnswerNotMe,
  createFinishSignIn,
  createGuessBudget,
  createNotMeRoutes,
  createPasskeySignInRoutes,
  createProveAgain,
  createProveSecret,
  createSecondFactorRoutes,
  createSignInRoutes,
  createSignInWithPasskey,
  createSignInWithPassword,
  createSignInWithSecondFactor,
  purgePendingSignIns,
  type SecondFactors,
  secondStepPicture,
} from './features/sign-in/index.ts';
import { createTwoFactor, createTwoFactorDoors, twoFactorPictures } from './features/two-factor/index.ts';
import {
  authorize,
  createAccounts,
  createUsersAndRoles,
  isGranted,
  policyState,
  ruleNeededPage,
  usersAndRolesPictures,
} from './features/users-and-roles/index.ts';
import { createPlaces, describeClient } from './foundations/client-address/index.ts';
import { type Clock, DAY, HOUR, MINUTE, systemClock } from './foundations/clock.ts';
import type { KeyRing } from './foundations/crypto/index.ts';
import { type Database, isDatabaseAway, type Queries } from './foundations/database/index.ts';
import {
  type Assets,
  type Client,
  createApp,
  createCookieJar,
  type Page,
  refuse,
  securityHeaders,
  type Visit,
} from './foundations/http/index.ts';
import type { Locale } from './foundations/i18n/index.ts';
import { createJobs } from './foundations/jobs/index.ts';
import type { Log } from './foundations/log.ts';
import {
  createMailboxTransport,
  dkimRecords,
  domainOfAddress,
  type MailTransport,
} from './foundations/mail-transport/index.ts';
import { createOneTimeCodes } from './foundations/one-time-codes/index.ts';
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
}

/** Every room, put together. Reads from top to bottom: foundations, rooms, their jobs, the doors. */
export function compose(foundations: Foundations, overrides: Overrides = {}) {
  const { settings, database, connection, clock, keyRing, log, assets } = foundations;
  const { publicUrl, brand } = settings;
  const jobs = createJobs({ database, connection, clock, log, watchClock: clock !== systemClock });
  const rateLimits = createRateLimits({ clock });
  const oneTimeTokens = createOneTimeTokens({ clock });
  const oneTimeCodes = createOneTimeCodes({ clock, keyRing });
  const places = createPlaces({ log });
  const mailbox = createMailboxTransport({ database, keyRing, clock });
  const transport = foundations.transport ?? mailbox;

  const users = createUsers({ database, clock });
  const history = createLoginHistory({
    database,
    clock,
    places,
    describeClient,
    retentionDays: settings.loginHistoryDays,
    passkeyNames: (userId, locale) => passkeys.namesOf(userId, locale),
  });
  const keepPhrase = createKeepPhrase({ keyRing, clock });
  const officialMail = createOfficialMail({
    clock,
    database,
    keyRing,
    jobs,
    transport,
    rateLimits,
    recipients: { of: users.recipient },
    dkimRecords: dkimRecords(domainOfAddress(settings.mailFrom.address), settings.secrets.dkimKeys),
    phraseOf: async (db, userId) => (await keepPhrase.find(db, userId))?.phrase ?? null,
    settings,
    log,
  });
  const accounts = createAccounts({
    database,
    clock,
    users,
    describeClient,
    history,
    officialMail,
    offerObjection: createOfferObjection({
      clock,
      describeClient,
      oneTimeTokens,
      reachableOf: (tx, userId) => reachableOf(tx, userId),
    }),
  });
  const sessions = createSessions({
    database,
    clock,
    raiseGeneration: users.raiseGeneration,
    settleAccount: accounts.settleDue,
  });
  const reachableOf = async (tx: Queries, userId: string): Promise<'aal1' | 'aal2'> =>
    (await everySecondFactor.isOn(tx, userId)) || (await passkeys.hasOneThatStandsAlone(tx, userId)) ? 'aal2' : 'aal1';
  const commitChange = createCommitSecurityChange({
    clock,
    keyRing,
    describeClient,
    sessions,
    history,
    officialMail,
    oneTimeTokens,
    reachableOf,
    // The recovery room needs the rooms below, whose changes end what waits in it.
    voidRecoveryIfGone: (tx, userId) => recovery.voidIfGone(tx, userId),
  });
  const guesses = createGuessBudget({ database, clock, keyRing, rateLimits, forgetDevice: sessions.forgetDevice });
  const passwords = createPasswords({
    database,
    clock,
    hashing: { pepper: keyRing.pepper, ...overrides.hashing },
    serviceNames: [brand, publicUrl.hostname],
    blocklistFile: settings.passwordBlocklistFile,
  });
  const proveSecret = createProveSecret({ database, guesses, sessions, history });
  const twoFactor = createTwoFactor({ database, clock, keyRing, hashing: passwords.hashing, officialMail });
  const relyingParty = {
    id: settings.passkeys.domain,
    formerIds: settings.passkeys.formerDomain === null ? [] : [settings.passkeys.formerDomain],
    origins: [publicUrl.origin, ...settings.passkeys.relatedOrigins],
    topOrigins: settings.passkeys.topOrigins,
    name: brand,
  };
  const passkeys = createPasskeys({ database, clock, relyingParty, history, officialMail, log });
  const everySecondFactor = createSecondFactors({ database });
  const proveAgain = createProveAgain({ proveSecret, passwords, twoFactor });
  const describeOrigin = ({ address, userAgent }: Client) => ({
    address,
    ...places.lookUp(address),
    ...describeClient(userAgent),
  });
  const passwordDoors = createPasswordDoors({
    passwords,
    database,
    clock,
    jobs,
    keyRing,
    tokens: oneTimeTokens,
    users,
    passkeyOnly: passkeys,
    guesses,
    provePassword: ({ password, ...request }) => proveAgain({ ...request, method: 'password', secret: password }),
    history,
    officialMail,
    commitChange,
    describeOrigin,
  });
  const loginAlerts = createLoginAlerts({
    database,
    clock,
    users,
    officialMail,
    oneTimeTokens,
    recipients: { of: users.recipient },
    commitChange,
    describeOrigin,
  });
  const secondFactors = overrides.secondFactors ?? everySecondFactor;
  const antiPhishingCode = createAntiPhishingCode({
    database,
    clock,
    users,
    keep: keepPhrase,
    serviceNames: [brand, publicUrl.hostname],
    isPassword: async (userId, text) => (await passwords.verify(userId, text)).correct,
    rateLimits,
    commitChange,
    isFreshlyProven,
  });
  const ipRestriction = createIpRestriction({
    database,
    clock,
    log,
    jobs,
    users,
    accounts,
    history,
    rateLimits,
    officialMail,
    oneTimeTokens,
    commitChange,
    describeOrigin,
    backupCodes: { left: twoFactor.codesLeft },
    dayAfter: (day, timeZone) => startOfDay(day, timeZone) && startOfDay(nextDay(day), timeZone),
  });
  const recovery = createRecovery({
    database,
    clock,
    keyRing,
    jobs,
    oneTimeTokens,
    oneTimeCodes,
    users,
    passwords,
    secondFactors: everySecondFactor,
    twoFactor,
    passkeys,
    parseAssertion,
    addresses: { ...ipRestriction, clear: ipRestriction.lift },
    guesses,
    proveSecret,
    sessions,
    history,
    officialMail,
    commitChange,
    reachableOf,
    describeOrigin,
    // The accounts' room needs what is made below.
    accountChanges: () => usersAndRoles.objectedChanges,
    undoers: {
      ...createUndoers({ guesses, passwords, twoFactor, passkeys, loginAlerts, ipRestriction, antiPhishingCode }),
      ...createAddressUndoers({ clock, guesses, oneTimeTokens }),
    },
  });
  const finish = createFinishSignIn({
    database,
    clock,
    users,
    accounts,
    sessions,
    secondFactors,
    settleUse: passkeys.settleUse,
    async onProven(tx, proven) {
      await recovery.endedBySignIn(tx, proven);
      const { userId, methods } = proven;
      const withPassword = assuranceOf({ methods, standsAlone: false }) === 'aal2';
      if (withPassword) await passwords.noteProvenWithSecondFactor(tx, userId);
    },
    addressRules: overrides.addressRules ?? [ipRestriction.rule],
    accountAddresses: ipRestriction.accountRule,
    history,
    alerts: loginAlerts,
  });
  const signInWithPassword = createSignInWithPassword({
    database,
    users,
    passwords,
    passkeyOnly: passkeys,
    proveSecret,
    history,
    finish,
  });
  const signInWithSecondFactor = createSignInWithSecondFactor({
    database,
    clock,
    secondFactors,
    passwords,
    twoFactor,
    proveSecret,
    history,
    alerts: loginAlerts,
    finish,
  });
  const signInWithPasskey = createSignInWithPasskey({
    database,
    clock,
    passkeys,
    secondFactors,
    sessions,
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
  const newPasswordWords = (emailField?: string) => (locale: Locale) => ({
    hint: passwords.newPasswordHint(locale),
    meter: passwords.meterWords(locale, emailField),
  });
  const usersAndRoles = createUsersAndRoles({
    database,
    clock,
    accounts,
    users,
    jobs,
    rateLimits,
    oneTimeTokens,
    officialMail,
    protections: { of: everySecondFactor.protectionsOf },
    addressRule: ipRestriction.accountRule,
    restoreAddresses: ipRestriction.restoreAccount,
    moveSession: (tx, session, secret, accountId) => sessions.moveTo(tx, session.id, secret, accountId),
    lastSignInsOf: history.lastSignInsOf,
    startOfDay,
    nextDay,
    normaliseName,
    hashPassword: passwords.hash,
    judgePassword: passwords.check,
    newPasswordWords: newPasswordWords(),
    openProven: confirmAddress.openProven,
    isSenior,
    permissionsFile: settings.permissionsFile,
    ownershipWaitHours: settings.ownershipWaitHours,
    retentionDays: settings.loginHistoryDays,
  });
  const addresses = createAddresses({
    database,
    clock,
    keyRing,
    jobs,
    rateLimits,
    oneTimeCodes,
    oneTimeTokens,
    officialMail,
    users,
    guesses,
    renewSession: sessions.renew,
    commitChange,
  });
  const operator = createOperatorActs({
    database,
    clock,
    users,
    sessions,
    passwords,
    accounts,
    ipRestriction,
    guesses,
    history,
    officialMail,
  });
  const keptForm = createKeptForm(keyRing);
  const guards = createSignedInGuards({
    find: sessions.find,
    addressGate: ipRestriction.gate,
    authorize,
    policyState: (session, now) => policyState(session.rules, session, now),
    ruleNeededPage,
    keptForm,
  });
  const stepUp = createStepUp({
    database,
    sessions,
    proveAgain,
    provePasskey: createProveAgainWithPasskey({
      database,
      history,
      check: passkeys.check,
      settleUse: passkeys.settleUse,
    }),
    holdUser: users.lock,
    areLive: everySecondFactor.areLive,
    onProven: recovery.liftFreeze,
    async afterProven({ session, client, authenticator }) {
      const { id, userId, email, account, methods, assurance } = session;
      const acting = { accountId: account.id, userId, email, client, session: { id, methods, assurance } };
      const release = async () => {
        // A step-up is one's own and given from anywhere; what it ends in the account is done from its addresses alone.
        const isHere = (await ipRestriction.gate.refusedBy(session, client)) === null;
        if (isHere) await usersAndRoles.releaseChanges(acting, authenticator);
      };
      // The step-up stands: its new cookie must reach the browser, whatever comes of this.
      await release().catch((err) => log.error({ err }, 'a freeze stays'));
    },
    history,
  });

  jobs.define(SEND_SIGN_UP_MAIL, ({ signUpId, sourcePrefix }) =>
    sendSignUpMail(String(signUpId), String(sourcePrefix)),
  );
  jobs.every('clean-up', DAY, async () => {
    await users.purgeSignUps();
    await users.purgeAddresses();
    await sessions.purge();
    await purgePendingSignIns(database, clock);
    await twoFactor.purge();
    await passkeys.purge();
    await ipRestriction.purge();
    await guesses.purge();
    await rateLimits.purge(database.queries);
    await oneTimeTokens.purge(database.queries);
    await oneTimeCodes.purge(database.queries);
    await recovery.purge();
    const forgetBefore = new Date(clock.now().getTime() - settings.loginHistoryDays * DAY);
    await forgetJournalAddresses(database.queries, forgetBefore);
    await usersAndRoles.purge(forgetBefore);
  });
  jobs.every('passkey-challenges', HOUR, passkeys.purgeChallenges);
  history.defineJobs(jobs);
  usersAndRoles.defineJobs(jobs);

  const guide = createSecurityGuide({
    brand,
    supportContact: settings.supportContact?.href.replace(/^mailto:/, ''),
    retentionDays: settings.loginHistoryDays,
    publicUrl: publicUrl.origin,
    pictures: {
      'second-step': secondStepPicture,
      ...passkeysPictures,
      ...twoFactorPictures({ brand, site: publicUrl.origin }),
      ...ipRestrictionPictures(),
      ...usersAndRolesPictures,
      ...antiPhishingCodePictures,
      ...officialMailPictures({ brand, publicUrl }),
    },
  });
  const brandFiles = createBrandFiles(settings);
  const rooms = {
    brandFiles,
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
      newPasswordWords: newPasswordWords('email'),
      mailboxPath: settings.mailbox ? '/dev/mailbox' : null,
    }),
    personalInformation: createPersonalInformationRoutes({
      users,
      queries: database.queries,
      readAddresses: addresses.read,
    }),
    addresses: addresses.routes,
    signIn: createSignInRoutes({
      signInWithPassword,
      formerPasskeyDomain: settings.passkeys.formerDomain,
      restoreForm: keptForm.restore,
    }),
    passkeySignIn: createPasskeySignInRoutes({
      passkey: signInWithPasskey,
      readAssertion,
      rpId: relyingParty.id,
      showPending: signInWithSecondFactor.show,
      restoreForm: keptForm.restore,
    }),
    secondFactor: createSecondFactorRoutes({ secondFactor: signInWithSecondFactor, restoreForm: keptForm.restore }),
    notMe: createNotMeRoutes(notMe, passwords.resetLifetimeMs / MINUTE),
    sessions: createSessionRoutes({ database, sessions, passkeyNames: passkeys.namesOf, history }),
    stepUp: createStepUpRoutes({ stepUp, askForPasskey: passkeys.ask, keptForm }),
    passkeys: createPasskeyDoors({
      database,
      clock,
      relyingParty,
      history,
      officialMail,
      log,
      users,
      sessions,
      twoFactor,
      policies: accounts,
      revokeResetLinks: (tx, userId) => oneTimeTokens.revoke(tx, RESET_PURPOSE, userId),
      commitChange,
      describeClient,
      publicUrl,
      relatedOrigins: settings.passkeys.relatedOrigins,
    }),
    twoFactor: createTwoFactorDoors({
      database,
      clock,
      keyRing,
      hashing: passwords.hashing,
      officialMail,
      users,
      guesses,
      rateLimits,
      sessions,
      raiseSession: (tx, session, secret, authenticator) =>
        sessions.raise(tx, session.id, secret, { assurance: 'aal2', method: 'totp', authenticator }),
      policies: accounts,
      passkeys,
      commitChange,
      onEnabled: passwords.noteProvenWithSecondFactor,
      brand,
      site: publicUrl.origin,
    }),
    passwords: passwordDoors,
    recovery,
    loginAlerts: loginAlerts.routes,
    ipRestriction: ipRestriction.routes,
    accountAddresses: ipRestriction.accountRoutes({
      entering: usersAndRoles.entering,
      explain: usersAndRoles.explainRefusal,
    }),
    antiPhishingCode: antiPhishingCode.routes,
    ledger: officialMail.ledger,
    checkMail: officialMail.checkMail,
    loginHistory: history.routes,
    usersAndRoles: usersAndRoles.routes,
    overview: createSecurityOverview({ sessions, history, twoFactor, ipRestriction, queries: database.queries }),
    guide,
  };

  const formTokenKey = keyRing.keyedHash('form-token', 'key');
  const routes = doors(rooms);
  const sensitiveDoors = routes
    .filter(({ method, guardName }) => method === 'POST' && guardName.includes('step-up'))
    .map(({ path }) => path);
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
      brandFiles: brandFiles.paths,
      // A form that was refused is not at an address one could go back to.
      path: visit.method === 'GET' ? `${visit.path}${query && !visit.query.token ? `?${query}` : ''}` : '/',
      viewer: visit.viewer,
      formToken: visit.formToken,
      navigation: page.shell === 'book' ? guide.contents(visit.locale) : navigationFor(visit),
      section: page.section ?? visit.path,
      assets: { css: assets.pathOf('app.css'), scripts: scriptsOf(page, visit) },
      ...(visit.idleSeconds === undefined ? {} : { idleSeconds: visit.idleSeconds }),
      dialog: page.shell === 'desk' ? stepUpDialog(visit, sensitiveDoors) : null,
    };
  }

  /** Few bytes for who only reads; the passkey's also where the step-up in place may ask for one. */
  function scriptsOf(page: Page, { viewer }: Visit): string[] {
    const asks = page.ceremony || (page.shell === 'desk' && viewer?.stepUp?.methods.includes('passkey'));
    const names = ['app.js', ...(viewer ? ['signed-in.js'] : []), ...(asks ? ['passkey.js'] : [])];
    return names.map(assets.pathOf);
  }

  /** Nobody is shown the way to a page that would refuse them. */
  function navigationFor(visit: Visit) {
    return deskNavigation(visit.locale, (permission) => isGranted(visit.viewer?.account.role ?? null, permission));
  }

  const mailReports = createMailReports({
    queries: database.queries,
    keyRing,
    emailOf: async (userId) => (await users.find(database.queries, userId))?.email ?? null,
  });

  return {
    app,
    routes,
    jobs,
    history,
    runRecoveries: recovery.runRecoveries,
    passwords,
    places,
    users,
    sessions,
    mailbox,
    operator,
    mailReports,
    antiPhishingCode,
  };
}
