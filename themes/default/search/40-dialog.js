// The dialog: lifted out of the search page on first use, filled from the index. On the search page itself, the URL holds the query.
'use strict';

var vestibuleSearch = (() => {
  const { root = './', search = '', searchPage = '' } = document.body.dataset;
  const onPage = /** @type {HTMLDialogElement | null} */ (document.querySelector('dialog.search'));
  /** @type {Promise<HTMLDialogElement> | undefined} */
  let dialog;
  /** @type {Promise<void> | undefined} */
  let loading;
  /** @type {SearchIndex | undefined} */
  let index;
  /** @type {Manifest | undefined} */
  let manifest;
  let only = '';
  /** @type {Entry[]} */
  let entries = [];

  /** @param {string} url */
  const get = async url => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${new URL(answer.url).pathname} answers ${answer.status}`);
    return answer;
  };

  /** Takes the dialog out of the search page, with the icons that this page lacks. */
  const lift = async () => {
    const answer = await get(searchPage), page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = page.querySelector('dialog.search');
    if (!found) throw new Error('the search page has no dialog');
    const lifted = /** @type {HTMLDialogElement} */ (document.importNode(found, true));
    for (const link of lifted.querySelectorAll('a[href]')) link.setAttribute('href', new URL(link.getAttribute('href') ?? '', answer.url).href);
    const icons = [...page.querySelectorAll('svg[hidden] > symbol')].filter(symbol => !document.getElementById(symbol.id));
    document.querySelector('svg[hidden]')?.append(...icons.map(symbol => document.importNode(symbol, true)));
    document.body.append(lifted);
    return lifted;
  };

  /** @param {HTMLDialogElement} box */
  const wire = box => {
    const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (box.querySelector(selector));
    const input = /** @type {HTMLInputElement} */ (one('input')), list = one('[role=listbox]'), peek = box.querySelector('.peek');
    const narrow = one('.search-f'), status = one('[role=status]'), empty = searchView.make('div', { class: 'empty', hidden: '' });
    list.before(empty);
    box.removeAttribute('open');

    const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=option]')]);
    const select = (/** @type {number} */ at) => {
      const all = options(), chosen = all[at];
      all.forEach(option => option.setAttribute('aria-selected', String(option === chosen)));
      if (chosen) input.setAttribute('aria-activedescendant', chosen.id);
      else input.removeAttribute('aria-activedescendant');
      chosen?.scrollIntoView({ block: 'nearest' });
      if (peek) peek.replaceChildren(...(chosen && index ? searchView.preview(index, entries[at]) : []));
    };
    const open = (/** @type {HTMLElement | null | undefined} */ option, /** @type {boolean} */ apart) => {
      if (!option?.dataset.href) return;
      if (apart) window.open(option.dataset.href, '_blank', 'noopener');
      else {
        box.close();
        location.href = option.dataset.href;
      }
    };

    /** @param {string} title @param {(Node | string)[]} more */
    const say = (title, ...more) => {
      empty.replaceChildren(searchView.icon('search'), searchView.make('strong', {}, title), searchView.make('p', {}, ...more));
    };

    const show = () => {
      const query = input.value.trim();
      if (onPage) {
        const url = new URL(location.href);
        query ? url.searchParams.set('q', query) : url.searchParams.delete('q');
        only ? url.searchParams.set('kind', only) : url.searchParams.delete('kind');
        // A page on disk may not change its address; the query is lost on the way back then, and nothing else.
        try { history.replaceState(history.state, '', url); } catch { /* see above */ }
      }
      if (!index || !manifest) return;
      const answer = searchRank.ask(index, query), kind = index.kinds.findIndex(known => known.slug === only);
      const shown = searchView.hits(index, answer, kind < 0 ? undefined : kind);
      entries = shown.entries;
      list.replaceChildren(...shown.nodes);
      narrow.replaceChildren(...(query ? searchView.pills(index, answer, kind < 0 ? '' : only) : []));
      narrow.hidden = !query;
      list.hidden = !entries.length;
      empty.hidden = !!entries.length;
      input.setAttribute('aria-expanded', String(!!entries.length));
      select(entries.length ? 0 : -1);
      list.scrollTop = 0;
      const count = kind < 0 ? answer.hits.length : answer.counts.get(kind) ?? 0, day = new Date(manifest.asOf);
      const when = day.toLocaleDateString('en-GB', {
        day: 'numeric', month: 'long', timeZone: 'UTC', year: day.getUTCFullYear() === new Date().getUTCFullYear() ? undefined : 'numeric',
      });
      const how = !count ? '' : answer.some ? ' with some of the words' : answer.near ? ', some with similar words' : '';
      status.textContent = query ? `${count} ${count === 1 ? 'result' : 'results'}${how}, index of ${when}` : `Index of ${when}`;
      if (!query) say(`Search ${manifest.entities} entities and ${manifest.pages} pages of docs`, 'Names, owners, tags, headings and text. The beginning of a word is enough.');
      else if (answer.hits.length) say(`No ${index.kinds[kind]?.plural ?? 'page'} for “${query}”`, `${answer.hits.length} results are of other kinds: choose All.`);
      else say(`Nothing found for “${query}”`, 'The search looks at names, owners, tags, headings and text. Try fewer or shorter words.');
    };

    const load = () => (loading ??= (async () => {
      status.textContent = 'Loading the index…';
      empty.hidden = false;
      say('Loading the index…');
      try {
        const from = new URL(search, location.href);
        const told = /** @type {Manifest} */ (await (await get(from.href)).json());
        if (told.format !== searchFormat.version) throw new Error('it was built by another version; reload the page');
        index = searchFormat.read(await (await get(new URL(told.index, from).href)).json());
        manifest = told;
        show();
      } catch (error) {
        loading = undefined;
        const again = searchView.make('button', { class: 'btn', type: 'button' }, 'Try again');
        again.addEventListener('click', load);
        status.textContent = 'The search index could not be loaded';
        if (location.protocol === 'file:') say('Search needs a web server', 'Browsers do not let a page read other files from disk. Serve this folder over HTTP, and search works; all lists and links work as they are.');
        else say('The search index could not be loaded', `${error instanceof Error ? error.message : error}. `, again);
      }
    })());

    input.addEventListener('input', show);
    input.addEventListener('keydown', event => {
      const all = options(), at = all.findIndex(option => option.ariaSelected === 'true'), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (step && all.length) {
        event.preventDefault();
        select((at + step + all.length) % all.length);
      }
      if (event.key === 'Enter') {
        event.preventDefault();
        open(all[at], event.ctrlKey || event.metaKey);
      }
    });
    box.addEventListener('click', event => {
      const at = /** @type {Element} */ (event.target), pill = /** @type {HTMLElement | null} */ (at.closest('[data-kind-only]'));
      if (at === box) box.close();
      else if (pill) {
        only = pill.dataset.kindOnly ?? '';
        show();
        /** @type {HTMLElement | null} */ (narrow.querySelector('[aria-pressed=true]'))?.focus();
      } else open(at.closest('[role=option]'), event.ctrlKey || event.metaKey);
    });
    list.addEventListener('pointermove', event => {
      const at = options().indexOf(/** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest('[role=option]')));
      if (at >= 0 && options()[at].ariaSelected !== 'true') select(at);
    });
    if (onPage) {
      const asked = new URLSearchParams(location.search);
      input.value = asked.get('q') ?? '';
      only = asked.get('kind') ?? '';
    }
    return Object.assign(box, { load, select: () => input.select() });
  };

  const ready = async () => {
    const box = onPage ?? (await lift());
    return wire(box);
  };
  /** @type {ReturnType<typeof ready> | undefined} */
  let wired;
  void dialog;
  void root;

  return {
    /** Opens the dialog; where it cannot be had, goes to the search page. */
    async open() {
      try {
        const box = await (wired ??= ready());
        if (!box.open) box.showModal();
        box.select();
        await box.load();
      } catch {
        wired = undefined;
        if (!onPage) location.href = searchPage;
      }
    },
  };
})();
