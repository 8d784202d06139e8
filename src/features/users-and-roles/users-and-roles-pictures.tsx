import { DAY } from '../../foundations/clock.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { Accepting, InvitationTerms, type InvitationView } from './invitation-page.tsx';
import type { ListedMember } from './list-members.ts';
import { MembersTable } from './members-page.tsx';
import { RuleCard } from './policy-page.tsx';

const AT = new Date('2026-11-24T09:12:00.000Z');
const SOON = new Date(AT.getTime() + 21 * DAY);

const OWNER: ListedMember = {
  account_id: '',
  user_id: 'owner',
  role: 'owner',
  state: 'active',
  joined_at: AT,
  joined_micros: 0,
  invited_by: null,
  suspended_until: null,
  owner_from: null,
  owner_offered_by: null,
  email: 'you@example.com',
  name: '',
  user_state: 'active',
  secondFactor: true,
  passkey: true,
  passkeyOnly: false,
  lastSignInAt: AT,
  inviter: null,
};
const AGENCY: ListedMember = {
  ...OWNER,
  user_id: 'agency',
  role: 'technical',
  email: 'dns@agency.example',
  passkey: false,
  lastSignInAt: new Date(AT.getTime() - DAY),
  inviter: OWNER.email,
};
const BOOKKEEPER: ListedMember = {
  ...AGENCY,
  user_id: 'bookkeeper',
  role: 'billing',
  state: 'suspended',
  email: 'books@example.com',
  secondFactor: false,
  lastSignInAt: null,
};

function invitation(account: string): InvitationView {
  return {
    token: '',
    role: 'technical',
    expiresAt: new Date(AT.getTime() + 3 * DAY),
    address: AGENCY.email,
    reader: 'you',
    account: { name: account, rules: { secondFactorFrom: SOON, passkeyFrom: null }, restrictsAddresses: false },
    waitHours: 0,
  };
}

const visit = (locale: Locale) => ({ locale, timeZone: 'UTC', formToken: '', now: AT });

/** What a team sees of this room, for the guide, with addresses that are set aside for examples. */
export const usersAndRolesPictures = {
  'account-members': (locale: Locale) => (
    <MembersTable visit={visit(locale)} members={[OWNER, AGENCY, BOOKKEEPER]} userId={OWNER.user_id} />
  ),
  'account-invitation': (locale: Locale) => (
    <>
      <InvitationTerms visit={visit(locale)} view={invitation('example.com')} />
      <Accepting visit={visit(locale)} view={invitation('example.com')} />
    </>
  ),
  'account-rule': (locale: Locale) => (
    <RuleCard visit={visit(locale)} view={{ rules: { secondFactorFrom: SOON, passkeyFrom: null } }} />
  ),
};
