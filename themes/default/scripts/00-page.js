// What every script of the page uses. All of them enhance pages that are whole without them.
'use strict';

/** @typedef {{ path: string, title: string, look: string }} Kept a page that the reader's browser remembers; the path starts at the portal's root */

const page = {
  /**
   * Finds the first element.
   * @param {string} selector
   * @param {ParentNode | null} [root]
   * @returns {any}
   */
  one: (selector, root = document) => root?.querySelector(selector) ?? null,
  /**
   * Finds all elements.
   * @param {string} selector
   * @param {ParentNode | null} [root]
   * @returns {any[]}
   */
  all: (selector, root = document) => [...(root?.querySelectorAll(selector) ?? [])],
  /**
   * Sets which icon an element shows.
   * @param {Element} element
   * @param {string} name
   */
  icon: (element, name) => page.one('use', element)?.setAttribute('href', '#i-' + name),
  /** @type {(svg: SVGElement) => void} */
  enliven: () => {},
  /**
   * Fills in the blanks of what the interface says. The build puts the text in place of its name, and in place of the call where there are no blanks.
   * @param {string | Record<string, string>} phrase a name; in pages a text, or one for each plural category of `count`
   * @param {Record<string, string | number>} [values]
   */
  text(phrase, values = {}) {
    const { lang } = document.documentElement;
    const text = typeof phrase === 'string' ? phrase : phrase[new Intl.PluralRules(lang).select(Number(values.count))] ?? phrase.other;
    return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? values[name].toLocaleString(lang) : blank));
  },
  /** Gives what was chosen on an earlier page; a browser may refuse to remember. @param {string} key */
  recall(key) {
    try { return localStorage.getItem(key) ?? ''; } catch { return ''; }
  },
  /** Tells whether a key stands alone, means more than a letter of what somebody writes, and may do so: readers can refuse. @param {KeyboardEvent} event */
  alone: event => !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && page.recall('keys') !== 'off'
    && !(/** @type {Element} */ (event.target).closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]')),
  /** Names what this portal keeps; another one on the same host keeps its own. @param {string} name */
  own: (name) => name + ' ' + new URL(document.body.dataset.root ?? '', location.href).pathname,
  /** Gives a list of pages that was kept. @param {string} name @returns {Kept[]} */
  kept(name) {
    try { return JSON.parse(page.recall(page.own(name)) || '[]'); } catch { return []; }
  },
  /** Keeps a page as the first of a list, or takes it out. @param {string} name @param {Kept} entry @param {number} most @param {boolean} [out] */
  keep(name, entry, most, out) {
    const others = page.kept(name).filter(({ path }) => path !== entry.path);
    page.remember(page.own(name), JSON.stringify(out ? others : [entry, ...others].slice(0, most)));
  },
  /** @param {string} key @param {string} value nothing to forget it */
  remember(key, value) {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* the choice holds for this page */ }
  },
};
