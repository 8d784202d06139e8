import { formatDateTimeWithZone, type Locale } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { deviceOf, methodOf, placeOf } from './alert-facts.ts';
import type { AlertMode } from './alert-mode.ts';
import { words } from './words.ts';

export interface SignInAlert {
  at: string;
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
  methods: readonly string[];
  attemptsBefore: number;
  /** Bounded: the first few of `attemptAddressCount`. */
  attemptAddresses: readonly string[];
  attemptAddressCount: number;
  isNewDevice: boolean;
  isNewNetwork: boolean;
  daysOfBreak: number | null;
  mode: AlertMode;
  notMeToken: string;
}

export const signInAlertMail = defineMail<SignInAlert>({
  name: 'sign-in-alert',
  kind: 'notice',
  secretParameters: ['notMeToken'],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    address: '203.0.113.37',
    country: 'FR',
    network: 'Example Telecom',
    browser: 'Firefox 148',
    system: 'Linux',
    methods: ['password'],
    attemptsBefore: 3,
    attemptAddresses: ['198.51.100.7', '2001:db8:1:2::7'],
    attemptAddressCount: 2,
    isNewDevice: true,
    isNewNetwork: false,
    daysOfBreak: null,
    mode: 'every',
    notMeToken: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  compose(alert, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = factsOf(alert, locale, timeZone);
    const signs = signsOf(alert, locale).join(' ');
    const count = alert.attemptsBefore;
    const settings = linkTo(publicUrl, '/security/login-alerts');
    return {
      subject: count > 0 ? t('mail-subject-attempts', { brand, count }) : t('mail-subject', { brand }),
      preheader: t('mail-preheader', { when: facts.when, device: facts.device, place: facts.placeAndAddress }),
      html: (
        <>
          <MailTitle>{t('mail-title')}</MailTitle>
          <MailText>{t('mail-intro')}</MailText>
          {signs && (
            <MailText>
              <strong>{signs}</strong>
            </MailText>
          )}
          <MailFacts rows={facts.rows} />
        </>
      ),
      text: textParagraphs(t('mail-title'), t('mail-intro'), signs, textFacts(facts.rows)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, `/not-me/${alert.notMeToken}`), tone: 'danger' },
      notYou: t('mail-not-you', { origin: publicUrl.origin }),
      why: t(alert.mode === 'every' ? 'mail-why-every' : 'mail-why-new', { link: settings }),
    };
  },
});

function factsOf(alert: SignInAlert, locale: Locale, timeZone: string) {
  const t = words(locale);
  const when = formatDateTimeWithZone(new Date(alert.at), locale, timeZone);
  const device = deviceOf(alert, locale);
  const place = placeOf(alert, locale);
  const address = alert.address ?? t('address-unknown');
  const rows: [string, string][] = [
    [t('mail-when'), when],
    [t('mail-device'), device],
    [t('mail-place'), place === null ? t('place-unknown') : t('place-approximate', { place })],
    [t('mail-address'), address],
    [
      t('mail-method'),
      listOf(
        alert.methods.map((method) => methodOf(method, locale)),
        locale,
      ),
    ],
    [t('mail-attempts'), attemptsOf(alert, locale)],
  ];
  return { when, device, placeAndAddress: place === null ? address : `${address}, ${place}`, rows };
}

function attemptsOf(
  { attemptsBefore: count, attemptAddresses, attemptAddressCount }: SignInAlert,
  locale: Locale,
): string {
  const t = words(locale);
  if (count === 0) return t('attempts-none');
  if (attemptAddresses.length === 0) return t('attempts-only', { count });
  const more = attemptAddressCount - attemptAddresses.length;
  const addresses = [...attemptAddresses, ...(more > 0 ? [t('attempts-more', { count: more })] : [])];
  return t('attempts-from', { count, addresses: listOf(addresses, locale) });
}

function signsOf(alert: SignInAlert, locale: Locale): string[] {
  const t = words(locale);
  return [
    ...(alert.isNewDevice ? [t('mail-new-device')] : []),
    ...(alert.isNewNetwork ? [t('mail-new-network')] : []),
    ...(alert.daysOfBreak === null ? [] : [t('mail-idle', { days: alert.daysOfBreak })]),
  ];
}

const lists = new Map<Locale, Intl.ListFormat>();

function listOf(items: readonly string[], locale: Locale): string {
  const list = lists.get(locale) ?? new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'conjunction' });
  lists.set(locale, list);
  return list.format(items);
}
