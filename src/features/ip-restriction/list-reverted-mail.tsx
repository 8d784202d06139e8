import { defineMail, linkTo, MailText, MailTitle, textParagraphs } from '../../ui/mail/index.ts';
import { timeOf } from './mail-facts.ts';
import { words } from './words.ts';

interface ListReverted {
  at: string;
  setAt: string;
  /** Entries of the list that counts again; null: there was none. */
  listBefore: number | null;
}

export const listRevertedMail = defineMail<ListReverted>({
  name: 'ip-restriction-reverted',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:27:00.000Z', setAt: '2026-11-24T08:12:00.000Z', listBefore: 1 },
  compose({ setAt, listBefore }, reader) {
    const { locale, brand, publicUrl } = reader;
    const t = words(locale);
    const text = t('reverted-mail-text', { at: timeOf(setAt, reader) });
    const now = listBefore === null ? t('reverted-before-none') : t('reverted-before', { count: listBefore });
    return {
      subject: t('reverted-subject', { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('reverted-subject', { brand })}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{now}</MailText>
        </>
      ),
      text: textParagraphs(text, now),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/ip-restriction') },
    };
  },
});
