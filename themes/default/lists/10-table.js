// Catalog table: text, facets, sort and density work on the rows that the page holds; the URL keeps the state.
'use strict';
{
  const table = page.one('[data-filter-table]'), form = page.one('[data-facets]'), text = page.one('[data-filter-text]');
  if (table) {
    const body = table.tBodies[0], rows = /** @type {HTMLTableRowElement[]} */ ([...body.rows]), asked = new URLSearchParams(location.search);
    const texts = new Map(rows.map(row => [row, (row.textContent ?? '').toLowerCase()]));
    const isCut = 'whole' in (text?.dataset ?? {}), count = page.one('[data-filter-count]'), none = page.one('[data-filter-none]'), boxes = page.all('input[type=checkbox]', form);
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    let order = '', isWhole = false;
    /** The filter language, once it is there; words look at the rows' texts until then. @type {FilterBar | undefined} */
    let bar;
    /** @type {Promise<void> | undefined} */
    let loading;
    const load = () => text.dataset.queryScript && (loading ??= new Promise((done, failed) => {
      const script = Object.assign(document.createElement('script'), { src: text.dataset.queryScript, onload: done, onerror: failed });
      document.head.append(script);
    }).then(() => vestibuleFilter?.(text, page.one('[data-filter-error]'), rows)).then(ready => {
      bar = ready;
      if (text.value || bar?.whole) apply();
    }).catch(() => { /* on disk, or without a network, the words are what there is */ }));

    // A row may hold several values of a facet, one a line.
    const has = (/** @type {HTMLTableRowElement} */ row, /** @type {string} */ name, /** @type {string[]} */ values) =>
      (row.dataset[name] ?? '').split('\n').some(value => values.includes(value));

    const wanted = () => {
      /** @type {Record<string, string[]>} */
      const facets = {};
      for (const box of boxes) if (box.checked) (facets[box.name] ??= []).push(box.value);
      return facets;
    };

    const apply = () => {
      const facets = Object.entries(wanted()), isAsked = facets.length > 0 || !!text?.value.trim() || !!order, whole = bar?.whole;
      remember(facets);
      // What was looked at so far, of a list that has more pages, is no answer: the whole list is.
      if (whole && isAsked) {
        const { total, shown } = whole.show(body, text.value, facets, order);
        isWhole = true;
        tell(total, shown < total ? page.text('shown-that-match', { shown, total }) : page.text('shown-of', { shown: total, all: whole.count }));
        return;
      }
      if (whole && isWhole) {
        whole.leave();
        body.replaceChildren(...rows);
        isWhole = false;
        tell(rows.length, count?.dataset.all);
        return;
      }
      const words = (text?.value ?? '').trim().toLowerCase().split(/\s+/), meant = bar?.ask(text.value);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !(facets.every(([name, values]) => has(row, name, values)) && (meant ? meant.has(row) : words.every((/** @type {string} */ word) => texts.get(row)?.includes(word))));
        if (!row.hidden) shown++;
      }
      tell(shown, shown === rows.length ? count?.dataset.all : page.text('shown-on-page', { shown, total: rows.length }));
    };

    const tell = (/** @type {number} */ shown, /** @type {string} */ words) => {
      if (count) count.textContent = words;
      if (none) none.hidden = shown > 0;
      table.hidden = !shown;
    };

    const remember = (/** @type {[string, string[]][]} */ facets) => {
      const state = new URLSearchParams(facets.flatMap(([name, values]) => values.map(value => [name, value])));
      if (text?.value.trim()) state.set('q', text.value.trim());
      if (order) state.set('sort', order);
      try { history.replaceState(history.state, '', String(state) ? '?' + state : location.pathname); } catch { /* a page on disk keeps its address */ }
    };

    const sort = (/** @type {string} */ key, /** @type {boolean} */ up) => {
      for (const link of page.all('[data-sort]', table)) {
        const head = link.closest('th');
        if (link.dataset.sort === key) head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        else head.removeAttribute('aria-sort');
      }
      const value = (/** @type {HTMLElement} */ row) => row.dataset[key] ?? '';
      // Rows without a value stand last in either direction.
      if (!bar?.whole) rows.sort((a, b) => Number(!value(a)) - Number(!value(b)) || (up ? 1 : -1) * collator.compare(value(a), value(b)));
      if (!bar?.whole) body.append(...rows);
      order = (up ? '' : '-') + key;
    };

    for (const link of page.all('[data-sort]', table)) {
      link.href = '?sort=' + link.dataset.sort;
      link.addEventListener('click', (/** @type {Event} */ event) => {
        event.preventDefault();
        if (isCut) load();
        sort(link.dataset.sort, link.closest('th').getAttribute('aria-sort') !== 'ascending');
        apply();
      });
    }
    form?.addEventListener('change', () => {
      if (isCut) load();
      apply();
    });
    form?.addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
    text?.addEventListener('input', apply);
    text?.addEventListener('focus', load, { once: true });
    // The form is reset only after this event.
    form?.addEventListener('reset', () => setTimeout(() => {
      if (text) text.value = '';
      for (const box of boxes) box.checked = false;
      // The button among what was found may go with the need for it.
      if (none?.contains(document.activeElement)) text?.focus();
      apply();
    }));

    for (const box of boxes) if (asked.getAll(box.name).includes(box.value)) box.checked = true;
    if (text && asked.has('q')) text.value = asked.get('q');
    if (text?.value || isCut && location.search) load();
    const by = asked.get('sort') ?? '';
    if (page.all('[data-sort]', table).some(link => link.dataset.sort === by.replace(/^-/, ''))) sort(by.replace(/^-/, ''), !by.startsWith('-'));
    if (location.search) apply();

    const buttons = page.all('[data-set-density]');
    const dense = (/** @type {string} */ density) => {
      table.dataset.density = density;
      buttons.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.setDensity === density)));
    };
    for (const button of buttons) {
      button.addEventListener('click', () => {
        dense(button.dataset.setDensity);
        page.remember('density', button.dataset.setDensity);
      });
    }
    if (page.recall('density')) dense(page.recall('density'));
  }
}
