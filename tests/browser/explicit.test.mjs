// A site whose links name files opens from a disk, without any server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';
import { folder } from './site.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('one can walk from the home page to a page of docs', async () => {
  // Between pages on disk, which are strangers to each other, a browser skips the transition and says so.
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(String(pathToFileURL(join(folder('explicit'), 'index.html'))));
  await page.locator('nav[aria-label=Primary] a', { hasText: 'Catalog' }).click();
  await page.locator('main a', { hasText: 'Payments API' }).first().click();
  await page.waitForURL('**/catalog/default/component/payments-api/index.html');
  await page.locator('main a[href*="/docs/default/component/payments-api/"]').first().click();
  await page.waitForURL('**/docs/default/component/payments-api/**.html');
  assert.equal(await page.locator('h1').innerText(), 'Payments');
  const style = await page.evaluate(() => getComputedStyle(document.querySelector('header.bar') ?? document.body).position);
  assert.equal(style, 'sticky', 'the style sheet is applied');
  assert.deepEqual(errors, []);
  await page.close();
});
