/**
 * The attacker asks in the owner's name under a host of their own, in every header that could be believed, and waits for the owner
 * to follow a link that leads there: the reset link most of all. Links come from PUBLIC_URL alone.
 */
import { expect, test } from 'vitest';
import { must } from './authenticator-app.ts';
import { openHouse } from './house.ts';
import type { Answer, Visitor } from './visitor.ts';

const house = await openHouse();
const EVIL = 'evil.example';
const FORGERIES: Record<string, Record<string, string>> = {
  Host: { host: EVIL },
  'Host with a port': { host: `${EVIL}:3000` },
  'Host with our name before it': { host: `localhost:3000.${EVIL}` },
  'Host with our name as a user': { host: `localhost:3000@${EVIL}` },
  'X-Forwarded-Host': { 'x-forwarded-host': EVIL, 'x-forwarded-port': '444', 'x-forwarded-proto': 'gopher' },
  'X-Host and its kin': {
    'x-host': EVIL,
    'x-original-host': EVIL,
    'x-forwarded-server': EVIL,
    'x-http-host-override': EVIL,
  },
  Forwarded: { forwarded: `for=198.51.100.7;host=${EVIL};proto=gopher` },
  'X-Original-URL': { 'x-original-url': `https://${EVIL}/`, 'x-rewrite-url': `https://${EVIL}/` },
};

const whole = ({ headers, text }: Answer): string => `${JSON.stringify([...headers])}\n${text}`;

/** Everything that sends a link, or leads on. */
async function walk(forged: Record<string, string>): Promise<{ visitor: Visitor; answers: Answer[] }> {
  const visitor = house.visitor();
  const { email, password, name } = visitor;
  const post = (path: string, body: object) => visitor.post(path, body, forged);
  const answers = [await post('/sign-up', { email, password, name })];
  const mail = (await house.mailsTo(email)).at(-1);
  const token = /verify-address\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
  // Whatever the server makes of the forged request, the person signs up in the end.
  if (token === undefined) must(202, await visitor.signUp());
  const link = /verify-address\?token=([\w-]+)/.exec((await house.mailsTo(email)).at(-1)?.text ?? '')?.[1];
  must(200, await visitor.post('/verify-address', { token: link }));
  answers.push(await post('/forgot-password', { email }), await post('/recovery', { email, lost: 'second-factor' }));
  answers.push(await post('/sign-up', { email, password, name }), await post('/sign-in', { email, password }));
  for (const path of ['/', '/sign-in', '/security', '/guide', '/no-such-page', '/account']) {
    answers.push(await visitor.get(path, { accept: 'text/html', ...forged }), await visitor.get(path, forged));
    answers.push(await house.visitor().get(path, { accept: 'text/html', ...forged }));
  }
  return { visitor, answers };
}

test.each(Object.entries(FORGERIES))('%s is in no link, neither of a mail nor of an answer', async (_, forged) => {
  const { visitor, answers } = await walk(forged);
  for (const answer of answers) expect(whole(answer)).not.toMatch(/evil\.example|gopher|:444/);
  const mails = await house.mailsTo(visitor.email);
  for (const { text, html } of mails) {
    expect(text + html).not.toMatch(/evil\.example|gopher|:444/);
    for (const link of [...text.matchAll(/^https?:.*$/gm), ...html.matchAll(/(?<=href=")[^"]*/g)].map(String)) {
      expect(link).toMatch(/^(http:\/\/localhost:3000\/|mailto:)/);
    }
  }
  // As without the header: the reset link, the alert and the rest have gone out, or nothing would be proven.
  expect(mails.length).toBeGreaterThanOrEqual(4);
});
