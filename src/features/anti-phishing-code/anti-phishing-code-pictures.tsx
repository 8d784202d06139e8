import type { Locale } from '../../foundations/i18n/index.ts';
import { ChoiceCard } from './anti-phishing-code-page.tsx';
import { words } from './words.ts';

/** The card of the page as its readers will see it, for the guide; its proposal is one that is refused as a code. */
export const antiPhishingCodePictures = {
  'anti-phishing-code-choose': (locale: Locale) => (
    <ChoiceCard visit={{ locale, formToken: '' }} shown={{ since: null, proposal: words(locale)('picture-code') }} />
  ),
};
