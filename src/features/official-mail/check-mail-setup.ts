import { type DkimKey, dkimRecords, domainOfAddress } from '../../foundations/mail-transport/index.ts';

/** One line each; when something is wrong, what to do about it. */
export type SetupFinding =
  | { about: string; ok: true; words: string }
  | { about: string; ok: false; words: string; todo: string };

/** The texts of a name's TXT records, each joined. Throws what Node's resolver throws. */
export type ResolveTxt = (name: string) => Promise<readonly string[]>;

export interface MailSetup {
  /** The address that mails come from: envelope, From and signature all have its domain (NM-6). */
  sender: string;
  dkimKeys: readonly DkimKey[];
}

/** RFC 7208 §4.6.4. */
const MOST_SPF_LOOKUPS = 10;
const MISSING = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Whether the DNS of the sending domain lets other mail servers tell our mails from forged ones: SPF, DKIM for each key,
 * DMARC. Only asks; sends nothing.
 */
export async function checkMailSetup({ sender, dkimKeys }: MailSetup, resolve: ResolveTxt): Promise<SetupFinding[]> {
  const domain = domainOfAddress(sender);
  const findings = [checkSpf(domain, resolve), ...checkDkim(domain, dkimKeys, resolve), checkDmarc(domain, resolve)];
  return Promise.all(findings);
}

/** Null: nobody could be asked. */
async function recordsOf(name: string, resolve: ResolveTxt): Promise<readonly string[] | null> {
  try {
    return await resolve(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return MISSING.has(code) ? [] : null;
  }
}

const unknown = (about: string, name: string): SetupFinding => ({
  about,
  ok: false,
  words: `the DNS gave no answer about ${name}.`,
  todo: 'Try again; if it stays so, look at the name servers of the domain.',
});

async function checkSpf(domain: string, resolve: ResolveTxt): Promise<SetupFinding> {
  const about = 'SPF';
  const records = await recordsOf(domain, resolve);
  if (records === null) return unknown(about, domain);
  const [record, ...more] = records.filter((text) => /^v=spf1(?: |$)/i.test(text));
  const wrong = (words: string, todo: string): SetupFinding => ({ about, ok: false, words, todo });
  if (record === undefined) {
    return wrong(
      `${domain} has no record.`,
      `Publish a TXT record such as “v=spf1 include:your-mail-server.example -all” at ${domain}.`,
    );
  }
  if (more.length > 0) return wrong(`${domain} has more than one record, so none counts.`, 'Make one record of them.');
  const terms = record.toLowerCase().split(/\s+/).slice(1);
  const lookUps = terms.filter((term) =>
    /^[+?~-]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr|exists:|redirect=)/.test(term),
  ).length;
  if (lookUps > MOST_SPF_LOOKUPS)
    return wrong(`the record of ${domain} needs more than ${MOST_SPF_LOOKUPS} look-ups.`, 'Shorten it.');
  if (terms.some((term) => /^\+?all$/.test(term))) {
    return wrong(`the record of ${domain} lets everybody send in its name.`, 'End it with “-all”.');
  }
  if (!terms.some((term) => /^[~-]all$|^redirect=/.test(term))) {
    return wrong(`the record of ${domain} says nothing about servers it does not name.`, 'End it with “-all”.');
  }
  return { about, ok: true, words: `${domain} names its mail servers. Make sure that yours is one of them.` };
}

function checkDkim(domain: string, keys: readonly DkimKey[], resolve: ResolveTxt): Promise<SetupFinding>[] {
  if (keys.length > 0)
    return [...dkimRecords(domain, keys)].map(([name, record], place) => checkKey(name, record, place === 0, resolve));
  return [
    Promise.resolve({
      about: 'DKIM',
      ok: false,
      words: 'mails are not signed.',
      todo: 'Set DKIM_KEYS_FILE: a forged mail is told by its missing signature, and a forwarded mail keeps nothing else.',
    }),
  ];
}

async function checkKey(name: string, expected: string, signs: boolean, resolve: ResolveTxt): Promise<SetupFinding> {
  const about = 'DKIM';
  const records = await recordsOf(name, resolve);
  if (records === null) return unknown(about, name);
  const [record, ...more] = records;
  if (record !== undefined && more.length === 0 && keyOf(record) === keyOf(expected)) {
    return { about, ok: true, words: `${name} has our key${signs ? ', which signs mails' : ''}.` };
  }
  const words = record === undefined ? `${name} has no record` : `${name} has another record than our key`;
  if (!signs)
    return { about, ok: true, words: `${words}; it signs nothing, so publish it only before it is put in front.` };
  return {
    about,
    ok: false,
    words: `${words}: every signature of ours looks forged.`,
    todo: `Publish there as TXT: ${expected}`,
  };
}

function keyOf(record: string): string {
  return /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replace(/\s+/g, '') ?? '';
}

async function checkDmarc(domain: string, resolve: ResolveTxt): Promise<SetupFinding> {
  const about = 'DMARC';
  // The domain itself, then what is above it; a name without a dot belongs to a registry.
  for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const records = await recordsOf(`_dmarc.${name}`, resolve);
    if (records === null) return unknown(about, `_dmarc.${name}`);
    const found = records.filter((text) => /^v=DMARC1\s*(?:;|$)/.test(text));
    if (found.length > 0) return judgeDmarc(about, `_dmarc.${name}`, found, name !== domain);
  }
  return {
    about,
    ok: false,
    words: `${domain} says nothing about mails forged in its name.`,
    todo: `Publish at _dmarc.${domain} as TXT: v=DMARC1; p=quarantine; rua=mailto:you@${domain}`,
  };
}

function judgeDmarc(
  about: string,
  name: string,
  [record = '', ...more]: readonly string[],
  isAbove: boolean,
): SetupFinding {
  const wrong = (words: string, todo: string): SetupFinding => ({ about, ok: false, words, todo });
  if (more.length > 0) return wrong(`${name} has more than one record, so none counts.`, 'Make one record of them.');
  const tags = new Map(
    record.split(';').map((tag) => tag.split('=').map((part) => part.trim().toLowerCase()) as [string, string]),
  );
  const policy = (isAbove ? tags.get('sp') : undefined) ?? tags.get('p');
  if (policy === 'quarantine' || policy === 'reject') {
    return { about, ok: true, words: `${name} asks to ${policy} mails forged in its name.` };
  }
  return wrong(
    `${name} asks nobody to refuse forged mails (p=${policy ?? 'missing'}).`,
    'Once the reports show that your own mails pass, set p=quarantine, later p=reject.',
  );
}
