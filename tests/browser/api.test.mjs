// References of APIs: fit narrow screens and large text, can be used by keyboard alone, and every address leads to its operation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, open, pages, portal, whole } from './site.mjs';

const shared = portal();
const REFERENCES = pages().filter((path) => /^catalog\/[^/]+\/api\/[^/]+\/definition\//.test(path));

for (const [what, width, size] of [['320 pixels', 320, ''], ['text of twice the size', 1280, '200%'], ['text of twice the size on a small screen', 390, '200%']]) {
  test(`no reference overflows with ${what}`, async () => {
    const page = await open(shared, '', { viewport: { width: Number(width), height: 800 } });
    const wide = [];
    for (const path of REFERENCES) {
      await page.goto(shared.url + path);
      await whole(page);
      const over = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
        for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '');
        const clipped = [...document.querySelectorAll('.op, .op-doc, .op-doc > *, .op-try, .op-path, .prop, .schema')].filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0);
        const page = document.documentElement.scrollWidth - innerWidth;
        return [...(page > 0 ? [`${page} pixels too wide`] : []), ...clipped.map((box) => `${box.className}: ${box.textContent?.slice(0, 40)}`)];
      }, String(size));
      wide.push(...over.map((fault) => `${path}: ${fault}`));
    }
    await page.context().close();
    assert.ok(REFERENCES.length >= 12, `${REFERENCES.length} references`);
    assert.deepEqual(wide, []);
  });
}

test('the list is narrowed and walked by keyboard, and code is copied', async () => {
  const page = await open(shared, KINDS['api reference'], { permissions: ['clipboard-read', 'clipboard-write'] });
  const items = page.locator('[data-operations] li:visible');
  const all = await items.count();
  await page.locator('#oq').focus();
  await page.keyboard.type('post capture');
  assert.deepEqual(await items.allInnerTexts().then((texts) => texts.map((text) => text.replace(/\s+/g, ' '))), ['POST Capture a payment']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#op-capturePayment');
  const operation = page.locator('#op-capturePayment');
  assert.ok(((await operation.boundingBox())?.y ?? 999) < 200, 'the operation is at the top');
  // From there, the next stops are those of the operation: its own link, the button that copies its address.
  const stops = [];
  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
  }
  assert.deepEqual(stops.slice(0, 2), ['Capture a payment', 'Copy']);
  await operation.locator('.op-path .copy').press('Enter');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '/payments/{payment}/capture');
  await page.locator('#oq').fill('');
  assert.equal(await items.count(), all);
  await page.context().close();
});

test('languages of calls are chosen once for all, by arrow keys', async () => {
  const page = await open(shared, KINDS['api reference']);
  const first = page.locator('#op-createPayment [role=tab]').first();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#op-createPayment [role=tabpanel]:visible pre').first().innerText().then((text) => text.startsWith('const response')), true);
  await whole(page);
  const chosen = await page.locator('.op [data-tabs=lang] [role=tab][aria-selected=true]').allInnerTexts();
  assert.deepEqual([...new Set(chosen)], ['JavaScript']);
  await page.context().close();
});

test('what is read is marked in the list, and a field leads to itself', async () => {
  const page = await open(shared, `${KINDS['api reference']}#op-capturePayment`);
  await page.locator('[data-operations] [aria-current=true]', { hasText: 'Capture a payment' }).waitFor();
  await page.locator('#op-listPayments .prop b', { hasText: 'cursor' }).first().click();
  assert.equal(new URL(page.url()).hash, '#op-listPayments.query.cursor');
  await page.context().close();
});

test('links lead to the top of their operation, wherever one is', async () => {
  const page = await open(shared, KINDS['api reference']);
  const ids = await page.locator('.op').evaluateAll((all) => all.map((one) => one.id));
  const far = [];
  for (const at of [ids.length - 4, 2, ids.length - 6, 0, 8, 15, 4]) {
    await page.evaluate((id) => { location.hash = id; }, ids[at]);
    await page.waitForTimeout(1_000);
    const top = await page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top ?? -1, ids[at]);
    if (Math.abs(top - 80) > 2) far.push(`${ids[at]}: ${top}`);
  }
  await page.context().close();
  assert.deepEqual(far, []);
});

test('search leads to an operation', async () => {
  const page = await open(shared);
  await page.keyboard.press('/');
  await page.locator('dialog.search input').pressSequentially('capture a payment');
  await page.locator('dialog.search [role=option]', { hasText: 'Capture a payment' }).first().click();
  await page.waitForURL('**/definition/#op-capturePayment');
  await page.context().close();
});
