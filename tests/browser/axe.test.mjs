// Accessibility: axe-core with all rules finds nothing, on every kind of page, in both themes, wide and narrow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, open, portal, whole } from './site.mjs';
import { violations } from './violations.mjs';

const shared = portal();

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    test(`no violations, ${colorScheme}, ${width} pixels wide`, async () => {
      const faults = [];
      const page = await open(shared, '', { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
      for (const [kind, path] of Object.entries(KINDS)) {
        await page.goto(shared.url + path);
        await whole(page);
        faults.push(...(await violations(page)).map((fault) => `${kind}: ${fault}`));
      }
      await page.context().close();
      assert.deepEqual(faults, []);
    });

    test(`no violations with the search open, ${colorScheme}, ${width} pixels wide`, async () => {
      const page = await open(shared, '', { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
      await page.keyboard.press('/');
      await page.locator('dialog.search input').pressSequentially('payments');
      await page.locator('dialog.search [role=option]').first().waitFor();
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  }
}
