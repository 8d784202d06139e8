import { join } from 'node:path';
import type { z } from 'zod';
import type { ForwardedHeader, Range } from './foundations/client-address/index.ts';
import type { LogLevel } from './foundations/log.ts';
import type { DkimKey } from './foundations/mail-transport/index.ts';
import type { Logo } from './settings/read-brand.ts';
import { type Environment, readSecretFiles, type SettingProblem, withoutEmpty } from './settings/read-environment.ts';
import { isPasskeyDomainOf } from './settings/read-passkey-domain.ts';
import { isLoopback } from './settings/read-url.ts';
import { DEFAULTS, schema } from './settings/schema.ts';
import type { BrandColours } from './ui/index.ts';

/** How this installation runs. All but `secrets` may be logged and shown to operators. */
export interface Settings {
  readonly port: number;
  /** What to listen on; `localhost` means both families. */
  readonly host: string;
  /** The origin that people type; every link in a mail begins with it. */
  readonly publicUrl: URL;
  /** Whether cookies carry Secure and the `__Host-` prefix: always, but for http on this machine (SE-3). */
  readonly secureCookies: boolean;
  readonly dataDir: string;
  readonly mailFrom: { readonly name: string; readonly address: string };
  /** Mails go to the built-in mailbox, not to a mail server: only for a trial on this machine. */
  readonly mailbox: boolean;
  readonly trustedProxies: readonly Range[];
  readonly forwardedHeader: ForwardedHeader;
  readonly secretsFile: string;
  /** Whether a missing secrets file is made at start: only where nobody else can reach the address (CR-1). */
  readonly mayCreateSecrets: boolean;
  readonly logLevel: LogLevel;
  readonly brand: string;
  /** The company's colour in place of ours; null: ours. */
  readonly brandColours: BrandColours | null;
  readonly logo: Logo | null;
  /** Where people turn to when the product cannot help them. */
  readonly supportContact: { readonly href: string; readonly label: string } | null;
  readonly hstsSubdomains: boolean;
  readonly loginHistoryDays: number;
  /** How long ownership of an account takes to pass, so that any owner can stop it. */
  readonly ownershipWaitHours: number;
  readonly passkeys: {
    /** The domain that passkeys are made for (RP ID). */
    readonly domain: string;
    /** The one before, whose passkeys are still taken. */
    readonly formerDomain: string | null;
    /** Other origins that may use passkeys of the domain, as its `/.well-known/webauthn` says. */
    readonly relatedOrigins: readonly string[];
    /** Pages that may hold a page of these origins in a frame (PK-4). */
    readonly topOrigins: readonly string[];
  };
  /** The company's own permissions; undefined: a registrar's. */
  readonly permissionsFile: string | undefined;
  /** Drills only: a file whose number of seconds moves the product's clock. */
  readonly clockOffsetFile: string | undefined;
  readonly passwordBlocklistFile: string | undefined;
  readonly secrets: ConnectionSecrets;
}

/** What must not be logged or shown. The keys are not here: they have a file of their own. */
interface ConnectionSecrets {
  /** Undefined: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Undefined: the built-in mailbox. */
  readonly smtpUrl: string | undefined;
  /** The first signs mails; the others are only recognised, for as long as mails signed with them are about. */
  readonly dkimKeys: readonly DkimKey[];
}

/** Everything that is wrong with the settings, in words for whoever wrote them. Repeats no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    const lines = problems.map(({ variable, words }) => `  ${variable} ${words}`);
    super(
      ['Gatehouse cannot start with these settings:', ...lines, 'docs/settings.md describes each of them.'].join('\n'),
    );
    this.problems = problems;
  }
}

type Variable = keyof typeof schema.shape;
type Values = z.output<typeof schema>;

/**
 * The environment as typed settings, the secrets apart. An empty variable counts as not set.
 * Throws a SettingsError that names all problems at once. Reads the files that `…_FILE` variables point to.
 */
export function readSettings(env: Environment): Settings {
  const problems: SettingProblem[] = [];
  const texts = { ...DEFAULTS, ...withoutEmpty(env), ...readSecretFiles(env, problems) };
  const values: Partial<Values> = {};
  for (const [variable, rule] of Object.entries(schema.shape)) {
    const result = rule.safeParse(texts[variable]);
    if (result.success) Object.assign(values, { [variable]: result.data });
    else problems.push(...result.error.issues.map(({ message }) => ({ variable, words: message })));
  }
  const refused = new Set(problems.map(({ variable }) => variable.replace(/_FILE$/, '')));
  problems.push(...problemsBetween(values, (variable) => !refused.has(variable)));
  if (problems.length > 0) throw new SettingsError(problems);
  return settingsOf(schema.parse(texts));
}

