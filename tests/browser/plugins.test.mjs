// Plugins: what they add can be reached, filtered and found.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';

const shared = portal();

test('the menu leads to the pages of plugins, on wide screens too', async () => {
  const page = await open(shared);
  await page.locator('.menu > summary').click();
  const titles = await page.locator('.menu nav a').allInnerTexts();
  assert.deepEqual(titles.slice(-3), ['Tech radar', 'TODO comments', 'Kubernetes']);
  await page.locator('.menu nav a', { hasText: 'Tech radar' }).click();
  assert.match(page.url(), /\/tech-radar\/$/);
  assert.equal(await page.locator('.menu nav a[aria-current]').textContent(), 'Tech radar');
  await page.context().close();
});

test('a mark of the radar leads to its words', async () => {
  const page = await open(shared, 'tech-radar/');
  await page.locator('svg.radar a').first().click();
  const id = new URL(page.url()).hash.slice(1);
  assert.ok(await page.locator(`[id="${id}"]`).isVisible());
  await page.context().close();
});

test('no two marks of the radar lie on each other', async () => {
  const page = await open(shared, 'tech-radar/');
  const boxes = await page.locator('svg.radar a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().toJSON()));
  assert.ok(boxes.length > 8);
  const centre = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const close = boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => Math.hypot(centre(one)[0] - centre(other)[0], centre(one)[1] - centre(other)[1]) < 24));
  assert.deepEqual(close, []);
  await page.context().close();
});

test('TODO comments are filtered by owner and by words', async () => {
  const page = await open(shared, 'todo/');
  const rows = page.locator('[data-filter-table] tbody tr:visible');
  const all = await rows.count();
  await page.locator('input[name=owner][value=Payments]').check();
  const few = await rows.count();
  assert.ok(few > 0 && few < all, `${few} of ${all}`);
  await page.locator('[data-filter-text]').fill('acquirer');
  assert.equal(await rows.count(), 1);
  await page.locator('button[type=reset]').first().click();
  await page.waitForFunction((count) => document.querySelectorAll('[data-filter-table] tbody tr:not([hidden])').length === count, all);
  await page.context().close();
});

test('a filter of the list asks for facts', async () => {
  const page = await open(shared, 'catalog/component/');
  const rows = page.locator('[data-filter-table] tbody tr:visible');
  const all = await rows.count();
  await page.locator('[data-filter-text]').fill('facts.kubernetes.replicas>6');
  await page.waitForFunction((count) => document.querySelectorAll('[data-filter-table] tbody tr:not([hidden])').length < count, all);
  assert.deepEqual(await rows.locator('th a[href]').first().allInnerTexts(), ['Payments API']);
  await page.locator('[data-filter-text]').fill('facts.todo.cuont>1');
  await page.locator('[data-filter-error]', { hasText: 'todo.count' }).waitFor();
  await page.context().close();
});

test('the search finds technologies', async () => {
  const page = await open(shared);
  await page.keyboard.press('/');
  await page.locator('dialog.search input').pressSequentially('opentelemetry');
  const hit = page.locator('dialog.search [role=option]').first();
  await hit.waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/tech-radar\/#tr-opentelemetry$/);
  await page.context().close();
});
