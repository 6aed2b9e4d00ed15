// Colours: follow the system until the reader chooses, and keep the choice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';

const shared = portal();
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the system decides', async () => {
  const seen = [];
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(shared, '', { colorScheme });
    seen.push(await background(page));
    await page.context().close();
  }
  assert.notEqual(seen[0], seen[1]);
});

test('a chosen theme survives navigation', async () => {
  const page = await open(shared, '', { colorScheme: 'light' });
  const light = await background(page);
  const toggle = page.locator('[data-theme-toggle]');
  for (let turn = 0; turn < 3 && (await page.locator('html').getAttribute('data-theme')) !== 'dark'; turn++) await toggle.click();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.match((await toggle.getAttribute('aria-label')) ?? '', /dark/);
  const dark = await background(page);
  assert.notEqual(dark, light);
  await page.goto(`${shared.url}catalog/`);
  assert.equal(await background(page), dark);
  await page.context().close();
});
