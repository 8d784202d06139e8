import type { Queries } from '../../foundations/database/index.ts';
import type { Protection, Protections } from './doors.ts';
import { listMembers, listNames, type Member } from './membership-table.ts';
import { nameOf } from './page-parts.tsx';

export interface ListedMember extends Member, Protection {
  lastSignInAt: Date | null;
  /** null: nobody, or no longer a user. */
  inviter: string | null;
}

export interface MembersPage {
  members: ListedMember[];
  /** null: nobody comes after these. */
  next: string | null;
}

const PAGE_SIZE = 25;

const NOTHING: Protection = { secondFactor: false, passkey: false, passkeyOnly: false };

interface Deps {
  queries: Queries;
  protections: Protections;
  /** By user id; who is not in it never signed in. */
  lastSignInsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
}

/** One page of an account's members, in the order in which they joined. As many statements for one member as for a page. */
export function createListMembers({ queries, protections, lastSignInsOf }: Deps) {
  async function describe(members: readonly Member[]): Promise<ListedMember[]> {
    const userIds = members.map(({ user_id }) => user_id);
    const inviters = await listNames(queries, [...new Set(members.flatMap(({ invited_by }) => invited_by ?? []))]);
    const protection = await protections.of(queries, userIds);
    const lastSignIns = await lastSignInsOf(userIds);
    return members.map((member) => {
      const inviter = inviters.find(({ id }) => id === member.invited_by);
      return {
        ...member,
        ...(protection.get(member.user_id) ?? NOTHING),
        lastSignInAt: lastSignIns.get(member.user_id) ?? null,
        inviter: inviter ? nameOf(inviter) : null,
      };
    });
  }

  async function list(accountId: string, after: MemberCursor | null): Promise<MembersPage> {
    const rows = await listMembers(queries, accountId, after, PAGE_SIZE + 1);
    const members = await describe(rows.slice(0, PAGE_SIZE));
    const last = members.at(-1);
    return { members, next: rows.length > PAGE_SIZE && last ? writeMemberCursor(last) : null };
  }

  return { list, describe };
}

export interface MemberCursor {
  joinedMicros: number;
  userId: string;
}

function writeMemberCursor({ joined_micros, user_id }: Member): string {
  return Buffer.from(`${joined_micros} ${user_id}`).toString('base64url');
}

/** null: nothing we wrote. */
export function readMemberCursor(text: string): MemberCursor | null {
  const match = /^(\d{1,16}) (usr_[0-9a-z]{1,40})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return match === null ? null : { joinedMicros: Number(match[1]), userId: String(match[2]) };
}
