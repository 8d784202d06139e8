import { countryName, type Translate } from '../../foundations/i18n/index.ts';
import type { HistoryEntry, UsedPasskey } from './list-history.ts';
import en from './messages.en.json' with { type: 'json' };

type Key = keyof typeof en;
export type T = Translate<Key>;

/** A kind or cause that this room has no words for yet still gets a sentence. */
export function kindWords(t: T, kind: string): string {
  return t(keyOr(`kind-${kind}`, 'kind-other'));
}

export function causeWords(t: T, cause: string): string {
  return t(keyOr(`cause-${cause}`, 'cause-other'));
}

export function methodWords(t: T, { methods, passkey }: Pick<HistoryEntry, 'methods' | 'passkey'>): string {
  const known = methods.flatMap((method) => {
    if (method === 'passkey' && passkey) return [passkeyWords(t, passkey)];
    const key = `method-${method}`;
    return isKey(key) ? [t(key)] : [];
  });
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(known);
}

function passkeyWords(t: T, { name, removed }: UsedPasskey): string {
  if (name === null) return t('passkey-forgotten');
  return t(removed ? 'passkey-gone' : 'passkey-named', { name });
}

export function deviceWords(t: T, { browser, system }: { browser: string | null; system: string | null }): string {
  if (browser !== null && system !== null) return t('browser-on-system', { browser, system });
  return browser ?? system ?? t('unknown-device');
}

export function placeWords(t: T, { country, network }: { country: string | null; network: string | null }): string {
  const name = countryName(country, t.locale);
  if (name !== null && network !== null) return t('place-both', { country: name, network });
  return name ?? network ?? t('unknown-place');
}

function keyOr(key: string, other: Key): Key {
  return isKey(key) ? key : other;
}

function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}
