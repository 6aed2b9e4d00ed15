// What every page has, and the front door, by keyboard alone at a desk and on a phone: search, jumps, the list of keys, menu, theme.
import assert from 'node:assert/strict';
import { follow, isAt, reach, walks } from './keys.mjs';
import { KINDS, portal } from './site.mjs';

const shared = portal();
const active = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '');

walks(shared, (walk, isNarrow) => {
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
    // On the page of something: what can be done with it.
    await page.goto(shared.url + KINDS.component);
    await ask('> pin');
    await page.keyboard.press('Enter');
    await page.locator('[data-pin][aria-pressed=true]').waitFor();
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
});
