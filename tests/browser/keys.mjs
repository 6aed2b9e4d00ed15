// Walks a page as somebody does who has a keyboard alone: from stop to stop, each of which must be seen, framed and named.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** What may take the focus. */
const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';

/** Tells a page what a stop is; the functions stand on its window as `vestibuleStops`. @param {string} controls */
function teach(controls) {
  const name = (/** @type {any} */ element) => {
    const named = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((/** @type {string} */ id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const words = [element.getAttribute('aria-label'), named, [...(element.labels ?? [])].map((label) => label.textContent).join(' '), element.textContent, element.querySelector?.('img')?.alt, element.title];
    return words.map((text) => (text ?? '').replace(/\s+/g, ' ').trim()).find(Boolean) ?? '';
  };
  const isSeen = (/** @type {Element} */ element) => {
    const box = element.getBoundingClientRect(), steps = [0.02, 0.25, 0.5, 0.75, 0.98];
    const points = steps.flatMap((x) => steps.map((y) => [box.left + box.width * x, box.top + box.height * y]));
    return [...element.getClientRects()].some((part) => part.width > 0) && points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || top.contains(element) || element.parentElement?.contains(top));
    });
  };
  const isFramed = (/** @type {Element} */ element) => {
    const field = element.closest('.search-in'), around = element.closest('.facet, .choice, .big-search') ?? element.parentElement, box = element.querySelector('.box');
    const looks = [getComputedStyle(element), getComputedStyle(element, '::after'), ...(around ? [getComputedStyle(around)] : [])];
    const isOutlined = looks.some((look) => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1);
    return isOutlined || !!box && parseFloat(getComputedStyle(box).strokeWidth) >= 2 || !!field && getComputedStyle(field).boxShadow !== 'none';
  };
  const told = (/** @type {Element} */ element) => `${element.localName} ${name(element).slice(0, 40)}`;
  /** @type {Element | null} */
  let before = null;
  Object.assign(globalThis, { vestibuleStops: {
    /** Tells what has the focus, what is wrong with it, and whether it is what is looked for; nothing, when it is the page itself. */
    now(selector = '', words = '') {
      const element = document.activeElement;
      if (!element || element === document.body) { before = null; return null; }
      const faults = [];
      if (!isSeen(element)) faults.push('is hidden');
      if (!isFramed(element)) faults.push('has no frame');
      if (!name(element)) faults.push('has no name');
      if (element === before) faults.push('holds the focus');
      before = element;
      return { told: told(element), faults, isIt: !!selector && element.matches(selector) && name(element).toLowerCase().includes(words.toLowerCase()) };
    },
    /** Gives every control that can be seen. */
    all() {
      return [...document.querySelectorAll(controls)].filter((element) => {
        const control = /** @type {HTMLButtonElement} */ (element), isOwn = element.matches('a, button, input, select, textarea, summary');
        // Of tabs, the arrows reach the others; what is no control by itself may be there for scripts alone.
        if (control.tabIndex < 0 && (!isOwn || element.matches('[role=tab]')) || control.disabled) return false;
        return element.checkVisibility({ visibilityProperty: true }) && (element.localName !== 'summary' || element === element.parentElement?.querySelector(':scope > summary'));
      });
    },
    told,
  } });
}

/** Lets pages of a context tell about their stops. @param {import('playwright-core').BrowserContext} context */
export const learn = (context) => context.addInitScript(teach, CONTROLS);

/** Goes once through a page by Tab; gives what is wrong at its stops, with their order, and with what is never reached. */
export async function through(page, key = 'Tab') {
  const faults = new Set();
  const count = await page.evaluate(() => {
    const stops = /** @type {any} */ (globalThis).vestibuleStops;
    stops.wanted = stops.all();
    stops.reached = [];
    return stops.wanted.length;
  });
  // The key is held down, as somebody in a hurry does; that halves what there is to say to the browser.
  const held = key.split('+');
  for (const part of held.slice(0, -1)) await page.keyboard.down(part);
  for (let step = 0; ; step++) {
    await page.keyboard.down(held.at(-1));
    const stop = await page.evaluate(() => {
      const stops = /** @type {any} */ (globalThis).vestibuleStops, seen = stops.now();
      // After its last stop a page is left: for the browser's own controls, or for the first stop at once.
      if (!seen || document.activeElement === stops.reached[0]) return null;
      stops.reached.push(document.activeElement);
      return seen;
    });
    if (!stop) break;
    for (const fault of stop.faults) faults.add(`${stop.told} ${fault}`);
    if (step > count + 100) { faults.add(`the focus never leaves; it is at ${stop.told}`); break; }
  }
  for (const part of held) await page.keyboard.up(part);
  return [...faults, ...await page.evaluate((key) => {
    const { wanted, reached, told } = /** @type {any} */ (globalThis).vestibuleStops, all = new Set(reached);
    const missed = wanted.filter((element) => !all.has(element) && element.isConnected).map((element) => `${told(element)} is never reached`);
    const after = key === 'Tab' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const turned = reached.slice(1).filter((element, at) => !(reached[at].compareDocumentPosition(element) & after)).map((element) => `${told(element)} comes too late`);
    return [...missed, ...turned];
  }, key)];
}

/** Presses Tab until a control has the focus; every stop on the way must be sound. @param {string} selector @param {string} [words] that its name holds */
export async function reach(page, selector, words = '', key = 'Tab') {
  const way = [];
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(([selector, words]) => /** @type {any} */ (globalThis).vestibuleStops.now(selector, words), [selector, words]);
    if (!stop && way.length) break;
    if (!stop) continue;
    way.push(stop.told);
    assert.deepEqual(stop.faults, [], `${stop.told}, on the way to ${selector} ${words}`);
    if (stop.isIt) return stop.told;
  }
  assert.fail(`${key} does not lead to ${selector} ${words}; it leads to ${way.join(', ')}`);
}

/** Tells whether a control has the focus. */
export const isAt = (page, selector, words = '') => page.evaluate(([selector, words]) => !!/** @type {any} */ (globalThis).vestibuleStops.now(selector, words)?.isIt, [selector, words]);

/** Presses a key and waits for the page that it leads to. */
export const follow = (page, url, key = 'Enter') => Promise.all([page.waitForURL(url), page.keyboard.press(key)]);

/** Opens what a narrow screen keeps behind a control. @param {string} words of the control */
export async function unfold(page, isNarrow, words) {
  if (!isNarrow) return;
  await reach(page, '.fold > summary', words);
  await page.keyboard.press('Enter');
}

/** Declares walks, each as a test at a desk and on a phone, in a context of its own. */
export function walks(shared, declare) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    declare((name, path, steps, options = {}) => test(`${name}, ${viewport.width} pixels wide`, async () => {
      const context = await shared.browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
      await learn(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(shared.url + path);
      await steps(page);
      await context.close();
    }), viewport.width < 900);
  }
}
