import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ForwardedHeader, parseAddress } from '../foundations/client-address/index.ts';
import type { LogLevel } from '../foundations/log.ts';
import { readBrandColour, readLogo } from './read-brand.ts';
import { readDkimKeys } from './read-dkim-keys.ts';
import { readMailFrom, readSupportContact } from './read-mail-address.ts';
import { readDomain, readOrigins } from './read-passkey-domain.ts';
import { readTrustedProxies } from './read-trusted-proxies.ts';
import { readDatabaseUrl, readPublicUrl, readSmtpUrl } from './read-url.ts';
import { checked, hasControl, numberBetween, oneOf, type Refusal, readSwitch, refuse } from './refusal.ts';

/** What applies where a variable is not set. The same words stand in docs/settings.md, which a test compares. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  PORT: '3000',
  HOST: 'localhost',
  DATA_DIR: './data',
  FORWARDED_HEADER: 'x-forwarded-for',
  LOG_LEVEL: 'info',
  BRAND_NAME: 'Gatehouse',
  HSTS_SUBDOMAINS: 'off',
  LOGIN_HISTORY_DAYS: '90',
  OWNERSHIP_WAIT_HOURS: '48',
};

/** Variables that hold secrets: each may instead be named with `_FILE` and point to a file. */
export const SECRET_VARIABLES = ['DATABASE_URL', 'SMTP_URL', 'DKIM_KEYS'] as const;

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const FORWARDED_HEADERS: readonly ForwardedHeader[] = ['x-forwarded-for', 'forwarded'];
const LONGEST_BRAND = 40;
const MOST_HISTORY_DAYS = 3650;
const MOST_WAIT_HOURS = 720;

/** One rule per variable: what it must look like, and what becomes of it. Rules between variables are in ../settings.ts. */
export const schema = z.object({
  PORT: numberBetween(1, 65_535),
  HOST: checked((text) => {
    if (parseAddress(text)) return text;
    return /^(?!.*\.\.)[a-z][a-z0-9.-]{0,252}$/i.test(text)
      ? text.toLowerCase()
      : refuse('is no host name and no address');
  }),
  PUBLIC_URL: checked(readPublicUrl).optional(),
  DATA_DIR: checked((text) => resolve(text)),
  DATABASE_URL: checked(readDatabaseUrl).optional(),
  SMTP_URL: checked(readSmtpUrl).optional(),
  MAIL_FROM: checked(readMailFrom).optional(),
  DKIM_KEYS: checked(readDkimKeys).optional(),
  TRUSTED_PROXIES: checked(readTrustedProxies).optional(),
  FORWARDED_HEADER: oneOf(FORWARDED_HEADERS),
  SECRETS_FILE: checked((text) => resolve(text)).optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS),
  BRAND_NAME: checked(readBrandName),
  BRAND_COLOUR: checked(readBrandColour).optional(),
  BRAND_LOGO: checked((text) => readLogo(resolve(text))).optional(),
  SUPPORT_CONTACT: checked(readSupportContact).optional(),
  HSTS_SUBDOMAINS: checked(readSwitch),
  LOGIN_HISTORY_DAYS: numberBetween(1, MOST_HISTORY_DAYS),
  OWNERSHIP_WAIT_HOURS: numberBetween(1, MOST_WAIT_HOURS),
  PASSKEY_DOMAIN: checked(readDomain).optional(),
  PASSKEY_FORMER_DOMAIN: checked(readDomain).optional(),
  PASSKEY_RELATED_ORIGINS: checked(readOrigins).optional(),
  PASSKEY_TOP_ORIGINS: checked(readOrigins).optional(),
  PERMISSIONS_FILE: checked(readableFile).optional(),
  CLOCK_OFFSET_FILE: checked((text) => resolve(text)).optional(),
  PASSWORD_BLOCKLIST_FILE: checked(readableFile).optional(),
});

function readBrandName(text: string): string | Refusal {
  const length = [...text].length;
  if (length > LONGEST_BRAND) return refuse(`must have at most ${LONGEST_BRAND} characters`);
  return /[<>"`\\{}]/.test(text) || hasControl(text)
    ? refuse('must be plain words: no < > " ` \\ { } and no line break')
    : text;
}

function readableFile(text: string): string | Refusal {
  const file = resolve(text);
  try {
    accessSync(file, constants.R_OK);
    return file;
  } catch {
    return refuse('names a file that cannot be read');
  }
}
