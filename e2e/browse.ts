import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Locale } from '../src/foundations/i18n/index.ts';
import { linkIn, type Mailbox, openMailbox } from './mailbox.ts';
import { type Product, runProduct } from './run-product.ts';
import { watchBrowser } from './watch-browser.ts';
import { type Words, wordsIn } from './words.ts';

export { expect } from '@playwright/test';

export interface Person {
  email: string;
  password: string;
  name: string;
}

interface PerWorker {
  /** One for each worker, so that moving its clock disturbs no other test. */
  product: Product;
}

interface PerTest {
  lang: Locale;
  words: Words;
  mailbox: Mailbox;
  /** The address this test's browser comes from; no two tests share a network. */
  address: string;
  /** Somebody whom the product does not know yet. */
  person: Person;
  /** Somebody who has signed up and confirmed the address; not signed in. */
  customer: Person;
  /** Another browser: no cookie, its own address. Watched like the first. */
  anotherBrowser(options?: { address?: string; javaScriptEnabled?: boolean }): Promise<Page>;
}

let networks = 0;
/** The range set aside for tests of network devices (RFC 2544): 512 networks. */
const newAddress = () => `198.18.${networks++ % 256}.7`;

export const test = base.extend<PerTest, PerWorker>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures that are needed from this pattern
    async ({}, use) => {
      const product = await runProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ product }, use) => use(product.origin),
  lang: async ({ locale }, use) => use(locale?.startsWith('fr') ? 'fr' : 'en'),
  words: async ({ lang }, use) => use(wordsIn(lang)),
  mailbox: async ({ product }, use) => use(openMailbox(product.origin)),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  address: async ({}, use) => use(newAddress()),
  extraHTTPHeaders: async ({ address }, use) => use({ 'x-forwarded-for': address }),

  context: async ({ context, product }, use) => {
    const watch = watchBrowser(context, product.origin);
    await use(context);
    watch.expectClean();
  },

  anotherBrowser: async ({ browser, contextOptions, product, locale, timezoneId, viewport, hasTouch }, use) => {
    const opened: { context: BrowserContext; watch: ReturnType<typeof watchBrowser> }[] = [];
    await use(async ({ address = newAddress(), javaScriptEnabled = true } = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: product.origin,
        ...(locale ? { locale } : {}),
        ...(timezoneId ? { timezoneId } : {}),
        viewport,
        hasTouch,
        javaScriptEnabled,
        extraHTTPHeaders: { 'x-forwarded-for': address },
      });
      opened.push({ context, watch: watchBrowser(context, product.origin) });
      return context.newPage();
    });
    for (const { context, watch } of opened) {
      watch.expectClean();
      await context.close();
    }
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  person: async ({}, use) => use(newPerson()),

  customer: async ({ product, mailbox, lang, timezoneId }, use) => {
    const customer = newPerson();
    await makeCustomer({ product, mailbox, customer, lang, timeZone: timezoneId ?? 'UTC' });
    await use(customer);
  },
});

export function newPerson(): Person {
  const id = randomBytes(4).toString('hex');
  return { email: `camille-${id}@example.test`, password: `velours ${id} tambour orage`, name: 'Camille Martin' };
}

/** By the JSON face of the same doors, for tests whose sentence begins later. */
export async function makeCustomer(request: {
  product: Product;
  mailbox: Mailbox;
  customer: Person;
  lang: Locale;
  timeZone: string;
}): Promise<void> {
  const { product, mailbox, customer, lang, timeZone } = request;
  const address = newAddress();
  const cookies = await post(product, address, '/sign-up', { ...customer, locale: lang, timeZone });
  const link = linkIn(await mailbox.mailTo(customer.email, '/verify-address'), '/verify-address');
  const token = new URL(link, product.origin).searchParams.get('token');
  await post(product, address, '/verify-address', { token }, cookies);
}

async function post(product: Product, address: string, path: string, body: object, cookie = ''): Promise<string> {
  const answer = await fetch(product.origin + path, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      origin: product.origin,
      'x-forwarded-for': address,
      cookie,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Fills in the sign-in form and sends it. */
export async function signIn(page: Page, words: Words, { email, password }: Pick<Person, 'email' | 'password'>) {
  const { signIn } = words;
  await page.goto('/sign-in');
  await page.getByLabel(signIn('email')).fill(email);
  await page.getByLabel(signIn('password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: signIn('submit'), exact: true }).click();
}

export async function signOut(page: Page, words: Words): Promise<void> {
  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  await expect(page.getByText(words.signIn('signed-out'))).toBeVisible();
}

/** Signs in and stands on the overview. */
export async function enter(page: Page, words: Words, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await signIn(page, words, person);
  await page.waitForURL('/security');
}
