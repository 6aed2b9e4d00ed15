// What a reader does, done with the keyboard alone, at a desk and on a phone; every stop on the way is seen, framed and named.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAt, learn, reach } from './keys.mjs';
import { KINDS, portal } from './site.mjs';

const shared = portal();

/** Opens a page for somebody without a pointer. */
async function sit(viewport, path, options = {}) {
  const context = await shared.browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
  await learn(context);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(shared.url + path);
  return page;
}

/** Presses a key and waits for the page that it leads to. */
const follow = (page, url, key = 'Enter') => Promise.all([page.waitForURL(url), page.keyboard.press(key)]);
const rows = (page) => page.locator('table[data-filter-table] tbody tr:visible');
const shows = (page, count) => page.waitForFunction((count) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length === count, count);
const active = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '');

/** Opens what a narrow screen keeps behind a control. */
async function unfold(page, isNarrow, words) {
  if (!isNarrow) return;
  await reach(page, '.fold > summary', words);
  await page.keyboard.press('Enter');
}

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  const isNarrow = viewport.width < 900;
  const walk = (name, path, steps, options = {}) => test(`${name}, ${viewport.width} pixels wide`, async () => {
    const page = await sit(viewport, path, options);
    await steps(page);
    await page.context().close();
  });

  walk('the front door', KINDS.home, async (page) => {
    await reach(page, '.skip');
    await page.keyboard.press('Enter');
    // From there on, the first stop is within the page.
    await reach(page, 'main input[type=search]', 'Search');
    await reach(page, '#team');
    await page.keyboard.type('Payments');
    await page.locator('[data-team-stats] > :nth-child(5)').waitFor();
    await reach(page, '[data-team-page] a');
    await reach(page, '[data-team-stats] a', 'Components');
    await reach(page, '#team', '', 'Shift+Tab');
    await page.keyboard.press('Home');
    await page.locator('[data-team-stats] > :nth-child(2)').waitFor({ state: 'detached' });
    await reach(page, '.room h3 a', 'Payments');
    await reach(page, '.room li a', 'Card payments');
    await reach(page, 'section[aria-labelledby=h-news] a');
    await reach(page, 'section[aria-labelledby=h-docs] a.t');
    await follow(page, '**/docs/**');
    await page.goto(shared.url);
    await reach(page, 'section[aria-labelledby=h-visits] a');
    await follow(page, '**/docs/**');
  });

  walk('the search dialog', KINDS.catalog, async (page) => {
    await reach(page, '[data-search-open]');
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog.search'), options = dialog.locator('[role=option]');
    await dialog.locator('input').waitFor();
    await page.keyboard.type('ledger');
    await options.first().waitFor();
    assert.ok(await dialog.locator('[role=status]').isVisible(), 'the number of results is told');
    assert.equal(await dialog.getByRole('region', { name: 'Preview' }).isVisible(), !isNarrow);
    // Tab stays within the dialog, but for the browser's own controls.
    for (let step = 0; step < 24; step++) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest('dialog.search')), await active(page));
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await isAt(page, '[data-search-open]'), await active(page));
    // A pill narrows the results, and keeps the focus.
    await page.keyboard.press('Control+k');
    await dialog.locator('input').waitFor();
    await page.keyboard.type('payments');
    await dialog.locator('[data-kind-only]').nth(1).waitFor();
    await reach(page, '[data-kind-only=api]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('dialog.search [aria-pressed=true][data-kind-only=api]'));
    await reach(page, 'dialog.search input', '', 'Shift+Tab');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await follow(page, '**/catalog/default/api/payments/**');
    await page.keyboard.press('/');
    await dialog.locator('input').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), false);
  });

  walk('the search goes to pages of the portal, and does what is asked', KINDS.home, async (page) => {
    const dialog = page.locator('dialog.search'), options = dialog.locator('[role=option]');
    const ask = async (text) => {
      await page.keyboard.press('Control+k');
      await dialog.locator('input').waitFor();
      await page.keyboard.type(text);
      await page.waitForFunction((text) => document.querySelector('dialog.search [aria-selected=true]')?.textContent?.toLowerCase().includes(text), text.replace('> ', ''));
    };
    await ask('heal');
    assert.ok(await options.count() > 1, 'what is found stands below');
    await follow(page, '**/health/');
    await ask('> tech');
    assert.deepEqual(await options.allInnerTexts(), ['Tech radar']);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await ask('> theme');
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=light]').waitFor();
    assert.equal(await dialog.isVisible(), false);
    await ask('> keys');
    await page.keyboard.press('Enter');
    await page.locator('dialog.keys').waitFor();
  });

  walk('the list of keys, and life without single ones', KINDS['docs page'], async (page) => {
    const keys = page.locator('dialog.keys'), search = page.locator('dialog.search');
    await page.keyboard.press('?');
    await keys.waitFor();
    await reach(page, 'dialog.keys input');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    for (const key of ['/', '?', 'n', 'p']) await page.keyboard.press(key);
    await page.waitForTimeout(100);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.ok(page.url().endsWith(KINDS['docs page']), page.url());
    // The choice holds on the next page, and can be taken back there.
    await page.goto(shared.url + KINDS.catalog);
    assert.equal(await page.locator('kbd:visible').count(), 0, 'no hint at a key that does nothing');
    await page.keyboard.press('/');
    await page.keyboard.press('Control+k');
    await search.locator('input').waitFor();
    await reach(page, '[data-keys]');
    await page.keyboard.press('Enter');
    await keys.waitFor();
    await reach(page, 'dialog.keys input');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    assert.ok(await isAt(page, '[data-keys]'), await active(page));
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await search.waitFor();
    await page.goto(shared.url + KINDS.search);
    await page.keyboard.press('?');
    await keys.waitFor();
    assert.ok(await isAt(page, 'dialog.keys button'), await active(page));
    await page.keyboard.press('Enter');
    await keys.waitFor({ state: 'hidden' });
  });

  walk('a list is filtered, sorted and left', KINDS['catalog of a kind'], async (page) => {
    const all = await rows(page).count();
    await unfold(page, isNarrow, 'Filters');
    await reach(page, '[data-facets] input[name=lifecycle][value=deprecated]');
    await page.keyboard.press('Space');
    await page.waitForFunction((all) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length < all, all);
    const few = await rows(page).count();
    await reach(page, '[data-facets] button[type=reset]');
    await page.keyboard.press('Enter');
    await shows(page, all);
    await reach(page, '[data-facets] input[name=lifecycle][value=deprecated]', '', 'Shift+Tab');
    await page.keyboard.press('Space');
    await shows(page, few);
    await reach(page, 'a[download]', 'CSV');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    await reach(page, '[data-filter-text]');
    await page.locator('[data-filter-text][role=combobox]').waitFor();
    await page.keyboard.type('own');
    await page.locator('#fl [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('[data-filter-text]').inputValue(), 'owner:');
    await page.keyboard.press('Escape');
    await page.locator('#fl').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await shows(page, few);
    await reach(page, 'a[data-sort=name]');
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort=descending]').waitFor();
    assert.ok(await isAt(page, 'a[data-sort=name]'));
    await page.waitForURL('**/catalog/component/?lifecycle=deprecated&sort=-name');
    // Away and back: the list is as it was.
    await reach(page, 'tbody tr:not([hidden]) a');
    await follow(page, '**/catalog/default/**');
    await page.goBack();
    await page.waitForURL('**/catalog/component/?lifecycle=deprecated&sort=-name');
    await shows(page, few);
    assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);
    await page.goForward();
    await page.waitForURL('**/catalog/default/**');
  });

  walk('a list that is filtered to nothing shows the way out', KINDS['catalog of a kind'], async (page) => {
    const all = await rows(page).count();
    await reach(page, '[data-filter-text]');
    await page.keyboard.type('zzzz');
    await page.locator('[data-filter-none]:visible').waitFor();
    await reach(page, '[data-filter-none] button');
    await page.keyboard.press('Enter');
    await shows(page, all);
    assert.ok(await page.evaluate(() => document.activeElement !== document.body), 'the focus stays in the list');
    await reach(page, 'nav[aria-label="Saved views"] a', 'Going away', 'Shift+Tab');
    await follow(page, '**/views/going-away/');
  });

  walk('an entity', KINDS.component, async (page) => {
    await reach(page, '[data-copy="#ref"]');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'component:default/payments-api');
    await page.locator('[data-copy="#ref"][data-done]').waitFor();
    assert.equal(await page.locator('main > [role=status]').textContent(), 'Copied', 'it is told, not only shown');
    await reach(page, '[data-pin]');
    await page.keyboard.press('Space');
    await page.locator('[data-pin][aria-pressed=true]').waitFor();
    await reach(page, '.tabs a', 'Graph');
    await reach(page, '.diagram .scroll');
    await reach(page, '.diagram a.g-node');
    await reach(page, 'main section a.chip');
    await page.locator('#peek').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#peek').waitFor({ state: 'hidden' });
    await reach(page, 'section[aria-labelledby=s-yaml] summary');
    await page.keyboard.press('Enter');
    await reach(page, 'section[aria-labelledby=s-yaml] pre');
    await reach(page, '.tabs a', 'Graph', 'Shift+Tab');
    await follow(page, '**/payments-api/graph/');
    await reach(page, '#list .table-wrap');
    await reach(page, '#breaks a.chip');
    await follow(page, (url) => !url.pathname.endsWith('/graph/'));
    await page.goto(shared.url + KINDS['graph of a component']);
    await reach(page, '.diagram a.g-node:not([data-focus])');
    await follow(page, (url) => !url.pathname.includes('payments-api'));
    await page.goto(shared.url);
    await reach(page, 'section[aria-labelledby=h-pins] a', 'Payments API');
    await follow(page, '**/payments-api/');
  }, { permissions: ['clipboard-read', 'clipboard-write'] });

  walk('a page of docs', KINDS['docs page'], async (page) => {
    await unfold(page, isNarrow, 'Contents');
    await reach(page, '[data-docs] a', 'Webhooks');
    await follow(page, '**/guides/webhooks/');
    await unfold(page, isNarrow, 'On this page');
    await reach(page, '.toc a[href^="#"]');
    const hash = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
    await follow(page, `**/${hash}`);
    await reach(page, '.prose .copy, .prose a');
    await reach(page, '.pager a[rel=next]');
    await follow(page, (url) => !url.pathname.includes('webhooks'));
    await reach(page, '.pager a[rel=prev]');
    await follow(page, '**/guides/webhooks/');
    await page.goto(shared.url + KINDS['docs with images']);
    await reach(page, 'a.zoom');
    await page.keyboard.press('Enter');
    const box = page.locator('dialog.lightbox');
    await box.waitFor();
    assert.ok(await isAt(page, 'dialog.lightbox button', 'Close'), await active(page));
    await page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    assert.ok(await isAt(page, 'a.zoom'), await active(page));
  });

  walk('tabs in docs choose together by arrows', 'docs/default/component/payments-sdk/', async (page) => {
    await reach(page, '[role=tab]');
    const tabs = page.locator('[role=tab][aria-selected=true]');
    const first = await tabs.first().innerText();
    await page.keyboard.press('ArrowRight');
    assert.ok(await isAt(page, '[role=tab][aria-selected=true]'));
    const now = await tabs.allInnerTexts();
    assert.ok(now.length > 1 && new Set(now).size === 1 && now[0] !== first, now.join());
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    assert.equal(await tabs.first().innerText(), first, 'the last one leads to the first');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => !!document.activeElement?.closest('[data-tabs]') && document.activeElement?.role !== 'tab'), 'Tab leads into the panel');
  });

  walk('a reference', KINDS['api reference'], async (page) => {
    await unfold(page, isNarrow, 'Operations');
    await reach(page, '#oq');
    await page.keyboard.type('capture');
    await reach(page, '[data-operations] a[href="#op-capturePayment"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**#op-capturePayment');
    await reach(page, '#op-capturePayment a, #op-capturePayment button');
    await reach(page, '#op-capturePayment details:not([open]) > summary');
    await page.keyboard.press('Enter');
    assert.ok(await page.evaluate(() => /** @type {HTMLDetailsElement} */ (document.activeElement?.parentElement).open));
    await reach(page, '#op-capturePayment [role=tab]');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#op-capturePayment [role=tab][aria-selected=true]').innerText(), 'JavaScript');
    await reach(page, '.tabs a[href$="raw/"]', '', 'Shift+Tab');
    await follow(page, '**/raw/');
    await reach(page, '.code pre');
  });

  walk('the graph', KINDS['graph of everything'], async (page) => {
    assert.equal(await page.locator('button[name=depth]:visible, input[name=kind]:visible').count(), 0, 'nothing is offered that needs a centre');
    await unfold(page, isNarrow, 'Filters');
    await reach(page, '#gf');
    await page.keyboard.type('payments-api');
    await page.waitForFunction(() => document.querySelector('#gl-names option'));
    await page.keyboard.press('Enter');
    const nodes = page.locator('[data-frame] [data-ref]');
    await page.locator('[data-frame] [data-focus]').waitFor();
    const before = await nodes.count();
    await reach(page, 'input[name=kind][value=resource]');
    await page.keyboard.press('Space');
    await page.waitForFunction((before) => document.querySelectorAll('[data-frame] [data-ref]').length < before, before);
    await reach(page, 'input[name=relation]');
    await reach(page, 'button[name=depth]', '1');
    await page.keyboard.press('Enter');
    await page.locator('button[name=depth][value="1"][aria-pressed=true]').waitFor();
    assert.ok(await isAt(page, 'button[name=depth]', '1'));
    await reach(page, 'button[name=direction]', 'Down');
    await page.keyboard.press('Space');
    await page.waitForURL(/direction=TB/);
    await reach(page, '[data-export=svg]');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.match(download.suggestedFilename(), /\.svg$/);
    await reach(page, '[data-frame]');
    await reach(page, '[data-rows] a.chip');
    await reach(page, '[data-frame] a.g-node:not([data-focus])', '', 'Shift+Tab');
    await follow(page, '**/catalog/default/**');
    await page.goBack();
    await page.waitForURL(/direction=TB/);
    await page.locator('[data-frame] [data-focus]').waitFor();
  });

  walk('health, changes and the search page', KINDS.health, async (page) => {
    await reach(page, 'nav[aria-label=Findings] a', 'owner');
    await follow(page, '**/health/owners/');
    await page.goto(shared.url + KINDS.health);
    await reach(page, 'nav[aria-label=Severity] a');
    await page.goto(shared.url + KINDS.changes);
    await reach(page, 'nav[aria-label=Topics] a', 'Docs');
    await follow(page, '**/changes/docs/');
    await page.goto(shared.url + KINDS.search);
    await reach(page, '#search-q');
    await page.keyboard.type('payments');
    await page.locator('[data-search-results] a.t').first().waitFor();
    await reach(page, '[data-search-results] [data-kind-only=api]');
    await page.keyboard.press('Space');
    await page.waitForURL(/kind=api/);
    await page.waitForFunction(() => document.activeElement?.matches('[data-search-results] [aria-pressed=true]'));
    await reach(page, '[data-search-results] a.t');
    await follow(page, /catalog\/default\/api\//);
  });

  walk('the menu and the theme', KINDS.home, async (page) => {
    await reach(page, '[data-theme-toggle]');
    await page.keyboard.press('Space');
    await page.locator('html[data-theme=light]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    await reach(page, '.menu > summary', 'Menu');
    await page.keyboard.press('Enter');
    await reach(page, '.menu nav a');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.menu ul').isVisible(), false);
    assert.ok(await isAt(page, '.menu > summary'));
    await page.keyboard.press('Space');
    await reach(page, '.menu nav a', 'TODO');
    await reach(page, 'main input[type=search]');
    assert.equal(await page.locator('.menu ul').isVisible(), false, 'the menu does not stay in the way');
    await reach(page, '.menu > summary', '', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await reach(page, '.menu nav a', 'TODO');
    await follow(page, '**/todo/');
  });

  walk('the pages of plugins', KINDS['todo comments'], async (page) => {
    const all = await rows(page).count();
    await unfold(page, isNarrow, 'Filters');
    await reach(page, 'input[name=owner][value=Payments]');
    await page.keyboard.press('Space');
    await page.waitForFunction((all) => document.querySelectorAll('table[data-filter-table] tbody tr:not([hidden])').length < all, all);
    await reach(page, '[data-filter-text]');
    await page.keyboard.type('acquirer');
    await shows(page, 1);
    await reach(page, 'tbody a');
    await page.goto(shared.url + KINDS['tech radar']);
    await reach(page, 'svg.radar a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tech-radar/#**');
    await page.goto(shared.url + KINDS.component);
    await reach(page, '.tabs a', 'Kubernetes');
    await follow(page, '**/payments-api/kubernetes/');
  });
}
