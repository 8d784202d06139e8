import type { Locale } from '../../foundations/i18n/index.ts';
import { AddCard } from './add-passkey-card.tsx';
import { ListCard } from './passkey-list-card.tsx';
import type { PasskeyRow } from './passkey-table.ts';
import { AskCard, OnlyCard } from './passkeys-page.tsx';

const AT = new Date('2026-11-24T09:30:00.000Z');
const RELYING_PARTY = { id: 'example.com', formerIds: [], origins: [], topOrigins: [], name: '' };

const PHONE: PasskeyRow = {
  id: 'one',
  user_id: '',
  credential_id: Buffer.alloc(0),
  rp_id: RELYING_PARTY.id,
  public_key: Buffer.alloc(0),
  counter: 0,
  stands_alone: true,
  beside_password: false,
  backup_eligible: true,
  backed_up: true,
  backup_lost: false,
  discoverable: true,
  transports: ['internal'],
  platform: true,
  aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
  name: null,
  made_on: 'iOS',
  created_at: AT,
  senior_from: AT,
  doubted: false,
  last_used_at: AT,
  last_used_country: 'FR',
  added_by: '',
  removed_at: null,
  removed_by: null,
};
const KEY: PasskeyRow = {
  ...PHONE,
  id: 'two',
  stands_alone: false,
  beside_password: true,
  backup_eligible: false,
  backed_up: false,
  transports: ['usb'],
  platform: false,
  aaguid: 'ee882879-721c-4913-9775-3dfcce97072a',
  made_on: null,
  last_used_at: null,
};

/** On another picture: of the same page, an id comes once. */
const LAPTOP: PasskeyRow = { ...PHONE, id: 'three' };
const visit = (locale: Locale) => ({ locale, timeZone: 'UTC', formToken: '' });
const SESSIONS = [
  { id: 'here', browser: 'Safari', system: 'iOS', authenticators: [PHONE.id, LAPTOP.id] },
  { id: 'elsewhere', browser: 'Firefox', system: 'macOS', authenticators: [PHONE.id, LAPTOP.id] },
];

/** The cards of the page as their readers will see them, for the guide. */
export const passkeysPictures = {
  'passkeys-add': (locale: Locale) => <AddCard visit={visit(locale)} isFirst only={false} picture />,
  'passkeys-list': (locale: Locale) => (
    <ListCard
      visit={visit(locale)}
      relyingParty={RELYING_PARTY}
      passkeys={[PHONE, KEY]}
      sessions={SESSIONS}
      currentId="here"
    />
  ),
  'passkeys-manage': (locale: Locale) => (
    <ListCard
      visit={visit(locale)}
      relyingParty={RELYING_PARTY}
      passkeys={[LAPTOP]}
      sessions={SESSIONS}
      currentId="here"
      opened={LAPTOP.id}
    />
  ),
  'passkeys-ask': (locale: Locale) => <AskCard visit={visit(locale)} asks={false} />,
  'passkeys-only': (locale: Locale) => (
    <OnlyCard visit={visit(locale)} facts={{ passkeys: [PHONE], codesLeft: 10 }} only={false} />
  ),
};
