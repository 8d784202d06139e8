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
  isProvenForList,
  onlyReads,
  type Session,
  stepUpMethods,
} from './session.ts';
import { stepUpPage } from './step-up-page.tsx';

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
  provenForList?: boolean;
  /** Open while a new password must be chosen (PW-8): that page, sign-out, and who am I. */
  duringPasswordChange?: boolean;
}

interface Deps {
  find(secret: string, isAdmitted: (session: Session) => Promise<boolean>): Promise<Session | null>;
  /** From where a session may be used, asked at every request (IP-5). One that is elsewhere is not answered, nor ended. */
  addressGate: {
    admits(session: Session, client: Visit['client']): Promise<boolean>;
    refusal(visit: Visit): RefusalReply;
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
  secondFactorNeededPage(visit: Visit, accountName: string): Page;
  keptForm: KeptForm;
}

/** The guards of every door behind the sign-in: the live session, then the one decision about it. */
export function createSignedInGuards(deps: Deps) {
  const { find, addressGate, authorize, policyState, secondFactorNeededPage, keptForm } = deps;

  /** `elsewhere`: live, and used from an address where it may not be. */
  async function sessionOf(visit: Visit): Promise<{ session: Session | null; elsewhere: boolean }> {
    if (visit.cookies.session === undefined) return { session: null, elsewhere: false };
    let elsewhere = false;
    const session = await find(visit.cookies.session, async (found) => {
      elsewhere = !(await addressGate.admits(found, visit.client));
      return !elsewhere;
    });
    return { session, elsewhere };
  }

  /** Null when the session may go on, else what it is told. */
  function refusalFor(
    seen: Visit,
    session: Session,
    wish: { permission: Permission; act: boolean; sensitive: boolean; toProve: boolean },
    provenForList = false,
  ): RefusalReply | null {
    const actor = {
      role: session.role,
      onlyReads: onlyReads(session, seen.now),
      freshlyProven: isFreshlyProven(session, seen.now) && (!provenForList || isProvenForList(session)),
      belowRequired: isBelowRequired(session),
      frozen: isFrozen(session, seen.now),
      policy: policyState(session, seen.now),
    };
    const decision = authorize({ actor, ...wish });
    if (decision === 'allow') return null;
    if (decision === 'deny') return refuse('not-allowed');
    if (decision === 'needs-second-factor') {
      return refuse('second-factor-needed', {}, secondFactorNeededPage(seen, session.account.name));
    }
    if (decision === 'frozen') return refuse('changes-frozen', {}, frozenPage(seen, session));
    const next = seen.method === 'GET' ? seen.path : undefined;
    return refuse('step-up-required', {}, stepUpPage(seen, session, { resume: keptForm.keep(seen), next }));
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
        if (session === null || (elsewhere && !anywhere)) return { pass: null, visit };
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
    provenForList = false,
    duringPasswordChange = false,
  }: SignedIn): Guard<Session> {
    const marks = [permission, ...(act ? ['act'] : []), ...(sensitive ? ['step-up'] : [])];
    return {
      name: `signed in: ${marks.join(', ')}`,
      async check(visit) {
        const { session, elsewhere } = await sessionOf(visit);
        if (session === null) return { refusal: signInFirst(visit) };
        if (elsewhere) return { refusal: addressGate.refusal(visit) };
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
      name: session.name,
      email: session.email,
      account: { name: session.account.name, role: session.role },
      stepUp: { methods: stepUpMethods(session), inSeconds: Math.ceil(freshFor(session, visit.now) / SECOND) },
    },
    idleSeconds: Math.floor((endsAt(session).getTime() - visit.now.getTime()) / SECOND),
  };
}
