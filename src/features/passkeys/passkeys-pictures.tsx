import type { Locale } from '../../foundations/i18n/index.ts';
import type { PasskeyRow } from './passkey-table.ts';
import { ListCard } from './passkeys-page.tsx';

const AT = new Date('2026-11-24T09:30:00.000Z');
const RELYING_PARTY = { id: 'example.com', formerIds: [], origins: [], name: '' };

const PHONE: PasskeyRow = {
  id: 'one',
  user_id: '',
  credential_id: Buffer.alloc(0),
  rp_id: RELYING_PARTY.id,
  public_key: Buffer.alloc(0),
  counter: 0,
  stands_alone: true,
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
  backup_eligible: false,
  backed_up: false,
  transports: ['usb'],
  platform: false,
  aaguid: 'ee882879-721c-4913-9775-3dfcce97072a',
  made_on: null,
  last_used_at: null,
};

/** The list as its readers will see it, for the guide. */
export const passkeysPictures = {
  'passkeys-list': (locale: Locale) => (
    <ListCard visit={{ locale, timeZone: 'UTC', formToken: '' }} relyingParty={RELYING_PARTY} passkeys={[PHONE, KEY]} />
  ),
};
