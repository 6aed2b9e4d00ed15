// Kept pages: lists what was pinned and visited in this browser.
'use strict';
{
  const tiles = page.one('[data-tiles]')?.content;
  for (const card of page.all('[data-kept]')) {
    const pages = page.kept(card.dataset.kept).slice(0, 6);
    page.one('ul', card).append(...pages.map(({ path, title, look }) => {
      const row = document.createElement('li');
      const link = Object.assign(document.createElement('a'), { className: 't cover grow', textContent: title });
      link.setAttribute('href', (document.body.dataset.root ?? '') + path);
      const tile = [...(tiles?.children ?? [])].find((known) => known.dataset.kind === look) ?? tiles?.firstElementChild;
      if (tile) row.append(tile.cloneNode(true));
      row.append(link);
      return row;
    }));
    card.hidden = !pages.length;
  }
}
