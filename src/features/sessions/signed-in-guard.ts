import { SECOND } from '../../foundations/clock.ts';
import { type Guard, type Page, type RefusalReply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { Decision, Permission, PolicyState } from '../users-and-roles/index.ts';
import { frozenPage } from './frozen-page.tsx';
import type { KeptForm } from './kept-form.ts';
import {
  endsAt,
  freshFor,
  isBelowRequired,
  isFreshlyProven,
  isFrozen,
  isProvenFor,
  onlyReads,
  type Session,
  stepUpMethods,
} from './session.ts';
import { stepUpPage } from './step-up-page.tsx';
import { words } from './words.ts';

export interface SignedIn {
  /** What the person must be allowed to do. */
  permission: Permission;
  /** Changes something: a session past its limits is asked for a step-up first (SE-5). */
  act?: boolean;
  /** Wants a proof at most ten minutes old (SU-1). */
  sensitive?: boolean;
  /** The door where a step-up is given: open also to a session that has proven less than it must by now. */
  toProve?: boolean;
  /** Wants a proof made after the list of addresses on trial was set: an older one shows nothing about it. */
  provenForList?: 'own' | 'account';
  /** Open also outside the list of the account that the session is in: the way to another account. */
  outsideAccount?: boolean;
  /** Open while a new password must be chosen (PW-8): that page, sign-out, and who am I. */
  duringPasswordChange?: boolean;
}

interface Deps {
  find(secret: string, isAdmitted: (session: Session) => Promise<boolean>): Promise<Session | null>;
  /** From where a session may be used, asked at every request (IP-5). One that is elsewhere is not answered, nor ended. */
  addressGate: {
    refusedBy(session: Session, client: Visit['client']): Promise<Elsewhere>;
    refusal(visit: Visit, by: NonNullable<Elsewhere>): RefusalReply;
  };
  authorize(question: {
    actor: {
      role: string | null;
      onlyReads: boolean;
      freshlyProven: boolean;
      belowRequired: boolean;
      frozen: boolean;
      policy: PolicyState;
    };
    permission: Permission;
    act: boolean;
    sensitive: boolean;
    toProve: boolean;
  }): Decision;
  /** What the account the session is in asks of it (MR-6). */
  policyState(session: Session, now: Date): PolicyState;
  ruleNeededPage(visit: Visit, accountName: string, rule: 'second-factor' | 'passkey'): Page;
  keptForm: KeptForm;
}

/** By whose list a live session may not be used from where it is: its user's, or that of the account it is in. */
type Elsewhere = 'own' | 'account' | null;

/** The guards of every door behind the sign-in: the live session, then the one decision about it. */
export function createSignedInGuards(deps: Deps) {
  const { find, addressGate, authorize, policyState, ruleNeededPage, keptForm } = deps;

  /** `elsewhere`: live, and used from an address where it may not be. There it has no role in the account. */
  async function sessionOf(visit: Visit): Promise<{ session: Session | null; elsewhere: Elsewhere }> {
    if (visit.cookies.session === undefined) return { session: null, elsewhere: null };
    let elsewhere: Elsewhere = null;
    const session = await find(visit.cookies.session, async (found) => {
      elsewhere = await addressGate.refusedBy(found, visit.client);
      return elsewhere === null;
    });
    return { session: session && elsewhere !== null ? { ...session, role: null } : session, elsewhere };
  }

  /** Null when the session may go on, else what it is told. */
  function refusalFor(
    seen: Visit,
    session: Session,
    wish: { permission: Permission; act: boolean; sensitive: boolean; toProve: boolean },
    provenForList?: 'own' | 'account',
  ): RefusalReply | null {
    const onTrial = provenForList === 'account' ? session.accountRestriction : session.restriction;
    const actor = {
      role: session.role,
      onlyReads: onlyReads(session, seen.now),
      freshlyProven: isFreshlyProven(session, seen.now) && (!provenForList || isProvenFor(onTrial, session)),
      belowRequired: isBelowRequired(session),
      frozen: isFrozen(session, seen.now),
      policy: policyState(session, seen.now),
    };
    const decision = authorize({ actor, ...wish });
    if (decision === 'allow') return null;
    if (decision === 'deny') return refuse('not-allowed');
    if (decision === 'needs-second-factor' || decision === 'needs-passkey') {
      const rule = decision === 'needs-passkey' ? 'passkey' : 'second-factor';
      return refuse(`${rule}-needed`, {}, ruleNeededPage(seen, session.account.name, rule));
    }
    if (decision === 'frozen') return refuse('changes-frozen', {}, frozenPage(seen, session));
    const next = seen.method === 'GET' ? seen.path : undefined;
    const form = { resume: keptForm.keep(seen), next };
    if (decision !== 'needs-passkey-proof') return refuse('step-up-required', {}, stepUpPage(seen, session, form));
    const detail = words(seen.locale)('step-up-passkey-alone');
    const errors = [{ field: 'method', code: 'passkey-needed', message: detail }];
    return refuse('step-up-required', { detail, errors }, stepUpPage(seen, session, { ...form, only: 'passkey' }));
  }

  /**
   * Whoever comes; the session is there for the frame and for answers that differ when signed in.
   * `act`: something of a signed-in user changes, so a session past its limits is asked for a step-up (SE-5).
   * A session that is elsewhere counts as none, but for leaving: that is possible `anywhere`.
   */
  function anyone(
    because: string,
    { act = false, anywhere = false }: { act?: boolean; anywhere?: boolean } = {},
  ): Guard<Session | null> {
    return {
      name: `open: ${because}`,
      async check(visit) {
        const { session, elsewhere } = await sessionOf(visit);
        if (session === null || (elsewhere !== null && !anywhere)) return { pass: null, visit };
        const seen = asSeenBy(visit, session);
        const wish = { permission: 'own-security.change', act, sensitive: false, toProve: false } as const;
        const refusal = act ? refusalFor(seen, session, wish) : null;
        return refusal === null ? { pass: session, visit: seen } : { refusal, visit: seen };
      },
    };
  }

  function signedIn({
    permission,
    act = false,
    sensitive = false,
    toProve = false,
    provenForList,
    outsideAccount = toProve,
    duringPasswordChange = false,
  }: SignedIn): Guard<Session> {
    const marks = [permission, ...(act ? ['act'] : []), ...(sensitive ? ['step-up'] : [])];
    return {
      name: `signed in: ${marks.join(', ')}`,
      async check(visit) {
        const { session, elsewhere } = await sessionOf(visit);
        if (session === null) return { refusal: signInFirst(visit) };
        if (elsewhere === 'own' || (elsewhere === 'account' && !outsideAccount)) {
          return { refusal: addressGate.refusal(visit, elsewhere) };
        }
        const seen = asSeenBy(visit, session);
        if (session.mustChangePassword && !duringPasswordChange) {
          return { refusal: { ...refuse('password-change-needed'), location: '/security/password' }, visit: seen };
        }
        const wish = { permission, act: act || sensitive, sensitive, toProve };
        const refusal = refusalFor(seen, session, wish, provenForList);
        if (refusal !== null) return { refusal, visit: seen };
        // Applications ask for the role: who does not meet the account's rule has none there until they do (MR-6).
        const role = policyState(session, seen.now) === 'met' ? session.role : null;
        return { pass: { ...session, role }, visit: seen };
      },
    };
  }

  function signInFirst(visit: Visit): RefusalReply {
    const resume = visit.method === 'POST' ? keptForm.keep(visit) : undefined;
    const next = visit.method === 'GET' ? visit.path : '';
    const query = new URLSearchParams({ ...(next && next !== '/' ? { next } : {}), ...(resume ? { resume } : {}) });
    const location = query.size > 0 ? `/sign-in?${query}` : '/sign-in';
    const reply = refuse('signed-out');
    return visit.cookies.session === undefined
      ? { ...reply, location }
      : { ...reply, location, cookies: [{ name: 'session', value: null }] };
  }

  return { anyone, signedIn };
}

function asSeenBy(visit: Visit, session: Session): Visit {
  return {
    ...visit,
    locale: session.locale,
    timeZone: session.timeZone,
    viewer: {
      userId: session.userId,
      name: session.name,
      email: session.email,
      account: { name: session.account.name, role: session.role },
      stepUp: { methods: stepUpMethods(session), inSeconds: Math.ceil(freshFor(session, visit.now) / SECOND) },
    },
    idleSeconds: Math.floor((endsAt(session).getTime() - visit.now.getTime()) / SECOND),
  };
}
