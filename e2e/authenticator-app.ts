import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect } from './browse.ts';
import type { Product } from './run-product.ts';
import type { Words } from './words.ts';

const run = promisify(execFile);
/** `npm test` says where they are. Neither is a program of ours, so that the product is not checked against itself. */
const { ZBAR_TOOLS_PATH: CAMERA = 'zbarimg', OATHTOOL_PATH: CALCULATOR = 'oathtool' } = process.env;

/** One account in an authenticator app. */
export interface Phone {
  /** What the QR code says. */
  uri: URL;
  secret: string;
  /** The code it shows now. */
  code(options?: { clockAheadSeconds?: number }): Promise<string>;
  /** The code after the one shown now: half a minute passes. */
  nextCode(): Promise<string>;
}

/** Reads the QR code off a picture of the page, as a camera does. */
export async function scan(page: Page, product: Product): Promise<Phone> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-qr-'));
  try {
    const picture = join(folder, 'page.png');
    await page.screenshot({ path: picture, fullPage: true });
    const { stdout } = await run(CAMERA, ['--quiet', '--raw', picture]);
    return phoneWith(new URL(stdout.trim()), product);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function phoneWith(uri: URL, product: Product): Phone {
  const of = (name: string) => uri.searchParams.get(name) ?? '';
  const code = async ({ clockAheadSeconds = 0 } = {}) => {
    const at = new Date((await product.now()).getTime() + clockAheadSeconds * 1000);
    const kind = `--totp=${of('algorithm')}`;
    const shape = [`--digits=${of('digits')}`, `--time-step-size=${of('period')}s`, `--now=${utc(at)}`];
    const { stdout } = await run(CALCULATOR, [kind, ...shape, '--base32', of('secret')]);
    return stdout.trim();
  };
  return {
    uri,
    secret: of('secret'),
    code,
    async nextCode() {
      await product.passTime(Number(of('period')));
      return code();
    },
  };
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Sets up an app in a fresh session, and turns two-factor on. Ends on its page. */
export async function turnOnTwoFactor(page: Page, words: Words, product: Product) {
  const { twoFactor } = words;
  await page.goto('/security/two-factor');
  await page.getByRole('button', { name: twoFactor('start') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('enrol-title') })).toBeVisible();
  const phone = await scan(page, product);
  await page.getByLabel(twoFactor('enrol-code')).fill(await phone.code());
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('codes-page-title') })).toBeVisible();
  const backupCodes = await shownCodes(page, words);
  await page.getByRole('button', { name: twoFactor('codes-saved-first') }).click();
  await expect(page.getByText(twoFactor('done-two-factor-enabled'))).toBeVisible();
  return { phone, backupCodes };
}

export function shownCodes(page: Page, words: Words): Promise<string[]> {
  return page
    .getByRole('list', { name: words.twoFactor('codes-title') })
    .getByRole('listitem')
    .allTextContents();
}

/** The second step of a sign-in, with a code of the app. */
export async function giveCode(page: Page, words: Words, code: string): Promise<void> {
  const { signIn } = words;
  await page.getByLabel(signIn('second-code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: signIn('submit'), exact: true }).click();
}

/** The second step of a sign-in, with a backup code. */
export async function giveBackupCode(page: Page, words: Words, code: string): Promise<void> {
  const { signIn } = words;
  const field = page.getByLabel(signIn('second-backup-code'), { exact: true });
  if (!(await field.isVisible())) await page.getByText(signIn('second-backup'), { exact: true }).click();
  await field.fill(code);
  await page.getByRole('button', { name: signIn('second-backup-submit') }).click();
}
