// Jumps: what is typed -> the portal's own pages whose titles begin like it, and after `>` all of them with what can be done here, as options of the dialog's list.
'use strict';

const searchJump = (() => {
  const ENOUGH = 2;
  /** What can be done with what the page is about, and on every page. */
  const HERE = '[data-copy="#ref"], [data-pin], .acts a, .page-acts .row a', ANYWHERE = '[data-theme-toggle], dialog.search [data-keys]';

  /** @param {string} title @param {Element | null} icon @param {string} href @param {Element | null} button what is pressed where there is no page to go to */
  const jump = (title, icon, href, button) => ({ title, icon, href, button });

  /** Tells whether actions are asked for. @param {string} query */
  const isAsked = query => query.startsWith('>');

  const all = (/** @type {boolean} */ isWhole) => {
    const pages = page.all('.menu nav a'), found = isWhole ? [...page.all(HERE).filter(element => element.checkVisibility()), ...pages, ...page.all(ANYWHERE)] : pages;
    return found.map(element => jump(element.getAttribute('aria-label') ?? element.textContent.trim(), page.one('svg', element), element.href ?? '', element.href ? null : element));
  };

  /** @param {string} query */
  const options = query => {
    const isWhole = isAsked(query), begun = query.replace(/^>\s*/, '').toLowerCase();
    if (!isWhole && begun.length < ENOUGH) return [];
    return all(isWhole).filter(({ title }) => title.toLowerCase().startsWith(begun) || isWhole && title.toLowerCase().includes(begun)).map(({ title, icon, href, button }, number) => {
      const { make } = searchView, tile = make('span', { class: 'tile', 'data-tone': 'mute', 'data-m': '' }, icon?.cloneNode(true) ?? searchView.icon('enter'));
      const option = make('div', { class: 'hit', role: 'option', id: 'jump-' + number, 'aria-selected': 'false', 'data-href': href }, tile, make('div', {}, make('b', {}, title)), searchView.icon('enter'));
      if (button instanceof HTMLElement) pressed.set(option, button);
      return option;
    });
  };
  /** @type {WeakMap<Element, HTMLElement>} */
  const pressed = new WeakMap();

  return { isAsked, options, button: (/** @type {Element} */ option) => pressed.get(option) };
})();
