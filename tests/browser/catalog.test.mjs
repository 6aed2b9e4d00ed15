// Catalog list: narrows by text and by facet, keeps the state in the URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';

const shared = portal();
const rows = (page) => page.locator('table[data-filter-table] tbody tr:visible');

test('text narrows the table and stands in the address', async () => {
  const page = await open(shared, 'catalog/component/');
  const all = await rows(page).count();
  await page.locator('[data-filter-text]').fill('ledger');
  await page.waitForFunction((count) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length < count, all);
  assert.match(await rows(page).first().innerText(), /ledger/i);
  assert.equal(new URL(page.url()).searchParams.get('q'), 'ledger');
  await page.reload();
  await page.waitForFunction((count) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length < count, all);
  await page.context().close();
});

test('facets narrow the table, as many rows as the facet says', async () => {
  const page = await open(shared, 'catalog/component/');
  const facet = page.locator('[data-facets] label.facet', { hasText: 'deprecated' });
  const said = Number(await facet.locator('.n').innerText());
  await facet.locator('input').check();
  await page.waitForFunction((count) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length === count, said);
  assert.match(await rows(page).first().innerText(), /Depot terminal/);
  await page.context().close();
});

test('filtered to nothing offers the way out', async () => {
  const page = await open(shared, 'catalog/component/');
  await page.locator('[data-filter-text]').fill('zzzz');
  await page.locator('[data-filter-none]:visible').waitFor();
  await page.context().close();
});
