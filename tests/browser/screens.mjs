// Takes a picture of every kind of page: `node tests/browser/screens.mjs OUT`, with VESTIBULE_SITES set as tests/run does.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';
import { KINDS, folder } from './site.mjs';

const out = process.argv[2];
if (!out) throw new Error('say where to: node tests/browser/screens.mjs OUT');
mkdirSync(out, { recursive: true });
const server = await serve(folder());
const browser = await launch();
for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1440, 390]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const [kind, path] of Object.entries(KINDS)) {
      await page.goto(server.url + path);
      await page.screenshot({ path: join(out, `${kind.replace(/\W+/g, '-')}-${colorScheme}-${width}.png`), fullPage: width < 1000 });
    }
    await page.goto(server.url);
    await page.keyboard.press('/');
    await page.locator('dialog.search input').pressSequentially('payments');
    await page.locator('dialog.search [role=option]').first().waitFor({ timeout: 3000 }).catch(() => {});
    await page.screenshot({ path: join(out, `search-dialog-${colorScheme}-${width}.png`) });
    await context.close();
  }
}
await browser.close();
await server.close();
