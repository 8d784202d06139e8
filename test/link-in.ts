import type { KeptMail } from '../src/foundations/mail-transport/index.ts';

/** The path of a link to a page of ours, such as `/objections/`. */
export function linkIn(mail: KeptMail | undefined, page: `/${string}/`): string {
  const path = new RegExp(`https?://[^/\\s]+(${page}[\\w-]+)`).exec(mail?.text ?? '')?.[1];
  if (path === undefined) throw new Error(`no link to ${page} in this mail: ${mail?.subject}`);
  return path;
}

/** The one-time token in a mail's link to a page of ours. */
export function tokenIn(mail: KeptMail | undefined, page: 'verify-address' | 'reset-password' | 'not-me'): string {
  const link = page === 'not-me' ? /\/not-me\/([\w-]+)/ : new RegExp(`/${page}\\?token=([\\w-]+)`);
  const token = link.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in this mail: ${mail?.subject}`);
  return token;
}
