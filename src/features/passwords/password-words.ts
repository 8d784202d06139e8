import type { FieldError } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { StrengthWords } from '../../ui/index.ts';
import type { Judgement } from './judge-password.ts';
import { MAX_CODE_POINTS, MIN_CODE_POINTS } from './password-policy.ts';
import { words } from './words.ts';

/** Why it is refused and how to choose better, or what would make it stronger; empty when there is nothing to say. */
export function wordsFor(judgement: Judgement, locale: Locale): string {
  const t = words(locale);
  if (!judgement.ok) {
    const count = judgement.reason === 'too-long' ? MAX_CODE_POINTS : MIN_CODE_POINTS;
    return t(`refused-${judgement.reason}`, { count });
  }
  return judgement.weakness === null ? '' : t(`advice-${judgement.weakness}`);
}

export function fieldErrorFor(judgement: Judgement, locale: Locale, field = 'password'): FieldError | null {
  return judgement.ok ? null : { field, code: judgement.code, message: wordsFor(judgement, locale) };
}

export function meterWords(locale: Locale, emailField?: string): StrengthWords {
  const t = words(locale);
  return {
    label: t('meter'),
    levels: [t('level-0'), t('level-1'), t('level-2'), t('level-3'), t('level-4')],
    ...(emailField === undefined ? {} : { emailField }),
  };
}

export function newPasswordHint(locale: Locale): string {
  return words(locale)('new-password-hint', { count: MIN_CODE_POINTS });
}
