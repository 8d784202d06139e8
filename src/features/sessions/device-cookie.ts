/**
 * The device cookie holds one secret per user who signed in here, newest first (field 24: one user's device must not
 * overwrite another's). Each is made at that user's first full sign-in in this browser, so a planted one is never known.
 */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const MOST_USERS_PER_BROWSER = 8;

export const DEVICE_COOKIE_SECONDS = 400 * 24 * 3600;

export function readDeviceCookie(value: string | undefined): string[] {
  return (value ?? '').split('.', MOST_USERS_PER_BROWSER).filter((secret) => SECRET.test(secret));
}

export function addToDeviceCookie(value: string | undefined, secret: string): string {
  return [secret, ...readDeviceCookie(value)].slice(0, MOST_USERS_PER_BROWSER).join('.');
}
