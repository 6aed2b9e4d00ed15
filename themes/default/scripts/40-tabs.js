// Tabs: stacked panels with labels become a tab list; sets of the same name share the choice, on all pages.
'use strict';
{
  const sets = page.all('[data-tabs]');
  const panelsOf = (/** @type {Element} */ set) => page.all(':scope > [data-tab]', set);

  const pick = (/** @type {Element} */ set, /** @type {string} */ name) => {
    const panels = panelsOf(set);
    if (!panels.some(panel => panel.dataset.tab === name)) return;
    page.all(':scope > [role=tablist] > [role=tab]', set).forEach((tab, n) => {
      const chosen = panels[n].dataset.tab === name;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panels[n].hidden = !chosen;
    });
  };

  sets.forEach((set, s) => {
    const panels = panelsOf(set);
    if (!panels.length) return;
    const list = document.createElement('div');
    list.className = 'seg';
    list.setAttribute('role', 'tablist');
    panels.forEach((panel, n) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.textContent = panel.dataset.tab;
      tab.id = `tab-${s}-${n}`;
      tab.setAttribute('role', 'tab');
      panel.id ||= `panel-${s}-${n}`;
      tab.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      list.append(tab);
    });
    set.prepend(list);

    const choose = (/** @type {number} */ n) => {
      const name = panels[n].dataset.tab, top = list.getBoundingClientRect().top;
      page.remember('tab-' + set.dataset.tabs, name);
      sets.filter(other => other.dataset.tabs === set.dataset.tabs).forEach(other => pick(other, name));
      // Sets above may have changed their height; what was clicked stays where it was.
      scrollBy({ top: list.getBoundingClientRect().top - top, behavior: 'instant' });
    };
    const tabs = /** @type {HTMLElement[]} */ ([...list.children]);
    list.addEventListener('click', event => {
      const n = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
      if (n >= 0) choose(n);
    });
    list.addEventListener('keydown', event => {
      const at = panels.findIndex(panel => !panel.hidden), last = panels.length - 1;
      const next = (at + 1) % panels.length, before = at ? at - 1 : last, isTurned = document.dir === 'rtl';
      const to = { ArrowRight: isTurned ? before : next, ArrowLeft: isTurned ? next : before, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
      tabs[to].focus();
    });
    pick(set, panels[0].dataset.tab);
    pick(set, page.recall('tab-' + set.dataset.tabs));
  });
}
