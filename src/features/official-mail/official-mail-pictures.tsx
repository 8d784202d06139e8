import type { Locale } from '../../foundations/i18n/index.ts';
import { Card } from '../../ui/index.ts';
import { MessageAnswer } from './check-mail-answers.tsx';
import type { SentFacts, Verdict } from './check-message.ts';
import { Box } from './render-mail.tsx';
import { words } from './words.ts';

const SENT: SentFacts = {
  kind: 'notice',
  at: new Date('2026-11-24T09:30:00.000Z'),
  to: 'c•••@example.com',
  yours: true,
};
const AS_SENT: Verdict = {
  verdict: 'as-sent',
  number: null,
  sent: SENT,
  signature: 'valid',
  signs: [],
  links: [],
};
const CHANGED: Verdict = {
  ...AS_SENT,
  verdict: 'changed',
  signature: 'absent',
  signs: ['text-changed', 'signature-missing', 'foreign-links'],
  links: ['https://account.renew-domain.example'],
};

/** What this room shows, for the guide: the box in a mail, and both answers about a whole message. */
export function officialMailPictures({ brand, publicUrl }: { brand: string; publicUrl: URL }) {
  const answer = (locale: Locale, verdict: Verdict) => (
    <MessageAnswer visit={{ locale, formToken: '' }} shown={{ supportContact: null }} verdict={verdict} />
  );
  return {
    'mail-box': (locale: Locale) => (
      <Card>
        <Box box={{ show: words(locale)('picture-code') }} context={{ locale, brand, publicUrl }} />
      </Card>
    ),
    'check-mail-as-sent': (locale: Locale) => answer(locale, AS_SENT),
    'check-mail-changed': (locale: Locale) => answer(locale, CHANGED),
  };
}
