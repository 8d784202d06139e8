import { GUIDE_TOPICS, topicPath } from '../src/features/security-guide/guide-topics.ts';
import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('I read every page of the guide without signing in', async ({ page, words, lang }) => {
  await page.goto('/guide');
  await expect(page.getByRole('heading', { name: words.guide('title') })).toBeVisible();
  await expectAccessible(page);
  for (const topic of GUIDE_TOPICS) {
    await page.goto('/guide');
    await page.getByRole('main').getByRole('link', { name: topic.goal[lang] }).click();
    await expect(page).toHaveURL(topicPath(topic));
    await expect(page.getByRole('heading', { level: 1, name: topic.title[lang] })).toBeVisible();
    await expectAccessible(page);
  }
});

test('From each setting I come to its guide page and back to the setting', async ({ page, words, lang, customer }) => {
  await enter(page, words, customer);
  for (const topic of GUIDE_TOPICS) {
    if (topic.setting === null) continue;
    await page.goto(topic.setting.path);
    await page
      .getByRole('main')
      .locator(`a[href="${topicPath(topic)}"]`)
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1, name: topic.title[lang] })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: topic.setting.label[lang] }).first().click();
    await expect(page).toHaveURL(topic.setting.path);
  }
});
