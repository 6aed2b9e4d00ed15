// The search trigger is a link to the search page; with script it opens the dialog, which is loaded on first use. So is the list of keys.
'use strict';
{
  const { searchScript = '', searchPage = '' } = document.body.dataset, trigger = page.one('[data-search-open]');
  /** @type {Promise<void> | undefined} */
  let loading;
  const load = () => (loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = searchScript;
    script.onload = () => done();
    script.onerror = failed;
    document.head.append(script);
  }));
  const open = async (isKeys = false) => {
    try {
      await load();
      await (isKeys ? vestibuleKeys?.() : vestibuleSearch?.open());
    } catch {
      loading = undefined;
      location.href = searchPage || trigger?.href;
    }
  };
  if (searchScript) {
    page.all('[data-search-open]').forEach(link => link.addEventListener('click', (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open();
    }));
    document.addEventListener('keydown', event => {
      const isKeys = event.key === '?', asked = event.key.toLowerCase() === 'k' ? event.metaKey || event.ctrlKey : (isKeys || event.key === '/') && page.alone(event);
      if (!asked || event.isComposing) return;
      event.preventDefault();
      open(isKeys);
    });
    if (page.recall('keys')) page.all('kbd[data-js]').forEach(hint => hint.remove());
    // The search page shows answers without being asked.
    if (page.one('[data-search-results]')) load().catch(() => {});
  }
}
