// Kept pages: remembers, in this browser alone, which entities and docs were visited and pinned; the front door lists them.
'use strict';
{
  const header = page.one('.ent-h'), docs = page.one('[data-docs]');
  const first = page.one('.tabs a', header), title = page.one('h1')?.textContent.trim();
  if (title && (docs || (header && (!first || first.hasAttribute('aria-current'))))) {
    const root = new URL(document.body.dataset.root ?? '', location.href).pathname;
    const look = docs ? 'doc' : page.one('.tile', header)?.dataset.kind ?? '';
    const entry = { path: location.pathname.slice(root.length), title, look };
    page.keep('visits', entry, 8);
    const button = page.one('[data-pin]');
    if (button) {
      const isPinned = () => page.kept('pins').some(({ path }) => path === entry.path);
      const show = () => button.setAttribute('aria-pressed', String(isPinned()));
      show();
      button.addEventListener('click', () => {
        page.keep('pins', entry, 12, isPinned());
        show();
      });
    }
  }
}
