// The dialog: lifted out of the search page on first use, filled from the index. A combobox with a list of hits.
'use strict';

const searchDialog = (() => {
  /** @param {HTMLDialogElement} box */
  const wire = box => {
    const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (box.querySelector(selector));
    const input = /** @type {HTMLInputElement} */ (one('input')), list = one('[role=listbox]'), peek = box.querySelector('.peek');
    const narrow = one('.search-f'), status = one('[role=status]'), empty = searchView.make('div', { class: 'empty' });
    list.before(empty);
    box.removeAttribute('open');
    const { searchScope = '', searchPage = '' } = document.body.dataset;
    if (searchScope) {
      input.placeholder = searchScope;
      input.setAttribute('aria-label', searchScope);
      one('.search-k').prepend(searchView.make('a', { href: searchPage }, page.text('search-whole-portal')));
    }
    let only = '', answered = '';
    /** What the options are about, after the jumps. @type {(Entry | undefined)[]} */
    let entries = [];
    /** @type {SearchIndex | undefined} */
    let known;

    const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=option]')]);
    const select = (/** @type {number} */ at) => {
      const chosen = options()[at];
      options().forEach(option => option.setAttribute('aria-selected', String(option === chosen)));
      if (chosen) input.setAttribute('aria-activedescendant', chosen.id);
      else input.removeAttribute('aria-activedescendant');
      chosen?.scrollIntoView({ block: 'nearest' });
      const entry = chosen && entries[at];
      peek?.replaceChildren(...(entry && known ? searchView.preview(known, entry) : []));
    };
    const open = (/** @type {HTMLElement | null | undefined} */ option, /** @type {boolean} */ apart) => {
      const url = option?.dataset.href, button = option && searchJump.button(option);
      if (button) {
        box.close();
        button.click();
      }
      if (!url) return;
      if (apart) return void window.open(url, '_blank', 'noopener');
      box.close();
      location.href = url;
    };
    const blank = (/** @type {string} */ said, /** @type {(Node | string)[]} */ nodes) => {
      status.textContent = said;
      empty.replaceChildren(...nodes);
      empty.hidden = false;
      list.hidden = narrow.hidden = true;
    };

    const show = async () => {
      try {
        if (!known) blank(page.text('loading-index'), searchView.empty(page.text('loading-index')));
        const { index, manifest } = await searchSource.load(), query = input.value.trim();
        known = index;
        if (query !== answered.slice(answered.indexOf(' ') + 1)) list.scrollTop = 0;
        answered = `${only} ${query}`;
        const answer = searchRank.ask(index, query), said = searchView.words(index, manifest, answer, query, only), jumps = only ? [] : searchJump.options(query);
        const shown = searchJump.isAsked(query) ? { nodes: [], entries: [] } : searchView.options(index, answer, only);
        entries = [...jumps.map(() => undefined), ...shown.entries];
        list.replaceChildren(...(jumps.length ? [searchView.grouped(page.text('pages-title'), jumps)] : []), ...shown.nodes);
        status.textContent = shown.entries.length || !jumps.length ? said.status : '';
        empty.replaceChildren(...searchView.empty(said.empty[0], said.empty[1]));
        list.hidden = !entries.length;
        empty.hidden = !list.hidden;
        narrow.replaceChildren(...searchView.pills(index, answer, only));
        narrow.hidden = !query || searchJump.isAsked(query);
        input.setAttribute('aria-expanded', String(!list.hidden));
        select(0);
      } catch (error) {
        blank(page.text('index-not-loaded'), searchSource.failure(error, show));
      }
    };

    input.addEventListener('input', show);
    input.addEventListener('keydown', event => {
      const count = entries.length, at = options().findIndex(option => option.getAttribute('aria-selected') === 'true'), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (step && count) select((at + step + count) % count);
      else if (event.key === 'Enter') open(options()[at], event.ctrlKey || event.metaKey);
      else return;
      event.preventDefault();
    });
    box.addEventListener('click', event => {
      const target = /** @type {Element} */ (event.target), pill = target.closest('[data-kind-only]');
      if (target === box) box.close();
      else if (target.closest('[data-keys]')) vestibuleKeys?.();
      else if (pill instanceof HTMLElement) {
        only = pill.dataset.kindOnly ?? '';
        show().then(() => /** @type {HTMLElement | null} */ (narrow.querySelector('[aria-pressed=true]'))?.focus());
      } else if (target.closest('.peek a')) {
        // A link to a place in this page leaves the dialog open otherwise.
        if (!event.ctrlKey && !event.metaKey) box.close();
      } else open(/** @type {HTMLElement | null} */ (target.closest('[role=option]')), event.ctrlKey || event.metaKey);
    });
    list.addEventListener('pointermove', event => {
      const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role=option]'));
      if (option && option.getAttribute('aria-selected') !== 'true') select(options().indexOf(option));
    });
    return () => {
      if (!box.open) box.showModal();
      input.select();
      return show();
    };
  };

  /** @type {Promise<() => Promise<void>> | undefined} */
  let ready;

  /** Opens the dialog. */
  const open = async () => {
    ready ??= searchSource.lift('dialog.search').then(wire);
    try {
      await (await ready)();
    } catch (error) {
      ready = undefined;
      throw error;
    }
  };
  return { open };
})();
