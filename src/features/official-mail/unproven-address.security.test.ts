/*
 * Somebody types another's address wherever one can be typed, as a stranger and as a user who has a code, and waits for a
 * mail in which an anti-phishing code stands: there it would be read by whom it does not belong to (NM-4).
 */
import { describe, expect, test } from 'vitest';
import { addAddress, codeTo } from '../../../test/address-scenes.ts';
import { openHouse } from '../../../test/house.ts';
import { invite, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { ask, ownerWithPhone } from '../recovery/testing.ts';
import { findTemplates } from './testing/find-templates.ts';

const house = await openHouse();
const PHRASE = 'kestrel zinnia 4711';
let last = 0;
const nobodys = () => `nobodys-${++last}@elsewhere.test`;

async function withPhrase(): Promise<Visitor> {
  const visitor = await signedInCustomer(house);
  must(200, await visitor.post('/security/anti-phishing-code', { phrase: PHRASE }));
  return visitor;
}

/** Somebody who gave up the address that is returned. */
async function leaveAddress(): Promise<string> {
  const owner = await withPhrase();
  const left = owner.email;
  const email = nobodys();
  must(202, await owner.post('/personal-information/email', { email }));
  must(200, await owner.post('/personal-information/email/confirm', { code: await codeTo(house, email) }));
  return left;
}

interface Sending {
  template: string;
  /** Has a mail sent, and tells where it went. */
  send(): Promise<string>;
}

const TO_NOBODY: Record<string, Sending> = {
  'a sign-up': {
    template: 'verify-address',
    async send() {
      const email = nobodys();
      must(202, await house.visitor({ email }).signUp());
      return email;
    },
  },
  'a sign-up in the browser of a user': {
    template: 'verify-address',
    async send() {
      const email = nobodys();
      const { password } = await withPhrase();
      must(202, await (await withPhrase()).post('/sign-up', { email, password, name: 'x' }));
      return email;
    },
  },
  'one more address': {
    template: 'address-code',
    async send() {
      const address = nobodys();
      must(202, await (await withPhrase()).post('/personal-information/addresses', { address }));
      return address;
    },
  },
  'another sign-in address': {
    template: 'address-code',
    async send() {
      const email = nobodys();
      must(202, await (await withPhrase()).post('/personal-information/email', { email }));
      return email;
    },
  },
  'a sign-up with an address that somebody gave up': {
    template: 'address-reserved',
    async send() {
      const email = await leaveAddress();
      must(202, await house.visitor({ email }).signUp());
      return email;
    },
  },
  'a change to an address that somebody gave up': {
    template: 'address-reserved',
    async send() {
      const email = await leaveAddress();
      must(202, await (await withPhrase()).post('/personal-information/email', { email }));
      return email;
    },
  },
  'an invitation': {
    template: 'invitation',
    async send() {
      const email = nobodys();
      await invite(house, await withPhrase(), email, 'auditor');
      return email;
    },
  },
  'an invitation to the second address of a user, who signs in with another': {
    template: 'invitation',
    async send() {
      const address = await addAddress(house, await withPhrase());
      await invite(house, await withPhrase(), address, 'auditor');
      return address;
    },
  },
};

const TO_OWNER: Record<string, Sending> = {
  'a sign-up with the address': {
    template: 'address-taken',
    async send() {
      const { email } = await withPhrase();
      must(202, await house.visitor({ email }).signUp());
      return email;
    },
  },
  'somebody who wants it as a sign-in address': {
    template: 'address-tried',
    async send() {
      const { email } = await withPhrase();
      must(202, await (await signedInCustomer(house)).post('/personal-information/email', { email }));
      return email;
    },
  },
  'a forgotten password': {
    template: 'reset-password',
    async send() {
      const { email } = await withPhrase();
      must(202, await house.visitor().post('/forgot-password', { email }));
      return email;
    },
  },
  'a recovery': {
    template: 'recovery-code',
    async send() {
      const { visitor, phone, email } = await ownerWithPhone(house);
      must(200, await visitor.signIn());
      must(200, await visitor.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
      must(200, await visitor.post('/security/anti-phishing-code', { phrase: PHRASE }));
      await ask(visitor.elsewhere());
      return email;
    },
  },
  'an invitation to a user': {
    template: 'invitation',
    async send() {
      const { email } = await withPhrase();
      await invite(house, await signedInCustomer(house), email, 'auditor');
      return email;
    },
  },
};

/** The newest mail to an address, with the template it was made from. */
async function newest(email: string) {
  const mail = (await house.mailsTo(email)).at(-1);
  const { rows } = await house.database.pool.query('select template from official_mails where number = $1', [
    mail?.headers['X-Message-Number'],
  ]);
  return { text: mail?.text ?? '', html: mail?.html ?? '', template: rows[0]?.template };
}

describe('a mail to an address that is not proven to be its reader’s has neither code nor box:', () => {
  test.each(Object.entries(TO_NOBODY))('%s', async (_, { template, send }) => {
    const mail = await newest(await send());
    expect(mail.template).toBe(template);
    expect(mail.html).not.toContain('class="m-box"');
    expect(mail.text).not.toContain('-'.repeat(32));
    expect(mail.text + mail.html).not.toMatch(/anti-phishing/i);
    expect(mail.text + mail.html).not.toContain(PHRASE);
  });
});

describe('a mail that a stranger causes to a proven address has the code of its owner:', () => {
  test.each(Object.entries(TO_OWNER))('%s', async (_, { template, send }) => {
    const mail = await newest(await send());
    expect(mail.template).toBe(template);
    for (const part of [mail.text, mail.html]) expect(part.split(PHRASE)).toHaveLength(2);
  });
});

test('no template that somebody can ask for is left out of this', async () => {
  const asked = (await findTemplates()).filter(({ kind }) => kind === 'on-request').map(({ name }) => name);
  const sent = [...Object.values(TO_NOBODY), ...Object.values(TO_OWNER)].map(({ template }) => template);
  expect(new Set(sent)).toEqual(new Set(asked));
});
