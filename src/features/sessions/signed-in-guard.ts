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

  /** Whoever comes; the session is there for the frame and for answers that differ when signed in. */
  function anyone(because: string): Guard<Session | null> {
    return {
      name: `open: ${because}`,
      async check(visit) {
        const session = await sessionOf(visit);
        return { pass: session, visit: session ? asSeenBy(visit, session) : visit };
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
        const actor = {
          role: session.role,
          onlyReads: onlyReads(session, visit.now),
          freshlyProven: isFreshlyProven(session, visit.now),
        };
        const decision = authorize({ actor, permission, act: act || sensitive, sensitive });
        if (decision === 'allow') return { pass: session, visit: seen };
        if (decision === 'deny') return { refusal: refuse('not-allowed'), visit: seen };
        const page = stepUpPage(seen, session, { resume: keptForm.keep(seen) });
        return { refusal: refuse('step-up-required', {}, page), visit: seen };
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
