import type { House } from './house.ts';
import { must } from './team.ts';
import type { Visitor } from './visitor.ts';

/** The code in the newest mail to an address. */
export async function codeTo(house: House, address: string): Promise<string> {
  const text = (await house.mailsTo(address)).at(-1)?.text ?? '';
  const code = /^([A-Z2-7]{5}-[A-Z2-7]{5})$/m.exec(text)?.[1];
  if (code === undefined) throw new Error(`no code was mailed to ${address}`);
  return code;
}

/** What must be there for a door of a user's addresses to act: a code that was mailed, an address that was added. */
export async function addressScene(door: string, house: House, owner: Visitor): Promise<object | null> {
  const [, path = ''] = door.split(' ');
  if (!/^\/personal-information\/.*\/(confirm|remove)$/.test(path)) return null;
  const address = `${path.split('/').slice(2).join('-')}@elsewhere.test`;
  const ask = path.includes('/email/') ? '/personal-information/email' : '/personal-information/addresses';
  must(202, await owner.post(ask, ask.endsWith('/email') ? { email: address } : { address }));
  const code = await codeTo(house, address);
  if (path.endsWith('/confirm')) return { code };
  must(200, await owner.post(`${ask}/confirm`, { code }));
  return { address };
}

/** One more address for security mail, proven; the owner's session is freshly proven. */
export async function addAddress(house: House, owner: Visitor): Promise<string> {
  const address = owner.email.replace('@', '-second@');
  must(202, await owner.post('/personal-information/addresses', { address }));
  must(200, await owner.post('/personal-information/addresses/confirm', { code: await codeTo(house, address) }));
  return address;
}
