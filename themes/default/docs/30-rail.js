// Navigation: the tree keeps its place from page to page, `n` and `p` lead to the neighbouring pages, a button prints.
'use strict';
{
  const rail = page.one('[data-keep]');
  if (rail) {
    const key = 'rail-' + rail.dataset.keep;
    let top = 0;
    try { top = Number(sessionStorage.getItem(key)); } catch { /* it starts at its top */ }
    rail.scrollTop = top;
    const now = page.one('[aria-current]', rail), seen = rail.getBoundingClientRect(), at = now?.getBoundingClientRect();
    if (at && (at.top < seen.top || at.bottom > seen.bottom)) rail.scrollTop += at.top - seen.top - seen.height / 2;
    addEventListener('pagehide', () => {
      try { sessionStorage.setItem(key, String(rail.scrollTop)); } catch { /* the next page starts at its top */ }
    });
  }
  document.addEventListener('keydown', event => {
    const busy = /** @type {Element} */ (event.target).closest?.('[popover], [role=tablist]');
    if (busy || page.one('dialog[open]') || !page.alone(event)) return;
    const way = { n: 'next', p: 'prev' }[event.key];
    if (way) page.one(`.pager [rel=${way}]`)?.click();
  });
  page.one('[data-print]')?.addEventListener('click', () => print());
}
