// Catalog list: narrows by text, expression and facet, keeps the state in the URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';
import { violations } from './violations.mjs';

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

/** Tells when so many rows are shown. */
const shows = (page, count) => page.waitForFunction((count) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length === count, count);

/** Opens a list whose filter bar has read the language. */
const bar = async (path = 'catalog/', options = {}) => {
  const page = await open(shared, path, options);
  const field = page.locator('[data-filter-text]');
  await field.focus();
  await page.locator('[data-filter-text][role=combobox]').waitFor();
  return { page, field };
};

test('an expression narrows the table beside the facets and stands in the address', async () => {
  const { page, field } = await bar();
  const data = await (await page.request.get(shared.url + 'api/query.json')).json();
  const wanted = data.entities.filter((entity) => entity.kind === 'Component' && entity.relations.ownedBy?.includes('group:default/payments-team'));
  assert.ok(wanted.length > 1);
  await field.fill('kind:component owner:payments-team');
  await shows(page, wanted.length);
  assert.match(await page.locator('[data-filter-count]').innerText(), new RegExp(`^${wanted.length} of ${data.entities.length} `));
  assert.equal(new URL(page.url()).searchParams.get('q'), 'kind:component owner:payments-team');
  const facet = page.locator('[data-facets] input[name=lifecycle][value=production]');
  const live = wanted.filter((entity) => entity.spec.lifecycle === 'production');
  await facet.check();
  await shows(page, live.length);
  await page.reload();
  await shows(page, live.length);
  assert.equal(await field.inputValue(), 'kind:component owner:payments-team');
  await page.context().close();
});

test('a wrong expression is told below the field, and the rows stay', async () => {
  const { page, field } = await bar();
  await field.fill('kind:api');
  await page.waitForFunction(() => document.querySelector('table[data-filter-table] tbody tr[hidden]'));
  const before = await rows(page).count();
  await field.fill('kind:api onwer:x');
  await page.locator('[data-filter-text][aria-invalid=true]').waitFor();
  assert.equal(await page.locator('[data-filter-error]').innerText(), 'Column 10: nothing is called onwer; did you mean owner?');
  assert.equal(await rows(page).count(), before);
  await field.fill('kind:api');
  await page.locator('[data-filter-text]:not([aria-invalid])').waitFor();
  assert.equal(await page.locator('[data-filter-error]').innerText(), '');
  await page.context().close();
});

test('names and values are suggested and taken by keyboard', async () => {
  const { page, field } = await bar();
  const options = page.locator('[role=option]');
  await field.pressSequentially('life');
  await options.first().waitFor();
  assert.deepEqual(await options.allInnerTexts(), ['lifecycle:']);
  await field.press('ArrowDown');
  assert.equal(await field.getAttribute('aria-activedescendant'), 'fl-0');
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'lifecycle:');
  await page.waitForFunction(() => document.querySelectorAll('[role=option]').length > 1);
  await field.pressSequentially('dep');
  await field.press('ArrowUp');
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'lifecycle:deprecated ');
  assert.equal(await field.getAttribute('aria-expanded'), 'false');
  await field.pressSequentially('-ow');
  await field.press('Escape');
  assert.equal(await options.count(), 0);
  await field.fill('kind:api ');
  assert.equal(await options.count(), 0);
  await field.press('ArrowDown');
  assert.deepEqual((await options.allInnerTexts()).slice(0, 3), ['audience:', 'description:', 'domain:']);
  await field.fill('label.');
  await options.first().waitFor();
  assert.ok((await options.allInnerTexts()).every((text) => text.endsWith(':')));
  await page.context().close();
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in the bar with its list open, ${width} pixels wide`, async () => {
    const { page, field } = await bar('catalog/component/', { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    await field.pressSequentially('owner:');
    await field.press('ArrowDown');
    await page.locator('[role=option][aria-selected=true]').waitFor();
    assert.deepEqual(await violations(page), []);
    await field.fill('onwer:x');
    await page.locator('[data-filter-text][aria-invalid=true]').waitFor();
    assert.deepEqual(await violations(page), []);
    if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/bar-${width}.png` });
    await page.context().close();
  });
}

test('without the entities the words filter as ever', async () => {
  const page = await open(shared, 'catalog/component/');
  await page.route('**/api/query.json', (route) => route.abort());
  await page.locator('[data-filter-text]').fill('ledger');
  await page.waitForFunction(() => document.querySelector('table[data-filter-table] tbody tr[hidden]'));
  assert.match(await rows(page).first().innerText(), /ledger/i);
  await page.context().close();
});
