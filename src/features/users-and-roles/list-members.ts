import type { Queries } from '../../foundations/database/index.ts';
import type { SecondFactors } from './doors.ts';
import { listMembers, type Member } from './membership-table.ts';

export interface ListedMember extends Member {
  secondFactor: boolean;
  lastSignInAt: Date | null;
}

export interface MembersPage {
  members: ListedMember[];
  /** null: nobody comes after these. */
  next: string | null;
}

const PAGE_SIZE = 25;

interface Deps {
  queries: Queries;
  secondFactors: SecondFactors;
  lastSignInOf(userId: string): Promise<Date | null>;
}

/** One page of an account's members, in the order in which they joined. */
export function createListMembers({ queries, secondFactors, lastSignInOf }: Deps) {
  async function describe(member: Member): Promise<ListedMember> {
    const secondFactor = await secondFactors.isOn(queries, member.user_id);
    return { ...member, secondFactor, lastSignInAt: await lastSignInOf(member.user_id) };
  }

  async function list(accountId: string, after: MemberCursor | null): Promise<MembersPage> {
    const rows = await listMembers(queries, accountId, after, PAGE_SIZE + 1);
    const members: ListedMember[] = [];
    for (const row of rows.slice(0, PAGE_SIZE)) members.push(await describe(row));
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
