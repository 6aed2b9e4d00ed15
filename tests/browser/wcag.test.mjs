// What WCAG 2.2 AA asks for and axe-core cannot see, on one page of every kind: with larger text, with less motion, with forced colours, without colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { KINDS, portal } from './site.mjs';

const shared = portal();

/** Goes through every kind of page; gives what `look` finds, with the page that it was found on. */
async function everywhere(options, look) {
  const context = await shared.browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const found = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(shared.url + path);
    found.push(...(await look(page)).map((fault) => `${kind}: ${fault}`));
  }
  await context.close();
  return found;
}

test('targets have room, and labels begin with what is read (2.5.8, 2.5.3)', async () => {
  const found = await everywhere({ viewport: { width: 390, height: 844 } }, async (page) => {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { runOnly: ['target-size', 'label-content-name-mismatch'], rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } } });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 120)}`));
    });
  });
  assert.deepEqual(found, []);
});

test('whoever asks for less motion gets none (2.3.3)', async () => {
  const found = await everywhere({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }, (page) => page.evaluate(() => {
    const moving = [...document.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element), lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0);
      return lasts(style.transitionDuration) && style.transitionProperty !== 'none' || style.animationName !== 'none' && lasts(style.animationDuration);
    });
    return moving.slice(0, 3).map((element) => element.outerHTML.slice(0, 100));
  }));
  assert.deepEqual(found, []);
});

test('with forced colours the current one, the pressed one and the chosen one differ from the others (1.4.11)', async () => {
  const found = await everywhere({ viewport: { width: 1440, height: 900 }, forcedColors: 'active' }, (page) => page.evaluate(() => {
    const LOOKS = ['borderTopColor', 'borderBottomColor', 'borderBottomWidth', 'borderTopStyle', 'fontWeight', 'textDecorationLine', 'outlineStyle', 'color', 'backgroundColor', 'fill'];
    const look = (element) => ['', '::before', '::after'].map((part) => LOOKS.map((name) => getComputedStyle(element, part || undefined)[name]).join(' ')).join(' | ');
    const faults = [];
    for (const element of document.querySelectorAll('nav:not(.crumbs) [aria-current], .seg [aria-pressed=true]')) {
      const box = element.getBoundingClientRect();
      const kin = [...(element.closest('nav, .seg')?.querySelectorAll(element.tagName) ?? [])].find((other) => !other.hasAttribute('aria-current') && other.getAttribute('aria-pressed') !== 'true' && other.className === element.className);
      if (box.width && kin && look(element) === look(kin)) faults.push(`${element.textContent?.trim()} looks like ${kin.textContent?.trim()}`);
    }
    return faults;
  }));
  assert.deepEqual([...new Set(found)], []);
});

test('no state is told by colour alone (1.4.1)', async () => {
  const found = await everywhere({ viewport: { width: 1440, height: 900 } }, (page) => page.evaluate(() => {
    const isSilent = (element) => !element.textContent.trim() && !element.getAttribute('aria-label') && !element.querySelector('svg') && !element.closest('[aria-hidden=true], .legend');
    const states = [...document.querySelectorAll('main .badge, main .life, main .level, main [data-tone]:not(svg, i)')];
    return states.filter(isSilent).map((element) => element.outerHTML.slice(0, 100));
  }));
  assert.deepEqual(found, []);
});

test('what a picture leads to stands in a list or table beside it, too (1.1.1)', async () => {
  const found = await everywhere({ viewport: { width: 1440, height: 900 } }, (page) => page.evaluate(() => {
    const faults = [];
    for (const picture of document.querySelectorAll('main svg[data-graph]')) {
      const outside = new Set([...document.querySelectorAll('main a[href]')].filter((link) => !link.closest('svg')).map((link) => new URL(link.getAttribute('href') ?? '', location.href).pathname));
      for (const link of picture.querySelectorAll('a')) {
        const path = new URL(link.getAttribute('href') ?? '', location.href).pathname;
        if (path !== location.pathname && !outside.has(path)) faults.push(path);
      }
    }
    return faults;
  }));
  assert.deepEqual(found, []);
});

test('twice the size of text loses nothing, nor does a screen of 320 pixels (1.4.4, 1.4.10)', async () => {
  const found = await everywhere({ viewport: { width: 320, height: 640 } }, (page) => page.evaluate(async () => {
    const faults = [];
    const wide = () => document.documentElement.scrollWidth - innerWidth;
    if (wide() > 0) faults.push(`${wide()} pixels too wide`);
    document.documentElement.style.fontSize = '200%';
    await new Promise((done) => requestAnimationFrame(done));
    if (wide() > 0) faults.push(`${wide()} pixels too wide with large text`);
    // A text that is cut without a scroll bar, an ellipsis or another way to the rest is lost.
    for (const element of document.querySelectorAll('main h1, main h2, main p, main dd, main button')) {
      const style = getComputedStyle(element);
      if (style.overflow === 'hidden' && style.textOverflow !== 'ellipsis' && !style.webkitLineClamp && element.scrollHeight > element.clientHeight + 2) faults.push(`cut: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  }));
  assert.deepEqual(found, []);
});
