import { afterAll, describe, expect, test } from 'vitest';
import { addAddress, codeTo } from '../../../test/address-scenes.ts';
import { enrolPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { linkIn, tokenIn } from '../../../test/link-in.ts';
import { addPasskey } from '../../../test/passkey-device.ts';
import { idOf, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { SECOND } from '../../foundations/clock.ts';
import type { KeptMail } from '../../foundations/mail-transport/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { mailedCode, prove, resetPassword, undo } from '../recovery/testing.ts';

type Kind = Parameters<CommitSecurityChange>[1]['kind'];

/** A kind that is not among them does not compile. */
const EVERY_KIND = {
  'password-changed': true,
  'password-reset': true,
  'password-closed': true,
  'login-alerts-changed': true,
  'two-factor-enabled': true,
  'two-factor-disabled': true,
  'app-added': true,
  'app-replaced': true,
  'app-removed': true,
  'backup-codes-renewed': true,
  'passkey-added': true,
  'passkey-removed': true,
  'passkey-asked-enabled': true,
  'passkey-asked-disabled': true,
  'passkey-only-enabled': true,
  'passkey-only-disabled': true,
  'address-changed': true,
  'notification-address-added': true,
  'notification-address-removed': true,
  'anti-phishing-code-set': true,
  'anti-phishing-code-changed': true,
  'anti-phishing-code-removed': true,
  'ip-restriction-changed': true,
  'ip-restriction-removed': true,
  'address-opened': true,
  'recovery-completed': true,
  'recovery-wait-changed': true,
  'account-changed': true,
  'change-undone': true,
} satisfies Record<Kind, true>;

const house = await openHouse();
const SECURITY = '/security';
const NEW_PASSWORD = 'nine grey otters sleeping';
const seen = new Set<string>();

/** Somebody with two addresses that mails about security go to. */
class Owner {
  readonly id: string;
  readonly visitor: Visitor;
  readonly second: string;
  /** The newest mail about a change that the second address got. */
  mail: KeptMail | undefined;

  constructor(id: string, visitor: Visitor, second: string) {
    this.id = id;
    this.visitor = visitor;
    this.second = second;
  }

  static async withTwoAddresses(): Promise<Owner> {
    const visitor = await signedInCustomer(house);
    const id = await idOf(visitor);
    const second = await addAddress(house, visitor);
    return new Owner(id, visitor, second);
  }

  /** Does it, and sees that it was one change of this kind, with one mail to each address, each with a way to object. */
  async change(kind: Kind, act: () => Promise<unknown>, addresses = [this.visitor.email, this.second]): Promise<void> {
    const before = await this.#aboutChanges(addresses);
    const journal = await this.#journal();
    house.clock.advance(SECOND);
    await act();
    expect((await this.#journal()).slice(journal.length), kind).toEqual([kind]);
    const mails = await this.#aboutChanges(addresses);
    const fresh = mails.map((all, place) => all.slice(before[place]?.length));
    expect(
      fresh.map(({ length }) => length),
      `${kind}: mails to each of ${addresses}`,
    ).toEqual(addresses.map(() => 1));
    const numbers = fresh.flat().map(({ headers }) => headers['X-Message-Number']);
    expect(new Set(numbers).size).toBe(addresses.length);
    expect(new Set(fresh.flat().map(({ subject }) => subject)).size).toBe(1);
    this.mail = fresh[addresses.indexOf(this.second)]?.[0];
    seen.add(kind);
    // The mail to the second address alone leads to the page, for whoever is signed in nowhere (NM-2).
    expect((await house.visitor().page(linkIn(this.mail, '/objections/'))).status, kind).toBe(200);
  }

  /** Objects as the reader of the second address, who is signed in nowhere: every session ends. */
  async object(): Promise<void> {
    const link = linkIn(this.mail, '/objections/');
    must(200, await house.visitor().post(link));
    expect((await this.visitor.get('/session')).status).toBe(401);
  }

  /** One after the other: the first look has the mails sent. */
  async #aboutChanges(addresses: readonly string[]): Promise<KeptMail[][]> {
    const found: KeptMail[][] = [];
    for (const address of addresses) {
      const mails = await house.mailsTo(address);
      found.push(mails.filter(({ text, to }) => to === address && text.includes('/objections/')));
    }
    return found;
  }

  async #journal(): Promise<string[]> {
    const { rows } = await house.database.pool.query<{ kind: string }>(
      'select kind from security_journal where user_id = $1 order by at, id',
      [this.id],
    );
    return rows.map(({ kind }) => kind);
  }
}

describe('every change to what protects a user is told once to each of two addresses, and either can object:', () => {
  test('the anti-phishing code, alerts, the wait of a recovery, addresses', async () => {
    const visitor = await signedInCustomer(house);
    const owner = new Owner(await idOf(visitor), visitor, visitor.email.replace('@', '-second@'));
    const { second } = owner;
    await owner.change('notification-address-added', () => addAddress(house, visitor));
    const code = `${SECURITY}/anti-phishing-code`;
    const post = async (path: string, body: object = {}) => must(200, await visitor.post(path, body));
    await owner.change('anti-phishing-code-set', () => post(code, { phrase: 'otter lantern 42' }));
    await owner.change('anti-phishing-code-changed', () => post(code, { phrase: 'heron candle 17' }));
    await owner.change('anti-phishing-code-removed', () => post(`${code}/remove`));
    await owner.change('login-alerts-changed', () => post(`${SECURITY}/login-alerts`, { mode: 'off' }));
    await owner.change('recovery-wait-changed', () => post(`${SECURITY}/recovery`, { waitDays: '5' }));
    await owner.change('account-changed', () => post('/account', { name: 'Another name' }));
    await owner.change('notification-address-removed', () =>
      post('/personal-information/addresses/remove', { address: second }),
    );
    await owner.object();
  });

  test('the sign-in address, of which the one left behind hears as well', async () => {
    const owner = await Owner.withTwoAddresses();
    const { visitor, second } = owner;
    const email = visitor.email.replace('@', '-new@');
    must(202, await visitor.post('/personal-information/email', { email }));
    const code = await codeTo(house, email);
    const change = async () => must(200, await visitor.post('/personal-information/email/confirm', { code }));
    await owner.change('address-changed', change, [visitor.email, second, email]);
    await owner.object();
  });

  test('the authenticator apps and the backup codes', async () => {
    const owner = await Owner.withTwoAddresses();
    const { visitor } = owner;
    const path = `${SECURITY}/two-factor`;
    const appsOf = async (): Promise<{ id: string; name: string }[]> => (await visitor.get(path)).json.apps;
    await owner.change('two-factor-enabled', () => enrolPhone(house, visitor, { name: 'First' }));
    await owner.change('app-added', () => enrolPhone(house, visitor, { name: 'Second' }));
    const [replaced] = await appsOf();
    await owner.change('app-replaced', () => enrolPhone(house, visitor, { name: 'Third', replaces: replaced?.id }));
    const [removed] = await appsOf();
    await owner.change('app-removed', async () => must(200, await visitor.post(`${path}/apps/${removed?.id}/remove`)));
    must(201, await visitor.post(`${path}/backup-codes`));
    await owner.change('backup-codes-renewed', async () => must(200, await visitor.post(`${path}/backup-codes/saved`)));
    await owner.change('two-factor-disabled', async () => must(200, await visitor.post(`${path}/disable`)));
    await owner.object();
  });

  test('the passkeys, and the recovery of whoever signs in with them alone', async () => {
    const owner = await Owner.withTwoAddresses();
    const { visitor } = owner;
    const ask = async (path: string, enabled: boolean) =>
      must(200, await visitor.post(`${SECURITY}/${path}`, { enabled }));
    await owner.change('passkey-added', () => addPasskey(visitor));
    await owner.change('passkey-asked-enabled', () => ask('passkeys/second-factor', true));
    await owner.change('passkey-asked-disabled', () => ask('passkeys/second-factor', false));
    const codes = must(201, await visitor.post(`${SECURITY}/two-factor/backup-codes`)).json.backupCodes;
    must(200, await visitor.post(`${SECURITY}/two-factor/backup-codes/saved`));
    await owner.change('passkey-only-enabled', () => ask('passkey-only', true));
    await owner.change('passkey-only-disabled', () => ask('passkey-only', false));
    const { row } = await addPasskey(visitor);
    await owner.change('passkey-removed', async () =>
      must(200, await visitor.post(`${SECURITY}/passkeys/${row}/remove`)),
    );
    await ask('passkey-only', true);
    const outside = visitor.elsewhere();
    must(202, await outside.post('/recovery', { email: visitor.email, lost: 'passkey' }));
    must(200, await prove(outside, 'mailed-code', await mailedCode(house, visitor.email)));
    await owner.change('recovery-completed', async () => must(200, await prove(outside, 'backup-code', codes[0])));
    await owner.object();
  });

  test('the list of addresses, and the way back from outside of it', async () => {
    const owner = await Owner.withTwoAddresses();
    const { visitor } = owner;
    const list = `${SECURITY}/ip-restriction`;
    const entries = [{ range: `${visitor.address}/32` }];
    const codes = must(201, await visitor.post(`${SECURITY}/two-factor/backup-codes`)).json.backupCodes;
    must(200, await visitor.post(`${SECURITY}/two-factor/backup-codes/saved`));
    const set = async () => must(200, await visitor.post(list, { entries }));
    await owner.change('ip-restriction-changed', set);
    await owner.change('ip-restriction-removed', async () => must(200, await visitor.post(`${list}/remove`)));
    await set();
    const outside = visitor.elsewhere({ address: '203.0.113.9' });
    must(202, await outside.post('/recovery', { email: visitor.email, lost: 'address' }));
    must(200, await prove(outside, 'mailed-code', await mailedCode(house, visitor.email)));
    must(200, await prove(outside, 'password', visitor.password));
    await owner.change('address-opened', async () => must(200, await prove(outside, 'backup-code', codes[0])));
    await owner.object();
  });

  test('the password, changed, taken back, chosen anew by mail, closed', async () => {
    const owner = await Owner.withTwoAddresses();
    const { visitor, second } = owner;
    const alerts = (await house.mailsTo(visitor.email)).filter(({ text }) => text.includes('/not-me/'));
    const former = visitor.password;
    const change = { current: former, password: NEW_PASSWORD };
    await owner.change('password-changed', async () => must(200, await visitor.post(`${SECURITY}/password`, change)));
    const token = linkIn(owner.mail, '/objections/').split('/').at(-1) ?? '';
    await owner.change('change-undone', async () => must(200, await undo(house.visitor(), token, 'password', former)));
    await owner.change('password-reset', () => resetPassword(house, visitor, 'eleven red foxes dancing'));
    expect(alerts).toHaveLength(1);
    must(200, await visitor.signIn());
    // The alert of this sign-in reached the second address as well; its link closes the password, signed out (NM-2).
    const alert = (await house.mailsTo(second)).findLast(({ text }) => text.includes('/not-me/'));
    const stranger = house.visitor();
    expect((await stranger.page(linkIn(alert, '/not-me/'))).status).toBe(200);
    await owner.change('password-closed', async () =>
      must(200, await stranger.post(`/not-me/${tokenIn(alert, 'not-me')}`)),
    );
    expect((await visitor.get('/session')).status).toBe(401);
  });
});

afterAll(() => {
  expect([...seen].sort()).toEqual(Object.keys(EVERY_KIND).sort());
});
