import type { Page } from '@playwright/test';
import { enter, expect, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import type { Words } from './words.ts';
import { writeEml } from './write-eml.ts';

async function drop(page: Page, words: Words, content: string, name = 'mail.eml'): Promise<void> {
  const { officialMail } = words;
  await page.goto('/check-mail');
  const data = await page.evaluateHandle(
    ([text, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName, { type: 'message/rfc822' }));
      return transfer;
    },
    [content, name] as const,
  );
  await page.getByLabel(officialMail('check-whole-label')).dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText(officialMail('check-file-done'))).toBeVisible();
  await page.getByRole('button', { name: officialMail('check-whole-submit') }).click();
}

test('I drop a genuine and a forged mail on the page, and report the forged one', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { officialMail } = words;
  await enter(page, words, customer);
  const mail = await mailbox.mailTo(customer.email, '/not-me/');
  const genuine = writeEml(mail);
  await drop(page, words, genuine);
  await expect(page.getByText(officialMail('answer-genuine-title'))).toBeVisible();
  await expectAccessible(page);

  const forged = writeEml({
    ...mail,
    html: mail.html.replace(/href="[^"]*not-me[^"]*"/, 'href="https://account-check.example/"'),
  });
  const stranger = await anotherBrowser();
  await drop(stranger, words, forged);
  await expect(stranger.getByText(officialMail('answer-changed-title'))).toBeVisible();
  await expect(stranger.getByText('account-check.example')).toBeVisible();
  await expectAccessible(stranger);
  await stranger.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScrolling(stranger);
  await stranger.getByRole('button', { name: officialMail('report-submit') }).click();
  await expect(stranger.getByText(officialMail('reported-kept-title'))).toBeVisible();
});

test('I drop a mail of 1 MiB, and it is checked; of a larger one I am told', async ({ page, words }) => {
  const { officialMail } = words;
  const start = 'From: no-reply@localhost\r\n\r\n';
  await drop(page, words, start + '%'.repeat(1024 * 1024 - start.length));
  await expect(page.getByText(officialMail('answer-not-ours-title'))).toBeVisible();
  const [name, mimeType] = ['large.eml', 'message/rfc822'];
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.alloc(1024 * 1024 + 1, 'x') });
  await expect(page.getByText(officialMail('check-file-refused'))).toBeVisible();
});

test('A stranger looks a number up and learns the day and a masked address, not that a mail is genuine', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { officialMail } = words;
  await enter(page, words, customer);
  const number = (await mailbox.mailTo(customer.email, '/not-me/')).headers['X-Message-Number'] ?? '';
  const stranger = await anotherBrowser();
  await stranger.goto('/check-mail');
  await expectAccessible(stranger);
  await stranger.getByLabel(officialMail('check-number-label')).fill(number.toLowerCase().replaceAll('-', ' '));
  await stranger.getByRole('button', { name: officialMail('check-number-submit') }).click();
  await expect(stranger.getByText(officialMail('number-known-title'), { exact: true })).toBeVisible();
  await expect(stranger.getByText(officialMail('number-copied'))).toBeVisible();
  await expect(stranger.getByText(customer.email)).toHaveCount(0);
  await stranger.getByLabel(officialMail('check-number-label')).fill('AAAA-BBBB-CCCC-DD');
  await stranger.getByRole('button', { name: officialMail('check-number-submit') }).click();
  await expect(stranger.getByText(officialMail('number-unknown-title'))).toBeVisible();
});

test('I choose a saved mail as a file; what is no mail is told', async ({ page, words }) => {
  const { officialMail } = words;
  await page.goto('/check-mail');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.eml', mimeType: 'message/rfc822', buffer: Buffer.from([0xff, 0xfe, 0x00]) });
  await expect(page.getByText(officialMail('check-file-refused'))).toBeVisible();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('just words') });
  await expect(page.getByLabel(officialMail('check-whole-label'))).toHaveValue('just words');
  await page.getByRole('button', { name: officialMail('check-whole-submit') }).click();
  await expect(page.getByRole('alert')).toHaveText(officialMail('check-no-message'));
  await expectAccessible(page);
});
