// The front door remembers, in the reader's browser alone, their team, what they pinned and where they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';

const shared = portal();
const stats = (page) => page.locator('[data-team-stats] > *').allInnerTexts();

test('a team is picked with the keyboard and known on the next visit', async () => {
  const page = await open(shared);
  assert.equal((await stats(page)).length, 1);
  await page.locator('#team').focus();
  await page.keyboard.type('Payments');
  await page.keyboard.press('Enter');
  await page.locator('[data-team-stats] > :nth-child(5)').waitFor();
  const shown = (await stats(page)).map((text) => text.replaceAll('\n', ' '));
  assert.match(shown[0], /^Components 4 1 system$/);
  assert.match(shown[4], /^Changes \d+ since 7 May 2026$/);
  assert.equal(new URL(await page.getByRole('link', { name: 'Team page' }).getAttribute('href'), page.url()).pathname, '/portal/catalog/default/group/payments-team/');
  await page.goto(shared.url);
  await page.locator('[data-team-stats] > :nth-child(5)').waitFor();
  for (const href of await page.locator('[data-team-stats] a').evaluateAll((links) => links.map((link) => link.href))) {
    assert.equal((await page.request.get(href)).status(), 200, href);
  }
  await page.locator('#team').selectOption('');
  await page.locator('[data-team-stats] > :nth-child(2)').waitFor({ state: 'detached' });
  await page.goto(shared.url);
  assert.equal((await stats(page)).length, 1);
  await page.context().close();
});

test('what was pinned and visited stands on the front door', async () => {
  const page = await open(shared, 'catalog/default/component/payments-api/');
  const pin = page.getByRole('button', { name: 'Pin to the front door' });
  await pin.focus();
  await page.keyboard.press('Enter');
  assert.equal(await pin.getAttribute('aria-pressed'), 'true');
  await page.goto(shared.url + 'catalog/default/component/payments-api/graph/');
  await page.goto(shared.url + 'docs/default/component/payments-api/guides/idempotency/');
  await page.goto(shared.url);
  const list = (name) => page.getByRole('region', { name }).getByRole('link').allInnerTexts();
  assert.deepEqual(await list('Pinned'), ['Payments API']);
  assert.deepEqual(await list('Recently visited'), ['Retry and idempotency', 'Payments API']);
  await page.getByRole('region', { name: 'Recently visited' }).getByRole('link').first().click();
  await page.waitForURL('**/guides/idempotency/');
  await page.goto(shared.url + 'catalog/default/component/payments-api/');
  await pin.click();
  await page.goto(shared.url);
  assert.equal(await page.getByRole('region', { name: 'Pinned' }).count(), 0);
  await page.context().close();
});

test('a page is asked for ahead of the click on its link, once, and none of another host', async () => {
  const page = await open(shared);
  const link = page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Docs' });
  for (let times = 0; times < 2; times++) {
    await link.hover();
    await page.waitForTimeout(200);
    await page.mouse.move(5, 700);
  }
  assert.deepEqual(await page.locator('link[rel=prefetch]').evaluateAll((links) => links.map((to) => new URL(to.href).pathname)), ['/portal/docs/']);
  await page.context().close();
});
