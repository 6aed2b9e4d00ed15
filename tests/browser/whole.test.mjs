// A list that is cut into pages: scripts filter and sort all of it, and without scripts every page is there.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build, portal } from './site.mjs';

const COUNT = 1_100;
const work = mkdtempSync(join(tmpdir(), 'whole-'));

const shared = portal(() => {
  const repository = join(work, 'repository');
  mkdirSync(repository);
  const name = (number) => `part-${String(number).padStart(4, '0')}`;
  const component = (number) => `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name(number)}, description: 'Does <${number}>.', tags: [t${number % 7}] }\nspec: { type: ${number % 2 ? 'service' : 'library'}, lifecycle: ${number % 3 ? 'production' : 'deprecated'}, owner: team-${number % 10} }\n`;
  const team = (number) => `---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: team-${number} }\nspec: { type: team, children: [] }\n`;
  const all = [...Array(COUNT).keys()].map(component).concat([...Array(10).keys()].map(team));
  writeFileSync(join(repository, 'catalog-info.yaml'), all.join(''));
  writeFileSync(join(work, 'views.yaml'), "views: { odd: { filter: 'type:service', columns: [facts.debt.points, ownedBy] } }\n");
  const plugin = join(work, 'debt');
  mkdirSync(plugin);
  writeFileSync(join(plugin, 'plugin.yaml'), "name: debt\ntitle: Debt\ncollect:\n  debts: { own: debts.yaml, documents: '.debts[]', attach: [{ tag: '[.tag]' }] }\nfacts:\n  points: { title: Points, jq: '.records.debts[0].points' }\n");
  writeFileSync(join(plugin, 'debts.yaml'), 'debts: [{ tag: t0, points: 5 }, { tag: t3, points: 40 }]\n');
  writeFileSync(join(work, 'vestibule.yaml'), 'site: { title: Whole }\nsources: [{ path: repository }]\nviews: views.yaml\nplugins: [./debt]\n');
  return build(work);
});
after(() => rmSync(work, { recursive: true, force: true }));

const open = async (path, options = {}) => {
  const page = await (await shared.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(shared.url + path);
  return page;
};
const names = (page) => page.locator('table[data-filter-table] tbody tr:visible th a').allInnerTexts();
const says = (page, words) => page.locator('[data-filter-count]', { hasText: words }).waitFor();

test('what stands on a later page is found, and its row says the same as there', async () => {
  const page = await open('catalog/component/page/11/');
  const there = await page.locator('tr', { hasText: 'part-1033' }).innerText();
  await page.goto(shared.url + 'catalog/component/');
  await says(page, '100 of 1,100 components');
  await page.locator('[data-filter-text]').focus();
  await page.locator('[data-filter-text][role=combobox]').waitFor();
  await page.keyboard.type('part-103 owner:team-3');
  await says(page, '1 of 1,100');
  assert.deepEqual(await names(page), ['part-1033']);
  assert.equal(await page.locator('tr', { hasText: 'part-1033' }).innerText(), there);
  const hrefs = await page.locator('tbody a').evaluateAll((links) => links.map((link) => new URL(link.getAttribute('href') ?? '', location.href).href));
  for (const href of new Set(hrefs)) assert.equal((await page.request.get(href)).status(), 200, href);
  await page.locator('[data-filter-text]').fill('');
  await says(page, '100 of 1,100 components');
  await page.waitForTimeout(400);
  assert.equal(await page.locator('tbody tr').count(), 100);
  await page.context().close();
});

test('facets and orders are those of the whole list, and stay in the address', async () => {
  const page = await open('catalog/component/');
  assert.equal(await page.locator('label.facet', { hasText: 'deprecated' }).locator('.n').innerText(), '367');
  await page.locator('label.facet', { hasText: 'deprecated' }).click();
  await says(page, '367 of 1,100');
  await page.locator('a[data-sort=name]').click();
  await page.waitForFunction(() => document.querySelector('tbody tr a')?.textContent === 'part-1098');
  assert.equal(new URL(page.url()).search, '?lifecycle=deprecated&sort=-name');
  await page.reload();
  await says(page, '367 of 1,100');
  await page.waitForFunction(() => document.querySelector('tbody tr a')?.textContent === 'part-1098');
  await page.locator('a[data-sort=owner]').click();
  await page.waitForFunction(() => document.querySelector('tbody tr .owner')?.textContent === 'team-0');
  await page.context().close();
});

test('a view filters what it finds', async () => {
  const page = await open('views/odd/');
  await page.locator('[data-filter-text]').fill('part-000');
  await says(page, '5 of 550');
  assert.deepEqual(await names(page), ['part-0001', 'part-0003', 'part-0005', 'part-0007', 'part-0009']);
  await page.context().close();
});

test('a view sorts and filters by what a plugin found out', async () => {
  const page = await open('views/odd/');
  const cells = async () => (await page.locator('tbody tr:visible').first().locator('td').allInnerTexts()).slice(-2);
  await page.locator('a[data-sort=debtpoints]').click();
  await page.waitForFunction(() => document.querySelector('tbody tr td:nth-last-child(2)')?.textContent === '5');
  await page.locator('a[data-sort=debtpoints]').click();
  await page.waitForFunction(() => document.querySelector('tbody tr td:nth-last-child(2)')?.textContent === '40');
  await page.locator('[data-filter-text]').fill('part-1095');
  await says(page, '1 of 550');
  assert.deepEqual(await cells(), ['40', 'team-5']);
  await page.locator('[data-filter-text]').fill('');
  await page.locator('label.facet', { hasText: '40' }).click();
  await says(page, `${[...Array(COUNT).keys()].filter((number) => number % 2 && number % 7 === 3).length} of 550`);
  await page.context().close();
});

test('without scripts the pages hold everything', async () => {
  const page = await open('catalog/component/', { javaScriptEnabled: false });
  const seen = [];
  for (;;) {
    seen.push(...await page.locator('tbody th a').allTextContents());
    const next = page.getByRole('link', { name: 'Next' });
    if (!await next.count()) break;
    await page.goto(new URL(await next.getAttribute('href') ?? '', page.url()).href);
  }
  assert.equal(new Set(seen).size, COUNT);
  await page.context().close();
});
