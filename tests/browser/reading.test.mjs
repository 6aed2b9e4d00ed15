// Reading docs: notes in code, pictures that grow, the neighbours' keys, the page of everything, lists that filter.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { KINDS, folder, open, portal } from './site.mjs';
import { violations } from './violations.mjs';

const shared = portal();

for (const [colorScheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 390]])) {
  test(`a number in code shows its note and gives the focus back, ${colorScheme}, ${width} pixels wide`, async () => {
    const page = await open(shared, KINDS['docs with notes'], { colorScheme, viewport: { width, height: 900 } });
    const number = page.getByRole('button', { name: 'Note 2' });
    await number.focus();
    await page.keyboard.press('Enter');
    const note = page.locator('.pop');
    assert.equal(await note.innerText(), 'What is not listed is not sent. An empty list means nothing, not everything.');
    assert.equal(await number.getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await violations(page), []);
    const box = await note.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
    await page.keyboard.press('Escape');
    assert.equal(await note.isVisible(), false);
    assert.equal(await number.getAttribute('aria-expanded'), 'false');
    assert.equal(await number.evaluate((element) => element === document.activeElement), true);
    await page.context().close();
  });

  test(`a picture grows and shrinks, ${colorScheme}, ${width} pixels wide`, async () => {
    const page = await open(shared, KINDS['docs with images'], { colorScheme, viewport: { width, height: 900 } });
    const picture = page.locator('a.zoom').first();
    await picture.focus();
    await page.keyboard.press('Enter');
    const box = page.locator('dialog.lightbox');
    assert.equal(await box.isVisible(), true);
    assert.equal(await box.locator('img').getAttribute('alt'), await picture.locator('img').getAttribute('alt'));
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await box.isVisible(), false);
    await picture.click();
    await box.locator('img').click();
    assert.equal(await box.isVisible(), false);
    await page.context().close();
  });
}

test('copied code holds neither the numbers nor the comments that they stand for', async () => {
  const page = await open(shared, KINDS['docs with notes'], { permissions: ['clipboard-read', 'clipboard-write'] });
  const code = page.locator('figure.code[data-notes]');
  await code.getByRole('button', { name: 'Copy' }).click();
  await page.locator('[data-done]').waitFor();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n').map((line) => line.trimEnd());
  assert.equal(copied[2], '    northwind.example/webhooks: https://orders.northwind.example/hooks');
  await page.context().close();
});

test('without script, numbers and pictures lead to what they show', async () => {
  const page = await open(shared, KINDS['docs with notes'], { javaScriptEnabled: false });
  const link = page.locator('a.note').first();
  assert.equal(await page.locator(`[id="${(await link.getAttribute('href'))?.slice(1)}"]`).isVisible(), true);
  await page.goto(shared.url + KINDS['docs with images']);
  const image = await page.request.get(new URL((await page.locator('a.zoom').first().getAttribute('href')) ?? '', page.url()).href);
  assert.match(image.headers()['content-type'], /^image\//);
  await page.context().close();
});

test('pictures have their size, and only those below the first wait', async () => {
  const page = await open(shared, KINDS['docs with images']);
  const images = await page.locator('.prose img').evaluateAll((all) => all.map((image) => [image.hasAttribute('width'), image.getAttribute('loading'), image.getAttribute('decoding')]));
  assert.deepEqual(images.map(([size, , decoding]) => [size, decoding]), images.map(() => [true, 'async']));
  assert.equal(images[0][1], null);
  await page.context().close();
});

test('keys lead to the neighbouring pages, and leave writers alone', async () => {
  const page = await open(shared, KINDS['docs page']);
  await page.keyboard.press('n');
  await page.waitForURL('**/guides/refunds/');
  await page.keyboard.press('p');
  await page.waitForURL('**/guides/idempotency/');
  await page.keyboard.press('/');
  await page.locator('dialog.search input').pressSequentially('nn');
  assert.match(page.url(), /idempotency\/$/);
  await page.context().close();
});

test('all docs stand on one page, which prints without the frame', async () => {
  const page = await open(shared, KINDS['docs on one page']);
  assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex');
  const parts = page.locator('.print > section');
  assert.deepEqual((await parts.locator('> h2').allInnerTexts()).slice(0, 3), ['Payments', 'Local development', 'Authorise and capture']);
  const inside = await parts.locator('a[href*="guides/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(inside.filter((href) => !href?.startsWith('#') && !href?.startsWith('https:')), [], 'links between the pages stay on the page');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.bar', '.foot', '.crumbs', '[data-print]']) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  // Panels that a choice hides are on paper, and say what they are.
  assert.equal(await page.locator('[data-tab]').evaluateAll((all) => all.every((panel) => panel.getClientRects().length > 0)), true);
  await page.context().close();
});

test('the Markdown of a page stands beside it, as it was written', async () => {
  const page = await open(shared, KINDS['docs page']);
  const href = await page.locator('link[rel=alternate][type="text/markdown"]').getAttribute('href');
  const text = await (await page.request.get(new URL(href ?? '', page.url()).href)).text();
  assert.equal(text, readFileSync('examples/northwind/repos/payments/docs/guides/idempotency.md', 'utf8'));
  const list = readFileSync(join(folder(), 'llms.txt'), 'utf8');
  const named = [...list.matchAll(/\]\(https:\/\/northwind\.example\/portal\/([^)]*)\)/g)].map(([, path]) => decodeURIComponent(path));
  assert.ok(named.length > 100, `${named.length} entries`);
  assert.deepEqual(named.filter((path) => !existsSync(join(folder(), path === '' || path.endsWith('/') ? `${path}index.html` : path))), []);
  await page.context().close();
});

test('docs are found by their facets and their words', async () => {
  const page = await open(shared, KINDS['docs list']);
  const shown = page.locator('tbody tr:visible .ent > div > a');
  await page.getByLabel('Payments', { exact: false }).first().check();
  assert.deepEqual((await shown.allInnerTexts()).sort(), ['Ledger', 'Payments', 'Payments SDK']);
  await page.locator('[data-filter-text]').fill('double');
  await page.locator('[data-filter-text]').fill('thin client');
  assert.deepEqual(await shown.allInnerTexts(), ['Payments SDK']);
  await page.context().close();
});
