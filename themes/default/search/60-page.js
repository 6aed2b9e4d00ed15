// The search page: the same answers as links, with the query and its filter in the URL.
'use strict';

const searchPage = (() => {
  const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-search-results]'));
  if (!place) return undefined;
  const { make } = searchView;
  const label = make('label', { class: 'sr', for: 'search-q' }, page.text('search-the-portal'));
  const input = /** @type {HTMLInputElement} */ (make('input', { id: 'search-q', name: 'q', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: page.text('search-for-short') }));
  const form = make('form', { class: 'big-search', role: 'search' }, searchView.icon('search'), label, input);
  const narrow = make('div', { class: 'row', role: 'group', 'aria-label': page.text('narrow-results') });
  const status = make('p', { class: 'muted small num', role: 'status' }), results = make('div', { class: 'stack' });
  place.append(form, narrow, status, results);
  let only = '';

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get('q') ?? '';
    only = asked.get('kind') ?? '';
  };
  const keep = () => {
    const url = new URL(location.href);
    for (const [name, value] of [['q', input.value.trim()], ['kind', only]]) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    // A page on disk may not change its address.
    try { history.replaceState(history.state, '', url); } catch { /* the query is lost on the way back, and nothing else */ }
  };
  const show = async () => {
    try {
      const { index, manifest } = await searchSource.load(), query = input.value.trim(), answer = searchRank.ask(index, query);
      const said = searchView.words(index, manifest, answer, query, only), cards = searchView.cards(index, answer, only);
      status.textContent = said.status;
      narrow.replaceChildren(...(query ? searchView.pills(index, answer, only) : []));
      results.replaceChildren(...(cards.length ? cards : [make('div', { class: 'card' }, make('div', { class: 'empty' }, ...searchView.empty(said.empty[0], said.empty[1])))]));
    } catch (error) {
      status.textContent = '';
      results.replaceChildren(make('div', { class: 'card' }, make('div', { class: 'empty' }, ...searchSource.failure(error, show))));
    }
  };

  input.addEventListener('input', () => {
    keep();
    show();
  });
  form.addEventListener('submit', event => event.preventDefault());
  narrow.addEventListener('click', event => {
    const pill = /** @type {Element} */ (event.target).closest('[data-kind-only]');
    if (!(pill instanceof HTMLElement)) return;
    only = pill.dataset.kindOnly ?? '';
    keep();
    show().then(() => /** @type {HTMLElement | null} */ (narrow.querySelector('[aria-pressed=true]'))?.focus());
  });
  addEventListener('popstate', () => {
    restore();
    show();
  });
  restore();
  status.textContent = page.text('loading-index');
  show();
  return { open: async () => input.select() };
})();

globalThis.vestibuleSearch = searchPage ?? searchDialog;
