import { SECOND } from '../../foundations/clock.ts';
import { type Guard, type RefusalReply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { Decision, Permission } from '../users-and-roles/index.ts';
import type { KeptForm } from './kept-form.ts';
import { endsAt, isFreshlyProven, onlyReads, type Session } from './session.ts';
import { stepUpPage } from './step-up-page.tsx';

export interface SignedIn {
  /** What the person must be allowed to do. */
  permission: Permission;
  /** Changes something: a session past its limits is asked for a step-up first (SE-5). */
  act?: boolean;
  /** Wants a proof at most ten minutes old (SU-1). */
  sensitive?: boolean;
  /** Open while a new password must be chosen (PW-8): that page, sign-out, and who am I. */
  duringPasswordChange?: boolean;
}

interface Deps {
  find(secret: string): Promise<Session | null>;
  authorize(question: {
    actor: { role: string | null; onlyReads: boolean; freshlyProven: boolean };
    permission: Permission;
    act: boolean;
    sensitive: boolean;
  }): Decision;
  keptForm: KeptForm;
}

/** The guards of every door behind the sign-in: the live session, then the one decision about it. */
export function createSignedInGuards({ find, authorize, keptForm }: Deps) {
  async function sessionOf(visit: Visit): Promise<Session | null> {
    return visit.cookies.session === undefined ? null : find(visit.cookies.session);
  }

  /** Null when the session may go on, else what it is told. */
  function refusalFor(
    seen: Visit,
    session: Session,
    wish: { permission: Permission; act: boolean; sensitive: boolean },
  ): RefusalReply | null {
    const actor = {
      role: session.role,
      onlyReads: onlyReads(session, seen.now),
      freshlyProven: isFreshlyProven(session, seen.now),
    };
    const decision = authorize({ actor, ...wish });
    if (decision === 'allow') return null;
    if (decision === 'deny') return refuse('not-allowed');
    return refuse('step-up-required', {}, stepUpPage(seen, session, { resume: keptForm.keep(seen) }));
  }

  /**
   * Whoever comes; the session is there for the frame and for answers that differ when signed in.
   * `act`: something of a signed-in user changes, so a session past its limits is asked for a step-up (SE-5).
   */
  function anyone(because: string, { act = false }: { act?: boolean } = {}): Guard<Session | null> {
    return {
      name: `open: ${because}`,
      async check(visit) {
        const session = await sessionOf(visit);
        if (session === null) return { pass: null, visit };
        const seen = asSeenBy(visit, session);
        const wish = { permission: 'own-security.change', act, sensitive: false } as const;
        const refusal = act ? refusalFor(seen, session, wish) : null;
        return refusal === null ? { pass: session, visit: seen } : { refusal, visit: seen };
      },
    };
  }

  function signedIn({
    permission,
    act = false,
    sensitive = false,
    duringPasswordChange = false,
  }: SignedIn): Guard<Session> {
    const marks = [permission, ...(act ? ['act'] : []), ...(sensitive ? ['step-up'] : [])];
    return {
      name: `signed in: ${marks.join(', ')}`,
      async check(visit) {
        const session = await sessionOf(visit);
        if (session === null) return { refusal: signInFirst(visit) };
        const seen = asSeenBy(visit, session);
        if (session.mustChangePassword && !duringPasswordChange) {
          return { refusal: { ...refuse('password-change-needed'), location: '/security/password' }, visit: seen };
        }
        const refusal = refusalFor(seen, session, { permission, act: act || sensitive, sensitive });
        return refusal === null ? { pass: session, visit: seen } : { refusal, visit: seen };
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
    viewer: { name: session.name, email: session.email },
    idleSeconds: Math.floor((endsAt(session).getTime() - visit.now.getTime()) / SECOND),
  };
}
