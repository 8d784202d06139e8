import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dkimRecords } from '../../foundations/mail-transport/index.ts';
import { checkMailSetup } from './check-mail-setup.ts';

const newKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const dkimKeys = [
  { selector: 'a2026', privateKey: newKey() },
  { selector: 'b2027', privateKey: newKey() },
];
const DOMAIN = 'mail.example.com';
const [[firstName = '', firstRecord = ''] = [], [secondName = '', secondRecord = ''] = []] = dkimRecords(
  DOMAIN,
  dkimKeys,
);

const GOOD: Record<string, string[]> = {
  [DOMAIN]: ['google-site-verification=x', 'v=spf1 include:_spf.mailer.example ip4:203.0.113.0/24 -all'],
  [firstName]: [firstRecord],
  [secondName]: [secondRecord.replace('p=', 'p= ').replace('k=rsa', 'k=rsa; t=s')],
  [`_dmarc.${DOMAIN}`]: ['v=DMARC1; p=reject; rua=mailto:dmarc@example.com'],
};

async function check(changed: Record<string, string[] | 'broken'>, keys = dkimKeys) {
  const names = { ...GOOD, ...changed };
  const findings = await checkMailSetup({ sender: `no-reply@${DOMAIN}`, dkimKeys: keys }, async (name) => {
    const found = names[name];
    if (found === 'broken') throw Object.assign(new Error('x'), { code: 'ESERVFAIL' });
    if (found === undefined || found.length === 0) throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    return found;
  });
  const wrong = findings.flatMap((finding) =>
    finding.ok ? [] : [`${finding.about}: ${finding.words} ${finding.todo}`],
  );
  return { findings, wrong };
}

it('a domain whose records let others tell our mails from forged ones passes', async () => {
  const { findings, wrong } = await check({});
  expect(wrong).toEqual([]);
  expect(findings.map(({ about }) => about)).toEqual(['SPF', 'DKIM', 'DKIM', 'DMARC']);
});

describe('what is wrong is named, with what to do', () => {
  it.each([
    ['no SPF', { [DOMAIN]: [] }, /^SPF: .*no record.*v=spf1/],
    ['two SPF records', { [DOMAIN]: ['v=spf1 -all', 'v=spf1 mx -all'] }, /^SPF: .*more than one/],
    ['an SPF that lets everybody send', { [DOMAIN]: ['v=spf1 mx +all'] }, /^SPF: .*everybody/],
    ['an SPF that lets everybody send, shortly', { [DOMAIN]: ['v=spf1 all'] }, /^SPF: .*everybody/],
    ['an SPF without an end', { [DOMAIN]: ['v=spf1 mx ?all'] }, /^SPF: .*says nothing/],
    [
      'an SPF that is too long to follow',
      { [DOMAIN]: [`v=spf1 ${'include:x.example '.repeat(11)}-all`] },
      /^SPF: .*look-ups/,
    ],
    ['something that only resembles SPF', { [DOMAIN]: ['v=spf10 -all'] }, /^SPF: .*no record/],
    ['no DKIM record', { [firstName]: [] }, /^DKIM: .*no record.*TXT: v=DKIM1; k=rsa; p=MII/],
    ['the record of another key', { [firstName]: [secondRecord] }, /^DKIM: .*another record/],
    ['a withdrawn key', { [firstName]: ['v=DKIM1; p='] }, /^DKIM: .*another record/],
    ['no DMARC', { [`_dmarc.${DOMAIN}`]: [] }, /^DMARC: .*says nothing.*_dmarc\.mail\.example\.com/],
    ['a DMARC that asks for nothing', { [`_dmarc.${DOMAIN}`]: ['v=DMARC1; p=none'] }, /^DMARC: .*p=none/],
    [
      'two DMARC records',
      { [`_dmarc.${DOMAIN}`]: ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] },
      /^DMARC: .*more than one/,
    ],
    ['name servers that fail', { [DOMAIN]: 'broken' as const }, /^SPF: .*no answer/],
    ['name servers that fail on the key', { [firstName]: 'broken' as const }, /^DKIM: .*no answer/],
    ['name servers that fail on the policy', { [`_dmarc.${DOMAIN}`]: 'broken' as const }, /^DMARC: .*no answer/],
  ])('%s', async (_, changed, said) => {
    const { wrong } = await check(changed);
    expect(wrong).toEqual([expect.stringMatching(said)]);
  });

  it('no key at all', async () => {
    expect((await check({}, [])).wrong).toEqual([expect.stringMatching(/^DKIM: mails are not signed.*DKIM_KEYS_FILE/)]);
  });
});

it('a key that does not sign yet may be missing, so that it can be prepared or withdrawn', async () => {
  const { wrong, findings } = await check({ [secondName]: [] });
  expect(wrong).toEqual([]);
  expect(findings[2]?.words).toContain('before it is put in front');
});

it('the policy of the domain above counts for the one below, with what it says about those', async () => {
  const above = (record: string) => check({ [`_dmarc.${DOMAIN}`]: [], '_dmarc.example.com': [record] });
  expect((await above('v=DMARC1; p=reject')).wrong).toEqual([]);
  expect((await above('v=DMARC1; p=reject; sp=none')).wrong).toEqual([expect.stringContaining('p=none')]);
  expect((await above('v=DMARC1; p=none; sp=quarantine')).wrong).toEqual([]);
});
