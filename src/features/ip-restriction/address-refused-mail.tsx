import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { factsOfOrigin } from './mail-facts.ts';
import { type T, words } from './words.ts';

interface AddressRefused extends Origin {
  at: string;
  methods: readonly string[];
  notMeToken: string;
}

/** The list itself is not in it (IP-7). */
export const addressRefusedMail = defineMail<AddressRefused>({
  name: 'address-refused',
  kind: 'notice',
  secretParameters: ['notMeToken'],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    address: '203.0.113.37',
    country: 'FR',
    network: 'Example Telecom',
    browser: 'Firefox 148',
    system: 'Linux',
    methods: ['password', 'totp'],
    notMeToken: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  compose({ methods, notMeToken, ...origin }, reader) {
    const { locale, publicUrl } = reader;
    const t = words(locale);
    const facts: [string, string][] = [
      ...factsOfOrigin(origin, reader),
      [t('refused-method'), methodWords(t, methods)],
    ];
    return {
      subject: t('refused-subject'),
      preheader: t('refused-text'),
      html: (
        <>
          <MailTitle>{t('refused-subject')}</MailTitle>
          <MailText>{t('refused-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('refused-text'), textFacts(facts)),
      action: { label: t('refused-action'), href: linkTo(publicUrl, `/not-me/${notMeToken}`), tone: 'danger' },
      notYou: t('refused-not-you', { origin: publicUrl.origin }),
    };
  },
});

const METHODS = ['password', 'totp', 'backup-code', 'passkey'] as const;

function methodWords(t: T, methods: readonly string[]): string {
  return METHODS.filter((method) => methods.includes(method))
    .map((method) => t(`method-${method}`))
    .join(', ');
}
