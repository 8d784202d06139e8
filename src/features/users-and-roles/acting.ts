import type { Visit } from '../../foundations/http/index.ts';
import type { Acting } from './doors.ts';

/** What these pages need of the session that passed the guard. */
export interface SignedInMember {
  id: string;
  userId: string;
  email: string;
  account: { id: string; name: string };
  role: string | null;
  methods: readonly string[];
  assurance: string;
  reachable: string;
  passkeyStandsAlone: boolean;
  passkeyProven: boolean;
  mustChangePassword: boolean;
}

export function actingOf(visit: Visit, session: SignedInMember): Acting {
  const { id, userId, email, account, methods, assurance } = session;
  return { accountId: account.id, userId, email, client: visit.client, session: { id, methods, assurance } };
}
