// Search: opens by key, answers while one types, leads to entities and to sections, and lives in the URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, portal } from './site.mjs';

const shared = portal();

/** Types into the open dialog and waits for the first hit. */
async function ask(page, text) {
  const input = page.locator('dialog.search input[role=combobox]');
  await input.waitFor();
  await input.pressSequentially(text, { delay: 15 });
  await page.locator('dialog.search [role=option]').first().waitFor();
}

/** Finds an answer of the search page by its words. */
const answer = (page, text) => page.locator('[data-search-results] a', { hasText: text }).first();

for (const key of ['/', 'Control+k']) {
  test(`${key} opens the search, arrows choose, Enter opens the entity`, async () => {
    const page = await open(shared);
    await page.keyboard.press(key);
    await ask(page, 'payments api');
    const input = page.locator('dialog.search input[role=combobox]');
    await page.waitForFunction(() => {
      const active = document.querySelector('dialog.search input')?.getAttribute('aria-activedescendant');
      return document.querySelectorAll('dialog.search [role=option]').length > 1 && active !== null;
    });
    await input.press('ArrowDown');
    await input.press('ArrowUp');
    const chosen = page.locator('dialog.search [role=option][aria-selected=true]');
    assert.equal(await chosen.count(), 1);
    assert.equal(await chosen.getAttribute('id'), await input.getAttribute('aria-activedescendant'));
    await Promise.all([page.waitForURL('**/catalog/default/component/payments-api/**'), input.press('Enter')]);
    assert.match(await page.locator('h1').innerText(), /Payments API/);
    await page.context().close();
  });
}

test('Escape closes the search and gives the focus back', async () => {
  const page = await open(shared, 'catalog/');
  const trigger = page.locator('[data-search-open]');
  await trigger.focus();
  await page.keyboard.press('/');
  await page.locator('dialog.search[open] input').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog.search[open]').waitFor({ state: 'hidden' });
  assert.ok(await trigger.evaluate((element) => element === document.activeElement));
  await page.context().close();
});

test('the number of results is announced', async () => {
  const page = await open(shared);
  await page.keyboard.press('/');
  await ask(page, 'ledger');
  assert.match(await page.locator('dialog.search [role=status]').innerText(), /\d/);
  await page.context().close();
});

test('a hit in a page of docs leads to its section', async () => {
  const page = await open(shared);
  await page.keyboard.press('/');
  await ask(page, 'fail over to the other region');
  const href = '/docs/default/component/payments-api/operate/runbook/#fail-over-to-the-other-region';
  const hit = page.locator('dialog.search [role=option]', { hasText: /fail over/i }).first();
  await hit.waitFor();
  await Promise.all([page.waitForURL(`**${href}`), hit.click()]);
  const heading = page.locator('#fail-over-to-the-other-region');
  await page.waitForFunction(() => {
    const box = document.getElementById('fail-over-to-the-other-region')?.getBoundingClientRect();
    const bar = document.querySelector('header.bar')?.getBoundingClientRect();
    return box && box.top >= (bar?.bottom ?? 0) - 1 && box.bottom <= innerHeight;
  });
  assert.match(await heading.innerText(), /Fail over/);
  await page.context().close();
});

test('the search page answers the query of its address', async () => {
  const page = await open(shared, 'search/?q=idempotency');
  await answer(page, 'Retry and idempotency').waitFor();
  assert.equal(await page.locator('[data-search-results] input[type=search]').inputValue(), 'idempotency');
  await page.context().close();
});

test('what is typed on the search page stands in its address', async () => {
  const page = await open(shared, 'search/?q=ledger');
  await answer(page, 'Ledger').waitFor();
  await page.locator('[data-search-results] input[type=search]').fill('refunds');
  await answer(page, 'Refunds').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), 'refunds');
  await page.context().close();
});

test('the search of the home page leads to the search page', async () => {
  const page = await open(shared);
  await page.locator('main form[role=search] input[type=search]').fill('depot');
  await Promise.all([page.waitForURL('**/search/?q=depot'), page.keyboard.press('Enter')]);
  await answer(page, 'Depot').waitFor();
  await page.context().close();
});

test('misspelt words are found', async () => {
  const page = await open(shared, 'search/?q=idempotncy');
  await answer(page, 'Retry and idempotency').waitFor();
  await page.context().close();
});

test('a query without an answer says so', async () => {
  const page = await open(shared, 'search/?q=zzzzqqqq');
  await page.locator('[data-search-results] .empty', { hasText: 'zzzzqqqq' }).waitFor();
  assert.equal(await page.locator('[data-search-results] .rows a').count(), 0);
  await page.context().close();
});
