// Ahead: asks for a page of the portal as soon as somebody points at its link for a moment, so that it is there when they follow it.
'use strict';
{
  const asked = new Set([location.href.split('#')[0]]);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const root = new URL(document.body.dataset.root ?? '', location.href).href;
  /** @type {{ saveData?: boolean } | undefined} */
  const connection = Reflect.get(navigator, 'connection');
  /** @param {Event} event */
  const ask = (event) => {
    clearTimeout(timer);
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.href.split('#')[0] ?? '';
    if (!link || link.hasAttribute('download') || !href.startsWith(root) || asked.has(href) || connection?.saveData) return;
    timer = setTimeout(() => {
      asked.add(href);
      document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href }));
    }, 80);
  };
  for (const type of ['pointerover', 'focusin']) document.addEventListener(type, ask, { passive: true });
}
