import { endsAt, type Session } from './session.ts';

/** Who is signed in and how it was proven, for programs: the answer of `GET /session`. */
export function sessionJson(session: Session) {
  return {
    user: { id: session.userId, email: session.email, name: session.name },
    session: {
      id: session.id,
      assurance: session.assurance,
      methods: session.methods,
      signedInAt: session.signedInAt.toISOString(),
      steppedUpAt: session.steppedUpAt?.toISOString() ?? null,
      expiresAt: endsAt(session).toISOString(),
    },
    account: { id: session.account.id, name: session.account.name, role: session.role },
  };
}
