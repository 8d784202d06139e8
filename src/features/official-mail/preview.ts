import { type MailContext, type MailTemplate, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

const BLANK = '••••';
const LONGEST = 4000;

/**
 * The words of a mail as they may be shown again: the template is filled with blanks where it has secrets, so that these are
 * never in it, and every address of a page goes too. The frame's box is no part of it. Null: it cannot be said without them.
 */
export function previewOf<P>(mail: MailTemplate<P>, parameters: P, context: MailContext): string | null {
  const shown = { ...parameters };
  for (const name of mail.secretParameters) shown[name] = blanked(shown[name]) as P[typeof name];
  try {
    const { text, action } = mail.compose(shown, context);
    const link = words(context.locale)('preview-link');
    const whole = textParagraphs(text.trim(), action && `${action.label} ${link}`).replace(/\bhttps?:\/\/\S+/gi, link);
    return Array.from(whole.toWellFormed().replaceAll('\0', '')).slice(0, LONGEST).join('');
  } catch {
    return null;
  }
}

/** The same shape without a word of it. */
function blanked(value: unknown): unknown {
  if (typeof value === 'string') return BLANK;
  if (typeof value === 'number' || typeof value === 'bigint') return 0;
  if (Array.isArray(value)) return value.map(blanked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, blanked(part)]));
}
