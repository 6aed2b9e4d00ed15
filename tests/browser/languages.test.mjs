// Languages: everything that the interface says comes from its files of strings, German is whole and fits, and pages may run from right to left.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';
import { KINDS, files, folder, whole } from './site.mjs';
import { violations } from './violations.mjs';

/** What the pages show that people wrote. */
const WRITTEN = ['examples/northwind', 'examples/plugins'];
/** What no file of the example says and no language says otherwise: references, commits, days, the program's name. */
const ALIKE = /^([\w.-]+\/[\w.-]+|[\w.-]+@[0-9a-f]{7,}|\d+ \p{L}+ \d{4}|vestibule [\d.]+)$/iu;

/** @type {Record<string, { url: string, close: () => Promise<unknown> }>} */
const sites = {};
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  for (const name of ['brackets', 'german', 'hebrew']) sites[name] = await serve(folder(name));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const site of Object.values(sites)) await site.close();
});

/** Gives the texts of a page that are the interface's: not code, not what people wrote in docs, not what findings say. */
const texts = () => {
  const other = 'pre, code, script, style, template, noscript, .prose, .diag, [lang]:not(html), .legend, svg';
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest(other)) found.push(walker.currentNode.textContent ?? '');
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest(other)) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
  }
  return found;
};

test('no page says anything that is in no file of strings', async () => {
  const all = WRITTEN.flatMap(folder => files(folder).map(file => `${file}\n${readFileSync(`${folder}/${file}`, 'utf8')}`)).join('\n').toLowerCase();
  // A name such as `going-away` may stand as words.
  const written = all + all.replaceAll('-', ' ');
  const isData = text => !/\p{L}/u.test(text) || ALIKE.test(text) || written.includes(text.toLowerCase());
  const page = await browser.newPage();
  const faults = new Set();
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(sites.brackets.url + path);
    for (const text of await page.evaluate(texts)) {
      const left = text.replace(/⟦.*(⟧|$)|^[^⟦]*⟧/gs, '\n').split(/[\n·,:()]/).map(piece => piece.trim()).filter(piece => piece && !isData(piece));
      for (const piece of left) faults.add(`${kind}: ${piece}`);
    }
  }
  await page.context().close();
  assert.deepEqual([...faults], []);
});

test('German pages are German, and no wider than English ones', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  const faults = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(sites.german.url + path);
    const { language, wide } = await page.evaluate(() => ({ language: document.documentElement.lang, wide: document.documentElement.scrollWidth - innerWidth }));
    if (language !== 'de') faults.push(`${kind}: is in ${language}`);
    if (wide > 0) faults.push(`${kind}: ${wide} pixels too wide at 320`);
  }
  await page.context().close();
  assert.deepEqual(faults, []);
});

test('German counts, dates and sorts as German does', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${sites.german.url}catalog/component/`);
  assert.match(await page.locator('[data-filter-count]').innerText(), /^\d+ Komponenten$/);
  await page.locator('#ft').fill('payments-api');
  await page.waitForFunction(() => /auf dieser Seite/.test(document.querySelector('[data-filter-count]')?.textContent ?? ''));
  assert.match(await page.locator('.stamp, .foot').first().innerText(), /14\. Mai 2026/);
  await page.context().close();
});

test('pages that run from right to left are mirrored, fit and pass axe', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const faults = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(sites.hebrew.url + path);
    await whole(page);
    const seen = await page.evaluate(() => {
      const middle = (/** @type {string} */ selector) => {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        return box ? box.left + box.width / 2 : NaN;
      };
      const code = document.querySelector('pre');
      return {
        direction: getComputedStyle(document.body).direction,
        brand: middle('.brand') - middle('[data-theme-toggle]'),
        rail: middle('.rail') - middle('.with-rail > :not(.rail)'),
        code: code ? getComputedStyle(code).direction : 'ltr',
      };
    });
    if (seen.direction !== 'rtl') faults.push(`${kind}: runs ${seen.direction}`);
    if (seen.brand <= 0) faults.push(`${kind}: the brand is not at the right`);
    if (seen.rail <= 0) faults.push(`${kind}: the filters are not at the right`);
    if (seen.code !== 'ltr') faults.push(`${kind}: code runs from right to left`);
    faults.push(...(await violations(page)).map(fault => `${kind}: ${fault}`));
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${kind}: ${wide} pixels too wide at 320`);
  }
  await page.context().close();
  assert.deepEqual(faults, []);
});
