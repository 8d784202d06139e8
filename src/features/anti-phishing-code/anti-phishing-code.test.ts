import { describe, expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const PATH = '/security/anti-phishing-code';

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  await visitor.signIn();
  return visitor;
}

async function newestMail(visitor: Visitor) {
  const mail = (await house.mailsTo(visitor.email)).at(-1);
  if (!mail) throw new Error('no mail');
  return mail;
}

describe('the code', () => {
  test('stands in both parts of every mail after it is set, and the mail about it is the first', async () => {
    const anna = await signedIn();
    expect((await newestMail(anna)).text).toContain(PATH);
    expect((await anna.post(PATH, { phrase: 'otter lantern 42' })).json).toEqual({ isSet: true });
    const notice = await newestMail(anna);
    expect(notice.subject).toContain('anti-phishing code');
    await anna.post('/forgot-password', { email: anna.email });
    for (const mail of [notice, await newestMail(anna)]) {
      expect([mail.text.includes('otter lantern 42'), mail.html.includes('otter lantern 42')]).toEqual([true, true]);
    }
  });

  test('when it changes, the mail about it shows the old one, the next mail the new', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: 'otter lantern 42' });
    await anna.post(PATH, { phrase: 'heron candle 17' });
    const notice = await newestMail(anna);
    expect(notice.text).toContain('otter lantern 42');
    expect(notice.text + notice.html).not.toContain('heron candle 17');
    await anna.elsewhere().signIn();
    const next = await newestMail(anna);
    expect(next.text).toContain('heron candle 17');
    expect(next.text + next.html).not.toContain('otter lantern 42');
  });

  test('when it is removed, the mail about it still shows it, and the next invites to choose one', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: 'otter lantern 42' });
    expect((await anna.post(`${PATH}/remove`)).json).toEqual({ isSet: false });
    expect((await newestMail(anna)).text).toContain('otter lantern 42');
    await anna.elsewhere().signIn();
    const next = await newestMail(anna);
    expect(next.text + next.html).not.toContain('otter lantern 42');
    expect(next.text).toContain(PATH);
  });

  test('is one code, however it is typed: what is the same already changes nothing and tells nobody', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: 'caf\u00e9 bleu 42' });
    const { length } = await house.mailsTo(anna.email);
    expect((await anna.post(PATH, { phrase: ' cafe\u0301  bleu 42' })).status).toBe(200);
    expect(await house.mailsTo(anna.email)).toHaveLength(length);
    expect((await anna.post(`${PATH}/show`)).json).toEqual({ phrase: 'caf\u00e9 bleu 42' });
  });

  test('appears in the history under its own name, and in the journal without a word of it', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: 'otter lantern 42' });
    await anna.post(PATH, { phrase: 'heron candle 17' });
    await anna.post(`${PATH}/remove`);
    const { events } = (await anna.get('/security/login-history')).json;
    expect(events.slice(0, 3).map(({ kind }: { kind: string }) => kind)).toEqual([
      'anti-phishing-code-removed',
      'anti-phishing-code-changed',
      'anti-phishing-code-set',
    ]);
    const { rows } = await house.database.pool.query(
      'select before_value, after_value, sealed_before is null as nothing_before from security_journal where user_id = $1 order by at, id',
      [(await anna.get('/session')).json.user.id],
    );
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual({ before_value: { isSet: false }, after_value: { isSet: true }, nothing_before: true });
    expect(rows).toContainEqual({
      before_value: { isSet: true },
      after_value: { isSet: false },
      nothing_before: false,
    });
  });

  test('of two changes at once each is told, with the one before it', async () => {
    const anna = await signedIn();
    const phrases = ['otter lantern 42', 'heron candle 17', 'velvet drum 88'];
    const answers = await Promise.all(phrases.map((phrase) => anna.post(PATH, { phrase })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const notices = (await house.mailsTo(anna.email)).filter(({ subject }) => subject.includes('anti-phishing code'));
    expect(notices).toHaveLength(3);
    expect(notices.filter(({ text }) => phrases.some((phrase) => text.includes(phrase)))).toHaveLength(3);
  });
});

describe('the page', () => {
  test('proposes a code that one press takes', async () => {
    const anna = await signedIn();
    const page = (await anna.page(PATH)).text;
    const proposal = /name="phrase" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(proposal).toMatch(/^\p{L}+ \p{L}+ \d{2}$/u);
    const taken = await anna.form(PATH, { phrase: proposal });
    expect([taken.status, taken.headers.get('location')]).toEqual([303, `${PATH}?done=set`]);
    expect((await anna.get(PATH)).json).toEqual({ isSet: true, since: house.clock.now().toISOString() });
  });

  test('says at the field what is wrong, keeps what was typed, and changes nothing', async () => {
    const anna = await signedIn();
    const refused = await anna.form(PATH, { phrase: 'visit lantern.example' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="visit lantern.example"');
    expect(refused.text).toContain('aria-invalid="true"');
    expect((await anna.get(PATH)).json.isSet).toBe(false);
    const { json } = await anna.post(PATH, { phrase: `otter${' lantern'.repeat(5)}` });
    expect(json.errors).toEqual([{ field: 'phrase', code: 'too-long', message: expect.any(String) }]);
  });

  test('asks for the proof before anything is typed, and shows the code after it', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: 'otter lantern 42' });
    house.clock.advance(11 * MINUTE);
    const before = (await anna.page(PATH)).text;
    expect(before).not.toContain('id="field-phrase"');
    expect(before).not.toContain('otter lantern 42');
    const asked = await anna.form(`${PATH}/show`, {});
    expect(asked.status).toBe(403);
    expect(asked.text).toContain('action="/step-up"');
    await anna.post('/step-up', { method: 'password', password: anna.password });
    const shown = await anna.form(`${PATH}/show`, {});
    expect(shown.text).toContain('otter lantern 42');
    expect(shown.text).toContain('id="field-phrase"');
  });
});

test('an undo puts an earlier code back, or none, and the mails follow', async () => {
  const anna = await signedIn();
  const userId = (await anna.get('/session')).json.user.id;
  await anna.post(PATH, { phrase: 'otter lantern 42' });
  const restore = (phrase: string | null) =>
    house.database.transaction((tx) => house.parts.antiPhishingCode.restorePhrase(tx, userId, phrase));
  await restore('heron candle 17');
  expect((await anna.post(`${PATH}/show`)).json).toEqual({ phrase: 'heron candle 17' });
  await restore(null);
  expect((await anna.post(`${PATH}/show`)).json).toEqual({ phrase: null });
});
