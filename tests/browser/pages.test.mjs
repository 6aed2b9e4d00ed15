// Every page: loads with its own files alone, says nothing on the console, fits a narrow screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { KINDS, folder, open, pages, portal } from './site.mjs';

const shared = portal();

test('one page of every kind exists', () => {
  const all = new Set(pages());
  assert.deepEqual(Object.values(KINDS).filter((path) => !all.has(path)), []);
});

test('no page asks another host, writes to the console, breaks the content policy or overflows at 320 pixels', async () => {
  const context = await shared.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const faults = [];
  let at = '';
  page.on('request', (request) => {
    if (!request.url().startsWith(shared.url) && !request.url().startsWith('data:')) faults.push(`${at}: asks ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${at}: ${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => faults.push(`${at}: console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${at}: ${error}`));
  for (at of pages()) {
    // A page that only leads on is left before it can be looked at; where it leads is a page of its own.
    if (leadsOn(at)) continue;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(shared.url + at, { waitUntil: 'load' });
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${at}: ${wide} pixels too wide at 320`);
  }
  await context.close();
  assert.deepEqual(faults, []);
});

/** Tells whether a page sends its reader on at once. */
function leadsOn(path) {
  const file = path.endsWith('.html') ? path : `${path}index.html`;
  return readFileSync(join(folder(), file), 'utf8').includes('http-equiv="refresh"');
}

test('a page that does not exist answers with the way back', async () => {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(`${shared.url}catalog/default/component/nobody/`);
  assert.equal(response?.status(), 404);
  assert.equal(await page.locator('h1').count(), 1);
  await context.close();
});

test('the current section is marked in the navigation', async () => {
  const page = await open(shared, 'catalog/');
  assert.equal(await page.locator('nav[aria-label=Primary] [aria-current=page]').innerText(), 'Catalog');
  await page.context().close();
});

test('the skip link leads into the page', async () => {
  const page = await open(shared, KINDS['docs page']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await page.context().close();
});

test('tabs of the same name choose together and are kept', async () => {
  const page = await open(shared, 'docs/default/component/payments-sdk/');
  const rust = page.locator('[role=tab]', { hasText: 'Rust' });
  assert.equal(await rust.count(), 2);
  await rust.first().click();
  for (const tab of await rust.all()) assert.equal(await tab.getAttribute('aria-selected'), 'true');
  await page.reload();
  assert.equal(await rust.first().getAttribute('aria-selected'), 'true');
  await page.context().close();
});
