import { type Clock, MINUTE } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { findAccount, rulesOf } from './account-table.ts';
import type { OfficialMail, Protections, Users } from './doors.ts';
import { listMembersToTell } from './membership-table.ts';
import { startOf } from './policy.ts';
import { ruleMail } from './rule-mail.tsx';
import { endMailing, lockDueMailing, moveMailing, type RuleMailing } from './rule-mailing-table.ts';

export const TELL_MEMBERS = 'tell-members';
export const TELL_EVERY = MINUTE;

/** One transaction each. */
const PAGE_SIZE = 50;
/** In one run, so that other jobs have their turn; the next run goes on. */
const MOST_PAGES = 20;

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'find'>;
  protections: Protections;
  officialMail: Pick<OfficialMail, 'notify'>;
}

/**
 * Tells the members of accounts of rules that were set, and reminds those who do not meet one that begins soon. How far it came
 * is written with each page's mails, so that a crash tells nobody twice and leaves nobody out. Whether a rule counts does not
 * depend on it.
 */
export function createTellMembers({ database, clock, users, protections, officialMail }: Deps) {
  return async (): Promise<void> => {
    for (let page = 0; page < MOST_PAGES; page++) {
      if (!(await database.transaction(tellPage))) return;
    }
  };

  /** False: nothing is due. */
  async function tellPage(tx: Queries): Promise<boolean> {
    const mailing = await lockDueMailing(tx, clock.now());
    if (mailing === null) return false;
    const account = await findAccount(tx, mailing.account_id);
    const from = account && startOf(rulesOf(account), mailing.rule);
    // A reminder that comes too late would remind of what the page says by now.
    const isMoot = !from || (mailing.kind === 'reminder' && from <= clock.now());
    const members = isMoot ? [] : await listMembersToTell(tx, mailing.account_id, mailing.told_to, PAGE_SIZE);
    const last = members.at(-1);
    if (isMoot || last === undefined) {
      await endMailing(tx, mailing);
      return true;
    }
    await tell(tx, mailing, members, { account: account.name, from: from.toISOString() });
    await moveMailing(tx, mailing, last);
    return true;
  }

  /** In the order of their ids, as everywhere that many are told, so that two transactions never wait crosswise. */
  async function tell(
    tx: Queries,
    { rule, kind, set_by }: RuleMailing,
    members: readonly string[],
    what: { account: string; from: string },
  ): Promise<void> {
    const by = (await users.find(tx, set_by))?.email ?? null;
    const protection = await protections.of(tx, members);
    for (const userId of members) {
      const has = protection.get(userId);
      const meets = (rule === 'passkey' ? has?.passkey : has?.secondFactor) === true;
      if (kind === 'announcement' ? userId === set_by : meets) continue;
      await officialMail.notify(tx, { userId, mail: ruleMail, parameters: { ...what, rule, kind, by, meets } });
    }
  }
}
