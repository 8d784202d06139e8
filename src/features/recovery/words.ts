import { defineWords } from '../../foundations/i18n/index.ts';
import en from './messages.en.json' with { type: 'json' };
import fr from './messages.fr.json' with { type: 'json' };

export const words = defineWords({ en, fr });

/** What was changed, in words; a kind that this room has none for yet still gets a sentence. */
export function changeWords(kind: string, t: ReturnType<typeof words>): string {
  const key = `change-${kind}`;
  return isKey(key) ? t(key) : t('change-other');
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
