// The search files, read once on first use, and why they cannot be read; and the dialogs that the search page holds.
'use strict';

const searchSource = (() => {
  /** @type {Promise<{ index: SearchIndex, manifest: Manifest }> | undefined} */
  let loading;

  /** What kinds are called that no model names, one and several. @type {Record<string, [string, string]>} */
  const names = {
    doc: [page.text('docs'), page.text('docs')],
    'api-operation': [page.text('operation'), page.text('operations-title')],
    'api-type': [page.text('type-of-api'), page.text('types')],
  };

  /** @param {string} url */
  const get = async url => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(page.text('answers-with', { file: new URL(answer.url).pathname, status: String(answer.status) }));
    return answer;
  };

  const read = async () => {
    const url = new URL(document.body.dataset.search ?? '', location.href);
    const manifest = /** @type {Manifest} */ (await (await get(url.href)).json());
    if (manifest.format !== searchFormat.version) throw new Error(page.text('other-version'));
    const file = await (await get(new URL(manifest.index, url).href)).json();
    const index = searchFormat.read(file);
    for (const kind of index.kinds) [kind.name, kind.plural] = names[kind.slug] ?? [kind.name, kind.plural];
    return { manifest, index };
  };

  /** Reads the index; after a failure, asks again. */
  const load = () => (loading ??= read().catch(error => {
    loading = undefined;
    throw error;
  }));

  /**
   * Says why there is no search, and offers what can be done.
   * @param {unknown} error
   * @param {() => void} retry
   */
  const failure = (error, retry) => {
    if (location.protocol === 'file:') {
      return searchView.empty(page.text('search-needs-server'), page.text('search-on-disk'));
    }
    const again = searchView.make('button', { class: 'btn', type: 'button' }, page.text('try-again'));
    again.addEventListener('click', retry);
    return [...searchView.empty(page.text('index-not-loaded'), `${error instanceof Error ? error.message : error}.`), again];
  };

  /** Takes a dialog out of the search page, with the icons that this page lacks. @param {string} selector */
  const lift = async selector => {
    const here = document.querySelector(selector);
    if (here) return /** @type {HTMLDialogElement} */ (here);
    const answer = await get(document.body.dataset.searchPage ?? ''), other = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = other.querySelector(selector);
    if (!found) throw new Error('the search page has no dialog');
    const icons = [...other.querySelectorAll('svg[hidden] > symbol')].filter(symbol => !document.getElementById(symbol.id));
    document.querySelector('svg[hidden]')?.append(...icons.map(symbol => document.importNode(symbol, true)));
    return document.body.appendChild(/** @type {HTMLDialogElement} */ (document.importNode(found, true)));
  };

  return { load, failure, lift };
})();
