// What every script of the page uses. All of them enhance pages that are whole without them.
'use strict';

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
  /** Gives what was chosen on an earlier page; a browser may refuse to remember. @param {string} key */
  recall(key) {
    try { return localStorage.getItem(key) ?? ''; } catch { return ''; }
  },
  /** @param {string} key @param {string} value nothing to forget it */
  remember(key, value) {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* the choice holds for this page */ }
  },
};
