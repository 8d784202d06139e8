import providers from './providers.json' with { type: 'json' };
import type { words } from './words.ts';

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(providers));

/** The model or password manager by its AAGUID; null: not known, or it does not say (all zero). */
export function providerOf(aaguid: string): string | null {
  return NAMES.get(aaguid) ?? null;
}

export interface Named {
  name: string | null;
  aaguid: string;
  made_on: string | null;
}

/** The user's own name, or else one from the provider and the device it was made on: looked up anew each time. */
export function nameOf({ name, aaguid, made_on }: Named, t: ReturnType<typeof words>): string {
  if (name !== null) return name;
  const provider = providerOf(aaguid);
  if (made_on === null) return provider ?? t('name-plain');
  return provider === null ? t('name-device', { device: made_on }) : t('name-both', { provider, device: made_on });
}

export type Kind = 'synced' | 'not-yet-synced' | 'this-device' | 'security-key';

/** Where it lives, as far as the authenticator tells. */
export function kindOf(row: {
  backup_eligible: boolean;
  backed_up: boolean;
  platform: boolean | null;
  transports: readonly string[];
}): Kind {
  if (row.backup_eligible) return row.backed_up ? 'synced' : 'not-yet-synced';
  return row.platform === true || row.transports.includes('internal') ? 'this-device' : 'security-key';
}
