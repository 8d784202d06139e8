import type { Page } from '@playwright/test';
import { enter, expect, type Person, signIn, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import type { Words } from './words.ts';

const PAGE = '/security/ip-restriction';
const ELSEWHERE = '203.0.113.5';

/** From the page without a list to the list on trial. */
async function turnOn(page: Page, { ipRestriction }: Words): Promise<void> {
  await page.goto(PAGE);
  await page.getByRole('button', { name: ipRestriction('here-add') }).click();
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(ipRestriction('done-provisional'), { exact: true })).toBeVisible();
}

/** `14:58`, with words before it. */
function secondsIn(text: string | null): number {
  const [, minutes, seconds] = /(\d+):(\d\d)$/.exec(text ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

async function prove(page: Page, { sessions }: Words, { password }: Person): Promise<void> {
  await page.getByLabel(sessions('step-up-password'), { exact: true }).fill(password);
  await page
    .getByRole('main')
    .getByRole('button', { name: sessions('act-/security/ip-restriction/confirm') })
    .click();
}

test('I restrict my account to my address, see what that would have refused, and confirm from a second browser', async ({
  page,
  words,
  customer,
  address,
  anotherBrowser,
  mailbox,
}) => {
  const { ipRestriction, overview } = words;
  const before = await anotherBrowser({ address: ELSEWHERE });
  await enter(before, words, customer);
  await enter(page, words, customer);
  await page
    .getByRole('main')
    .getByRole('link', { name: overview('ip-restriction'), exact: true })
    .click();
  await expect(page.getByRole('heading', { name: ipRestriction('title'), level: 1 })).toBeVisible();
  await expect(page.getByText(address).first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: ipRestriction('here-add') }).click();
  const what = ipRestriction('what-networks', { count: 1 });
  await expect(page.getByText(ipRestriction('replay-refused', { refused: 1, total: 2, what }))).toBeVisible();
  await expect(page.getByRole('img', { name: ipRestriction('chart-label', { allowed: 1, refused: 1 }) })).toBeVisible();
  await expect(page.getByRole('button', { name: ipRestriction('add-label', { range: ELSEWHERE }) })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(ipRestriction('done-provisional'), { exact: true })).toBeVisible();
  const left = page.getByText(/^\D*1[45]:\d\d$/);
  await expect(left).toBeVisible();
  const atFirst = secondsIn(await left.textContent());
  // It counts by itself, a second for a second.
  await expect.poll(async () => atFirst - secondsIn(await left.textContent())).toBeGreaterThanOrEqual(2);
  await expectAccessible(page);
  await mailbox.mailTo(customer.email, ipRestriction('changed-subject', { brand: 'Gatehouse' }));

  // The session that was elsewhere has stopped.
  await before.goto('/security');
  await expect(before.getByRole('heading', { name: ipRestriction('elsewhere-title') })).toBeVisible();
  await expectAccessible(before);

  const second = await anotherBrowser({ address });
  await enter(second, words, customer);
  await second.goto(PAGE);
  await second.getByRole('button', { name: ipRestriction('confirm') }).click();
  await expect(second.getByText(ipRestriction('done-active'), { exact: true })).toBeVisible();

  const stranger = await anotherBrowser({ address: ELSEWHERE });
  await signIn(stranger, words, customer);
  await expect(stranger.getByRole('heading', { name: words.signIn('not-allowed-title') })).toBeVisible();
  await expectAccessible(stranger);
  await mailbox.mailTo(customer.email, ipRestriction('refused-subject'));
});

test('I make a mistake: the list that refuses me takes itself back', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { ipRestriction } = words;
  await enter(page, words, customer);
  await page.goto(PAGE);
  const [range] = await page.getByLabel(ipRestriction('field-range')).all();
  await range?.fill('203.0.113.7/24');
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  const message = ipRestriction('range-host-bits', { suggestion: '203.0.113.0/24' });
  await expect(page.getByText(message)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(ipRestriction('field-range')).first().fill('203.0.113.0/24');
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await expect(page.getByText(ipRestriction('not-here-title'))).toBeVisible();
  await page.getByRole('button', { name: ipRestriction('turn-on-anyway') }).click();
  await expect(page.getByText(ipRestriction('not-here-needed'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: ipRestriction('not-here-confirm') }).check();
  await page.getByRole('button', { name: ipRestriction('turn-on-anyway') }).click();
  await expect(page.getByRole('heading', { name: ipRestriction('elsewhere-title') })).toBeVisible();

  await product.passTime(15 * 60 + 1);
  await page.goto('/security');
  await expect(page.getByText(words.overview('ip-restriction-reverted'), { exact: true })).toBeVisible();
  await page.goto(PAGE);
  await expect(page.getByText(ipRestriction('reverted-title'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await mailbox.mailTo(customer.email, ipRestriction('reverted-subject', { brand: 'Gatehouse' }));
});

test('I am outside my list, and open the address I am at with password, backup code and mail', async ({
  page,
  words,
  customer,
  anotherBrowser,
  mailbox,
}) => {
  const { ipRestriction, twoFactor, recovery } = words;
  await enter(page, words, customer);
  await page.goto(PAGE);
  await page.getByRole('button', { name: ipRestriction('codes-make') }).click();
  const code =
    (await page
      .getByText(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/)
      .first()
      .textContent()) ?? '';
  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  await turnOn(page, words);
  await page.getByRole('button', { name: ipRestriction('confirm') }).click();
  await prove(page, words, customer);
  await page.getByRole('main').getByRole('button').first().click();
  await expect(page.getByText(ipRestriction('done-active'), { exact: true })).toBeVisible();

  const hotel = await anotherBrowser({ address: '203.0.113.40' });
  await signIn(hotel, words, customer);
  await hotel.getByRole('link', { name: words.signIn('not-allowed-way') }).click();
  await expect(hotel.getByRole('heading', { name: recovery('ask-outside-title') })).toBeVisible();
  await expectAccessible(hotel);
  await hotel.getByLabel(recovery('ask-email')).fill(customer.email);
  await hotel.getByRole('button', { name: recovery('ask-submit') }).click();
  await mailbox.mailTo(customer.email, recovery('mail-code-subject', { brand: 'Gatehouse' }));
  const mail = (await mailbox.mailsTo(customer.email)).find(({ text }) => /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.test(text));
  const mailed = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(mail?.text ?? '')?.[0] ?? '';
  await hotel.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(mailed);
  await hotel.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await expect(hotel.getByText(recovery('proof-outside'))).toBeVisible();
  await expectAccessible(hotel);
  await hotel.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await hotel.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(hotel.getByText(recovery('proof-outside-code'))).toBeVisible();
  await hotel.getByLabel(recovery('proof-backup-code'), { exact: true }).fill(code);
  await hotel.getByRole('button', { name: recovery('proof-backup-code-submit') }).click();
  await expect(hotel.getByRole('heading', { name: recovery('opened-title') })).toBeVisible();
  await expectAccessible(hotel);
  await enter(hotel, words, customer);
  await mailbox.mailTo(customer.email, ipRestriction('opened-subject', { brand: 'Gatehouse' }));
});

test('Without JavaScript I set a list, prove that it is me, and keep it', async ({
  words,
  customer,
  address,
  anotherBrowser,
}) => {
  const { ipRestriction } = words;
  const page = await anotherBrowser({ address, javaScriptEnabled: false });
  await enter(page, words, customer);
  await turnOn(page, words);
  await page.getByRole('button', { name: ipRestriction('confirm') }).click();
  await prove(page, words, customer);
  await page.getByRole('main').getByRole('button').first().click();
  await expect(page.getByText(ipRestriction('done-active'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: ipRestriction('remove') }).click();
  await expect(page.getByText(ipRestriction('done-off'), { exact: true })).toBeVisible();
});

test('I only watch for a week, and see who would have been refused', async ({
  page,
  words,
  customer,
  anotherBrowser,
}) => {
  const { ipRestriction } = words;
  await enter(page, words, customer);
  await page.goto(PAGE);
  await page.getByRole('button', { name: ipRestriction('here-add') }).click();
  await page.getByRole('button', { name: ipRestriction('watch') }).click();
  await expect(page.getByText(ipRestriction('done-watching'), { exact: true })).toBeVisible();
  await enter(await anotherBrowser({ address: ELSEWHERE }), words, customer);
  await page.goto(PAGE);
  const what = ipRestriction('what-networks', { count: 1 });
  await expect(page.getByText(ipRestriction('replay-refused', { refused: 1, total: 1, what }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: ipRestriction('watching-stop') }).click();
  await expect(page.getByText(ipRestriction('state-off'), { exact: true })).toBeVisible();
});
