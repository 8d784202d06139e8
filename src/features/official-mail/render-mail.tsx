import {
  linkTo,
  type MailAction,
  MailBox,
  MailButton,
  type MailContext,
  MailLink,
  MailNote,
  MailSmall,
  type MailTemplate,
  type MailWords,
  plainLine,
  renderMailDocument,
  textParagraphs,
  tintMail,
} from '../../ui/mail/index.ts';
import { words } from './words.ts';

/** What the anti-phishing box shows. `none`: the address is not proven to be a user's, so there is no box (NM-4). */
export type PhraseBox = { show: string } | 'invite' | 'none';

/** The link that objects. `account`: to a change in an account that the reader shares with others. */
export interface Objection {
  token: string;
  scope?: 'account';
}

type ObjectionBox = MailAction & { heading: string; text: string };

export interface Frame {
  context: MailContext;
  kind: MailTemplate<unknown>['kind'];
  box: PhraseBox;
  number: string;
  /** The way to object to the security change that the mail is about. */
  objection?: ObjectionBox | null;
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const LONGEST_SUBJECT = 150;

/**
 * Puts a room's words into the frame that every official mail has, in both parts: brand, words, anti-phishing box,
 * action, what to do if it was not you, why it came, message number. The phrase stands in the box and nowhere else.
 */
export function renderMail(mail: MailWords, frame: Frame): RenderedMail {
  const subject = subjectOf(mail);
  const ending = endingOf(mail, frame);
  return { subject, text: renderText(mail, frame, ending), html: renderHtml(mail, frame, ending, subject) };
}

/** One plain line: whatever a template puts in, it cannot become a second header (NM-5). */
export function subjectOf(mail: Pick<MailWords, 'subject'>): string {
  return plainLine(mail.subject, LONGEST_SUBJECT);
}

/** Opens a page; only its button stops the change (RC-6). */
export function objectionTo({ token, scope }: Objection, { locale, publicUrl }: MailContext): ObjectionBox {
  const t = words(locale);
  const href = linkTo(publicUrl, `/objections/${token}`);
  return scope === 'account'
    ? {
        heading: t('objection-account-label'),
        text: t('objection-account-text'),
        label: t('objection-account-action'),
        href,
      }
    : { heading: t('objection-label'), text: t('objection-text'), label: t('objection-action'), href };
}

interface Ending {
  /** null: the way to object says it already. */
  notYou: string | null;
  why: string;
}

function endingOf(mail: MailWords, { context, kind, objection }: Frame): Ending {
  const t = words(context.locale);
  const origin = context.publicUrl.origin;
  const isNotice = kind === 'notice';
  return {
    notYou: mail.notYou ?? (objection ? null : t(isNotice ? 'not-you-notice' : 'not-you-request', { origin })),
    why: mail.why ?? t(isNotice ? 'why-notice' : 'why-on-request', { origin, brand: context.brand }),
  };
}

function renderText(mail: MailWords, { context, box, number, objection }: Frame, ending: Ending): string {
  const t = words(context.locale);
  const rule = '-'.repeat(32);
  const boxText = boxTextOf(box, context);
  return `${textParagraphs(
    context.brand,
    mail.text.trim(),
    boxText && `${rule}\n${boxText}\n${rule}`,
    mail.action && `${t('text-action', { label: mail.action.label })}\n${mail.action.href}`,
    objection && `${objection.heading} ${objection.text}\n${objection.href}`,
    ending.notYou,
    supportText(context),
    ending.why,
    `${t('number', { number })}\n${t('number-check')} ${checkLink(context)}`,
  )}\n`;
}

/** The phrase has a line of its own, so that a right-to-left one cannot reorder the words around it. */
function boxTextOf(box: PhraseBox, context: MailContext): string | null {
  const t = words(context.locale);
  if (box === 'none') return null;
  if (box === 'invite') return `${t('box-invite-explains', { brand: context.brand })}\n${inviteLink(context)}`;
  return `${t('text-code')}\n${box.show}\n${t('box-explains', { brand: context.brand })}`;
}

/** A page's address stands in full: a label alone cannot be followed. */
function supportText({ locale, supportContact }: MailContext): string | null {
  if (!supportContact) return null;
  const { href, label } = supportContact;
  return `${words(locale)('support')} ${href.startsWith('mailto:') ? label : href}`;
}

/** Where the number, and better the whole mail, is compared with what we sent. */
function checkLink(context: MailContext): string {
  return linkTo(context.publicUrl, '/check-mail');
}

function inviteLink(context: Pick<MailContext, 'publicUrl'>): string {
  return linkTo(context.publicUrl, '/security/anti-phishing-code');
}

function renderHtml(mail: MailWords, frame: Frame, ending: Ending, subject: string): string {
  const { context, box, number, objection } = frame;
  const t = words(context.locale);
  const document = renderMailDocument({
    language: context.locale,
    title: subject,
    preheader: plainLine(mail.preheader, LONGEST_SUBJECT),
    brand: context.brand,
    content: (
      <>
        {mail.html}
        <Box box={box} context={context} />
        {mail.action ? <MailButton {...mail.action} /> : null}
        {objection && (
          <MailNote label={objection.heading}>
            {objection.text} <MailLink href={objection.href}>{objection.label}</MailLink>
          </MailNote>
        )}
        {ending.notYou && <MailSmall>{ending.notYou}</MailSmall>}
      </>
    ),
    footer: (
      <>
        {context.supportContact && (
          <MailSmall>
            {t('support')} <MailLink href={context.supportContact.href}>{context.supportContact.label}</MailLink>
          </MailSmall>
        )}
        <MailSmall>{ending.why}</MailSmall>
        <MailSmall>
          {t('number', { number })} · <MailLink href={checkLink(context)}>{t('number-check')}</MailLink>
        </MailSmall>
      </>
    ),
  });
  return context.brandColours ? tintMail(document, context.brandColours) : document;
}

/** The box itself, in the HTML part. */
export function Box({
  box,
  context,
}: {
  box: PhraseBox;
  context: Pick<MailContext, 'locale' | 'brand' | 'publicUrl'>;
}) {
  const t = words(context.locale);
  const brand = context.brand;
  if (box === 'none') return null;
  if (box === 'invite') {
    return (
      <MailBox label={t('box-invite-label')}>
        {t('box-invite-explains', { brand })} <MailLink href={inviteLink(context)}>{t('box-invite-link')}</MailLink>
      </MailBox>
    );
  }
  return (
    <MailBox label={t('box-label')} value={box.show}>
      {t('box-explains', { brand })}
    </MailBox>
  );
}
