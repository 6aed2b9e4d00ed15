// Diagrams of docs, as a reader's browser draws them: words stay in their shapes whatever the font, wide ones scroll in their frame, the text below opens without a script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portal } from './site.mjs';

const PAGES = [
  'docs/default/component/deploy-bot/deployment/',
  'docs/default/component/payments-api/guides/idempotency/',
  'docs/default/component/dispatch/dispatch/',
];

const shared = portal();

/** Tells what leaves its shape or the picture. */
function faults() {
  const found = [];
  for (const svg of /** @type {NodeListOf<SVGSVGElement>} */ (document.querySelectorAll('svg.drawn'))) {
    const whole = svg.viewBox.baseVal;
    for (const text of svg.querySelectorAll('text')) {
      const words = text.getBBox();
      const leaves = (area) => words.x < area.x - 0.5 || words.y < area.y - 0.5 || words.x + words.width > area.x + area.width + 0.5
        || words.y + words.height > area.y + area.height + 0.5;
      if (leaves(whole)) found.push(`${text.textContent} leaves the picture`);
      const shape = /** @type {SVGGraphicsElement | null | undefined} */ (text.closest('.d-node, .d-note')?.querySelector('rect, path'));
      if (shape && leaves(shape.getBBox())) found.push(`${text.textContent} leaves its shape`);
    }
  }
  return found;
}

for (const path of PAGES) {
  for (const width of [1440, 390]) {
    test(`${path} at ${width} pixels`, async () => {
      const context = await shared.browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: true });
      const page = await context.newPage();
      await page.goto(shared.url + path, { waitUntil: 'networkidle' });
      assert.ok(await page.locator('svg.drawn').count() > 0);
      assert.deepEqual(await page.evaluate(faults), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'the page scrolls aside');
      await context.close();
    });
  }
}

test('the text of a diagram is there without script', async () => {
  const context = await shared.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(shared.url + PAGES[0]);
  const source = page.locator('.diagram .diagram-source pre').first();
  assert.equal(await source.isVisible(), false);
  await page.locator('.diagram summary').first().click();
  assert.equal(await source.isVisible(), true);
  assert.match(await source.textContent() ?? '', /^flowchart LR\n {2}merge/);
  await context.close();
});
