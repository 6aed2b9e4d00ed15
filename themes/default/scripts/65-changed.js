// Changed pages: marks, among the contents of docs, what changed since the portal that the reader saw on an earlier visit. A visit lasts as long as its tab.
'use strict';
{
  const nav = page.one('[data-docs]');
  if (nav) {
    const key = 'seen ' + nav.dataset.docs, asOf = nav.dataset.asOf;
    let since = page.recall(key);
    try {
      since = sessionStorage.getItem(key) ?? since;
      sessionStorage.setItem(key, since);
    } catch { /* every page is a visit of its own */ }
    page.remember(key, asOf);
    for (const link of since ? page.all('a[data-updated]:not([aria-current])', nav) : []) {
      if (link.dataset.updated > since) {
        link.dataset.changed = '';
        link.append(Object.assign(document.createElement('span'), { className: 'sr', textContent: page.text('changed-since-visit') }));
      }
    }
  }
}
