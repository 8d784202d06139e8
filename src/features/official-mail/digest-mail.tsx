import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailLink, MailText, MailTitle, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

/** One folded notice: what happened, when, and the name of the way to act that its own mail would have had. */
export interface DigestEntry {
  at: string;
  subject: string;
  preheader: string;
  action: string | null;
}

export interface Digest {
  entries: readonly DigestEntry[];
  /** Where each entry's action leads; empty: it has none. Apart, because these links act. */
  links: readonly string[];
  /** What is only counted: more of a kind that is listed often enough already. */
  more: readonly { subject: string; count: number }[];
}

export const digestMail = defineMail<Digest>({
  name: 'digest',
  kind: 'notice',
  secretParameters: ['links'],
  example: {
    entries: [
      {
        at: '2026-11-24T08:12:00.000Z',
        subject: 'New sign-in to your account',
        preheader: 'Firefox 148 on Linux, 203.0.113.37, France',
        action: 'This was not me',
      },
      {
        at: '2026-11-24T08:13:30.000Z',
        subject: 'Your password was changed',
        preheader: 'Changed at 09:13 from 203.0.113.37.',
        action: null,
      },
    ],
    links: ['https://account.example.com/not-me/example', ''],
    more: [{ subject: 'New sign-in to your account', count: 31 }],
  },
  compose({ entries, links, more }, { locale, timeZone, publicUrl }) {
    const t = words(locale);
    const count = more.reduce((sum, kind) => sum + kind.count, entries.length);
    const when = (entry: DigestEntry) => formatDateTimeWithZone(new Date(entry.at), locale, timeZone);
    const moreLines = more.map((kind) => t('digest-more', kind));
    return {
      subject: t('digest-subject', { count }),
      preheader: t('digest-preheader'),
      html: (
        <>
          <MailTitle>{t('digest-title')}</MailTitle>
          <MailText>{t('digest-text')}</MailText>
          {entries.map((entry, index) => (
            <MailText>
              {when(entry)}
              <br />
              <strong>{entry.subject}</strong>
              <br />
              {entry.preheader}
              {entry.action ? (
                <>
                  <br />
                  <MailLink href={links[index] ?? ''}>{entry.action}</MailLink>
                </>
              ) : null}
            </MailText>
          ))}
          {moreLines.map((line) => (
            <MailText>{line}</MailText>
          ))}
        </>
      ),
      text: textParagraphs(
        t('digest-title'),
        t('digest-text'),
        ...entries.map((entry, index) => {
          const action = entry.action && `${t('text-action', { label: entry.action })} ${links[index] ?? ''}`;
          return [when(entry), entry.subject, entry.preheader, action].filter(Boolean).join('\n');
        }),
        ...moreLines,
      ),
      action: { label: t('digest-action'), href: linkTo(publicUrl, '/security') },
    };
  },
});
