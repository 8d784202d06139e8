import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Role } from './role.ts';
import { words } from './words.ts';

export interface InvitationParameters {
  role: Role;
  expiresAt: string;
  token: string;
}

/**
 * To somebody who may be a stranger: not one word in it that a user wrote, neither the account's name nor the inviter's,
 * or anybody could send their words through us. The page behind the link tells more, to the one it is for.
 */
export const invitationMail = defineMail<InvitationParameters>({
  name: 'invitation',
  kind: 'on-request',
  secretParameters: ['token'],
  example: {
    role: 'technical',
    expiresAt: '2026-11-27T08:12:00.000Z',
    token: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  compose({ role, expiresAt, token }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('mail-role'), t(`role-${role}`)],
      [t('mail-may'), t(`role-${role}-hint`)],
      [t('mail-until'), formatDateTimeWithZone(new Date(expiresAt), locale, timeZone)],
    ] as const;
    return {
      subject: t('invitation-subject', { brand }),
      preheader: t('invitation-preheader', { role: t(`role-${role}`) }),
      html: (
        <>
          <MailTitle>{t('invitation-title')}</MailTitle>
          <MailText>{t('invitation-text', { brand })}</MailText>
          <MailFacts rows={facts} />
          <MailText>{t('invitation-alone')}</MailText>
        </>
      ),
      text: textParagraphs(
        t('invitation-title'),
        t('invitation-text', { brand }),
        textFacts(facts),
        t('invitation-alone'),
      ),
      action: { label: t('invitation-action'), href: linkTo(publicUrl, `/invitations/${token}`) },
      why: t('invitation-why', { brand }),
      notYou: t('invitation-not-you'),
    };
  },
});
