// Every page from its first stop to its last by Tab alone: each stop is seen, framed and named, nothing that can be used is left out, and the focus is never caught (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn, through } from './keys.mjs';
import { KINDS, portal } from './site.mjs';

const shared = portal();
/** Where what sticks to the top may cover what the focus comes back to. */
const BACK = ['catalog of a kind', 'component', 'docs page', 'asyncapi reference', 'graph of a system', 'changes', 'health of a code', 'tech radar', 'todo comments'];

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  for (const [key, kinds] of /** @type {const} */ ([['Tab', Object.keys(KINDS)], ['Shift+Tab', BACK]])) {
    test(`${key} goes through every page, ${viewport.width} pixels wide`, async () => {
      const context = await shared.browser.newContext({ viewport, reducedMotion: 'reduce' });
      await learn(context);
      const page = await context.newPage();
      const found = [];
      for (const kind of kinds) {
        await page.goto(shared.url + KINDS[kind]);
        found.push(...(await through(page, key)).map((fault) => `${kind}: ${fault}`));
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }
}
