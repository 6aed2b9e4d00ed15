// The preview's side of a page: reloads it when there is a new build, and lays what is broken over it until that is mended.
'use strict';
{
  const mine = Number(document.currentScript?.dataset.generation);
  const make = (/** @type {string} */ tag, /** @type {string} */ name, /** @type {(string | Node)[]} */ ...children) => {
    const node = document.createElement(tag);
    node.className = name;
    node.append(...children);
    return node;
  };

  // A shadow tree and a constructed sheet: neither the theme's styles nor its content security policy reach in.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host {all: initial}
    dialog {position: fixed; inset: auto 16px 16px; box-sizing: border-box; inline-size: min(880px, 100% - 32px); max-block-size: 70dvh; margin: 0 auto; padding: 0; overflow: auto;
      border: 1px solid #a83630; border-block-start-width: 4px; border-radius: 12px; background: #15171c; color: #eff0f3; font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 12px 48px #0008}
    header {display: flex; gap: 12px; align-items: center; justify-content: space-between; padding: 12px 16px; border-block-end: 1px solid #3c4048}
    h2 {margin: 0; font-size: 16px}
    button {min-block-size: 32px; padding-inline: 12px; border: 1px solid #6f747f; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer}
    button:focus-visible {outline: 2px solid #95b1fe; outline-offset: 2px}
    ol {margin: 0; padding: 0; list-style: none}
    li {padding: 12px 16px; border-block-start: 1px solid #272a31}
    li:first-child {border: 0}
    p {margin: 0; overflow-wrap: anywhere}
    .error {color: #fe9c91; font-weight: 600}
    .place, .code {color: #b7bbc2; font: 13px/1.5 ui-monospace, monospace}
    pre {margin: 8px 0; padding: 8px 12px; border-radius: 6px; background: #0a0c0f; font: 13px/1.5 ui-monospace, monospace; overflow-x: auto}
    mark {background: none; color: #fe9c91; text-decoration: underline wavy; text-underline-offset: 3px}
    .hint {color: #8bd4a5}`);
  /** @type {HTMLElement | undefined} */
  let host;
  let dismissed = '';

  const show = (/** @type {any[]} */ problems, /** @type {boolean} */ built) => {
    const text = JSON.stringify(problems);
    host?.remove();
    host = undefined;
    if (!problems.length || text === dismissed) return;
    host = document.createElement('vestibule-problems');
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    const close = make('button', '', 'Close'), count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    close.addEventListener('click', () => {
      dismissed = text;
      host?.remove();
    });
    const items = problems.map(problem => {
      const item = make('li', '', make('p', '', make('span', 'error', problem.severity), ` ${problem.message} `, make('span', 'code', problem.code)));
      if (problem.place) item.append(make('p', 'place', problem.place));
      if (problem.excerpt) {
        const letters = [...problem.excerpt[0]], from = problem.excerpt[1] - 1, to = from + problem.excerpt[2];
        item.append(make('pre', '', letters.slice(0, from).join(''), make('mark', '', letters.slice(from, to).join('')), letters.slice(to).join('')));
      }
      if (problem.hint) item.append(make('p', 'hint', problem.hint));
      return item;
    });
    const box = /** @type {HTMLDialogElement} */ (make('dialog', '',
      make('header', '', make('h2', '', built ? `${count} since the preview began` : `Not built: ${count}`), close), make('ol', '', ...items)));
    box.setAttribute('aria-label', 'Problems in the portal');
    root.append(box);
    document.body.append(host);
    box.show();
    // The reader is writing in another window; the page keeps its focus.
    close.blur();
  };

  const events = new EventSource('/_vestibule/events');
  events.onmessage = event => {
    const live = JSON.parse(event.data);
    if (live.generation !== mine) return location.reload();
    show(live.problems, live.built);
  };
  // The browser keeps the last state of a page that it leaves; the stream must not count among its connections then.
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload();
  });
}
