// The card on the name of an entity: by pointer and by keyboard, asked for only then, put away by Escape.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, open, portal } from './site.mjs';
import { violations } from './violations.mjs';

const shared = portal();
const TOLD = ['Accounts', 'API · openapi · production · owned by identity-team', 'Tokens, accounts and their permissions.'];
const told = (page) => page.locator('#peek > *').allInnerTexts();

/** Opens the page of a component and lists what it asks for from then on. */
async function quiet(options = {}) {
  const page = await open(shared, KINDS.component, options);
  await page.waitForLoadState('networkidle');
  const asked = [];
  // A page that is asked for ahead of a click is another matter.
  page.on('request', (request) => { if (request.url().endsWith('.json')) asked.push(request.url().slice(shared.url.length)); });
  return { page, asked, chip: page.locator('main a.chip', { hasText: 'Accounts' }).first() };
}

test('a pointer that rests on a name is told what it is', async () => {
  const { page, asked, chip } = await quiet();
  assert.deepEqual(asked, []);
  await chip.hover();
  await page.locator('#peek').waitFor();
  assert.deepEqual(asked, ['api/entities/default/api/accounts.json']);
  assert.deepEqual(await told(page), TOLD);
  // The pointer may move on to the card; away from both it goes.
  await page.locator('#peek').hover();
  await page.waitForTimeout(400);
  assert.ok(await page.locator('#peek').isVisible());
  await page.mouse.move(2, 2);
  await page.locator('#peek').waitFor({ state: 'hidden' });
  await page.context().close();
});

test('the focus shows the card too, Escape puts it away, and it is asked for once', async () => {
  const { page, asked, chip } = await quiet();
  await chip.focus();
  await page.locator('#peek').waitFor();
  assert.equal(await chip.getAttribute('aria-describedby'), 'peek');
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#peek').isHidden());
  assert.equal(await chip.getAttribute('aria-describedby'), null);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.locator('#peek').waitFor();
  assert.equal(asked.filter((path) => path.endsWith('/accounts.json')).length, 1);
  await page.context().close();
});

test('the nodes of a picture have a card', async () => {
  const { page } = await quiet();
  await page.locator('.diagram a.g-node', { hasText: 'Accounts' }).focus();
  await page.locator('#peek').waitFor();
  assert.deepEqual(await told(page), TOLD);
  await page.context().close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing in a card, ${colorScheme}, and it stays on a narrow screen`, async () => {
    const { page, chip } = await quiet({ colorScheme, viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
    await chip.focus();
    await page.locator('#peek').waitFor();
    assert.deepEqual(await violations(page), []);
    const box = await page.locator('#peek').boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 640, JSON.stringify(box));
    await page.context().close();
  });
}