/** Rules that need several variables. One whose variables are wrong in themselves is left for the next start. */
function problemsBetween(values: Partial<Values>, isKnown: (variable: Variable) => boolean): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const say = (variable: Variable, words: string) => problems.push({ variable, words });
  const where = (['PUBLIC_URL', 'PORT', 'HOST'] as const).every(isKnown) ? whereabouts(values) : null;
  if (!where) return problems;
  const needsMailbox = isKnown('SMTP_URL') && values.SMTP_URL === undefined;
  if (needsMailbox && !where.isTrial) {
    say(
      'SMTP_URL',
      'is missing: people need mails to sign up and get back in. For a trial on this machine alone the built-in mailbox ' +
        'does without, if PUBLIC_URL begins with http://localhost and HOST is localhost',
    );
  }
  if (isKnown('MAIL_FROM') && values.MAIL_FROM === undefined && !where.isOnlyHere) {
    say('MAIL_FROM', 'is missing: the address that mails come from, such as Example Accounts <no-reply@example.com>');
  }
  const { hostname, origin } = where.publicUrl;
  const isRelated = (values.PASSKEY_RELATED_ORIGINS ?? []).includes(origin);
  for (const variable of ['PASSKEY_DOMAIN', 'PASSKEY_FORMER_DOMAIN'] as const) {
    const domain = values[variable];
    if (domain === undefined || isRelated || isPasskeyDomainOf(hostname, domain)) continue;
    say(variable, 'is neither the host of PUBLIC_URL nor a part of it: name that origin in PASSKEY_RELATED_ORIGINS');
  }
  if (values.CLOCK_OFFSET_FILE !== undefined && !(needsMailbox && where.isTrial)) {
    say('CLOCK_OFFSET_FILE', 'moves the clock and with it every deadline: only for drills with the built-in mailbox');
  }
  return problems;
}

/** `isTrial`: the built-in mailbox may be used. `isOnlyHere`: nobody but this machine can come by this address. */
function whereabouts({ PUBLIC_URL, PORT, HOST = '' }: Partial<Values>) {
  const publicUrl = PUBLIC_URL ?? new URL(`http://localhost:${PORT}`);
  const listensHere = isLoopback(HOST);
  return {
    publicUrl,
    isTrial: listensHere && publicUrl.protocol === 'http:' && publicUrl.hostname === 'localhost',
    isOnlyHere: listensHere && isLoopback(publicUrl.hostname),
  };
}

function settingsOf(values: Values): Settings {
  const { publicUrl, isOnlyHere } = whereabouts(values);
  const mailFrom = values.MAIL_FROM ?? { name: null, address: 'no-reply@localhost' };
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl,
    secureCookies: publicUrl.protocol === 'https:',
    dataDir: values.DATA_DIR,
    mailFrom: { name: mailFrom.name ?? values.BRAND_NAME, address: mailFrom.address },
    mailbox: values.SMTP_URL === undefined,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    forwardedHeader: values.FORWARDED_HEADER,
    secretsFile: values.SECRETS_FILE ?? join(values.DATA_DIR, 'secrets', 'key-ring.json'),
    mayCreateSecrets: isOnlyHere,
    logLevel: values.LOG_LEVEL,
    brand: values.BRAND_NAME,
    brandColours: values.BRAND_COLOUR ?? null,
    logo: values.BRAND_LOGO ?? null,
    supportContact: values.SUPPORT_CONTACT ?? null,
    hstsSubdomains: values.HSTS_SUBDOMAINS,
    loginHistoryDays: values.LOGIN_HISTORY_DAYS,
    ownershipWaitHours: values.OWNERSHIP_WAIT_HOURS,
    passkeys: {
      domain: values.PASSKEY_DOMAIN ?? publicUrl.hostname,
      formerDomain: values.PASSKEY_FORMER_DOMAIN ?? null,
      relatedOrigins: values.PASSKEY_RELATED_ORIGINS ?? [],
      topOrigins: values.PASSKEY_TOP_ORIGINS ?? [],
    },
    permissionsFile: values.PERMISSIONS_FILE,
    clockOffsetFile: values.CLOCK_OFFSET_FILE,
    passwordBlocklistFile: values.PASSWORD_BLOCKLIST_FILE,
    secrets: { databaseUrl: values.DATABASE_URL, smtpUrl: values.SMTP_URL, dkimKeys: values.DKIM_KEYS ?? [] },
  };
}
