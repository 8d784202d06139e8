import { beforeEach, expect, test } from 'vitest';
import { must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey, customerWithPasskey, signInWithPasskey } from '../../../test/passkey-device.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

/*
 * The owner has left the password behind and lost every passkey. The attacker reads the owner's mail, or sits in a session of
 * theirs for ten minutes. The owner comes back, and the attacker neither comes in nor shuts the owner out.
 */

const house = await openHouse();
const { clock } = house;

beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
  clock.advance(MINUTE);
});

async function passkeyOnly() {
  const { visitor, passkey } = await customerWithPasskey(house);
  const codes: string[] = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  must(200, await visitor.post('/security/passkey-only', { enabled: true }));
  return { visitor, passkey, codes };
}

const objectionIn = (text: string | undefined) => /\/objections\/([\w-]+)/.exec(text ?? '')?.[1];

async function mailedCode(email: string): Promise<string> {
  const mail = (await house.mailsTo(email)).findLast(({ text }) => /\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/.test(text));
  return /\b([A-Z2-7]{5}-[A-Z2-7]{5})\b/.exec(mail?.text ?? '')?.[1] ?? '';
}

async function askAndProveMail(owner: Visitor): Promise<void> {
  must(202, await owner.post('/recovery', { email: owner.email, lost: 'passkey' }));
  const code = await mailedCode(owner.email);
  must(200, await owner.post('/recovery/proof', { method: 'mailed-code', code }));
}

test('a backup code and a mailed code bring the owner back at once, with the password as it was', async () => {
  const { visitor, passkey, codes } = await passkeyOnly();
  const owner = visitor.elsewhere();
  expect((await owner.signIn()).status).toBe(401);
  await askAndProveMail(owner);
  expect((await owner.post('/recovery/proof', { method: 'backup-code', code: codes[0] })).json.next).toBe('done');
  expect((await signInWithPasskey(visitor.elsewhere(), passkey)).status).toBe(401);
  expect((await visitor.get('/session')).status).toBe(401);
  must(200, await owner.signIn());
  expect((await owner.get('/security/passkeys')).json).toMatchObject({ passkeys: [], passkeyOnly: false });
});

async function beginWait(owner: Visitor): Promise<void> {
  await askAndProveMail(owner);
  const waiting = await owner.post('/recovery/proof', { method: 'password', password: owner.password });
  expect(waiting.json.next).toBe('waiting');
  expect((await owner.signIn()).status).toBe(401);
}

async function waitAMonth(): Promise<void> {
  clock.advance(31 * DAY);
  await house.parts.jobs.runPending();
}

test('the old password and a mailed code bring the owner back, but only after the wait', async () => {
  const { visitor } = await passkeyOnly();
  const owner = visitor.elsewhere();
  await beginWait(owner);
  await waitAMonth();
  must(200, await owner.signIn());
});

test('who has the mailbox and the old password waits in vain when the owner signs in with a senior passkey', async () => {
  const { visitor, passkey } = await passkeyOnly();
  clock.advance(8 * DAY);
  const thief = visitor.elsewhere();
  await beginWait(thief);
  must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  await waitAMonth();
  expect((await thief.signIn()).status).toBe(401);
  must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
});

test('a read mailbox alone opens nothing', async () => {
  const { visitor, passkey } = await passkeyOnly();
  const thief = house.visitor();
  thief.email = visitor.email;
  await askAndProveMail(thief);
  clock.advance(31 * DAY);
  await house.parts.jobs.runPending();
  expect((await thief.post('/sign-in', { email: visitor.email, password: visitor.password })).status).toBe(401);
  must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
});

test('whoever had ten minutes in a session and made it theirs is undone with what stood before', async () => {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  clock.advance(DAY);
  const thief = visitor.elsewhere();
  must(200, await thief.signIn());
  const theirs = await addPasskey(thief);
  must(200, await thief.post('/security/passkeys/second-factor', { enabled: true }));
  must(201, await thief.post('/security/two-factor/backup-codes'));
  must(200, await thief.post('/security/two-factor/backup-codes/saved'));
  must(200, await thief.post('/security/passkey-only', { enabled: true }));
  expect((await visitor.elsewhere().signIn()).status).toBe(401);

  const added = (await house.mailsTo(visitor.email)).find(({ subject }) => /passkey was added/i.test(subject));
  const token = objectionIn(added?.text);
  const owner = visitor.elsewhere();
  must(200, await owner.post(`/objections/${token}`));
  const undone = await owner.post(`/objections/${token}/undo`, { method: 'password', password: visitor.password });
  expect(undone.json).toEqual({ state: 'undone' });
  expect((await signInWithPasskey(house.visitor(), theirs)).status).toBe(401);
  must(200, await owner.signIn());
});

test('an objection makes the passkey it is about young again, and no other', async () => {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  const passkey = await addPasskey(visitor);
  clock.advance(8 * DAY);
  const later = visitor.elsewhere();
  must(200, await signInWithPasskey(later, passkey));
  const young = await addPasskey(later);
  const mails = await house.mailsTo(visitor.email);
  const token = objectionIn(mails.findLast(({ subject }) => /passkey was added/i.test(subject))?.text);
  clock.advance(DAY);
  must(200, await house.visitor().post(`/objections/${token}`));
  const seniority = async (id: string) =>
    (await house.database.pool.query('select senior_from, doubted from passkeys where id = $1', [id])).rows[0];
  expect(await seniority(young.row)).toEqual({ senior_from: clock.now(), doubted: true });
  expect((await seniority(passkey.row)).doubted).toBe(false);
});

test('a choice that was taken back is as it was before, and a later choice stays', async () => {
  const { visitor } = await customerWithPasskey(house);
  const codes: string[] = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  clock.advance(MINUTE);
  must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
  must(200, await visitor.post('/security/passkey-only', { enabled: true }));
  const linkOf = async (words: RegExp) =>
    objectionIn((await house.mailsTo(visitor.email)).find(({ subject }) => words.test(subject))?.text);
  const undo = async (token: string | undefined, code: string | undefined) => {
    const owner = visitor.elsewhere();
    must(200, await owner.post(`/objections/${token}`));
    must(200, await owner.post(`/objections/${token}/undo`, { method: 'password', password: visitor.password }));
    return owner.post(`/objections/${token}/undo`, { method: 'backup-code', code });
  };
  expect((await undo(await linkOf(/only passkeys open/i), codes[0])).json).toEqual({ state: 'undone' });
  expect((await visitor.elsewhere().signIn()).json.next).toBe('second-factor');
  expect((await undo(await linkOf(/asked for after the password/i), codes[1])).json).toEqual({ state: 'undone' });
  expect((await visitor.elsewhere().signIn()).json).toEqual({ next: 'done' });
});
