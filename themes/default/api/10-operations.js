// Operations: the field above the list leaves in it what holds the words, the list marks what is being read, code gets its copy buttons, and the name of a
// parameter leads to itself.
'use strict';
{
  const rail = page.one('[data-operations]'), field = page.one('#oq');
  field?.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    page.all(':scope > div', rail).slice(1).forEach(group => {
      const items = page.all('li', group);
      items.forEach(item => {
        const text = (item.textContent ?? '').toLowerCase();
        item.hidden = !words.every((/** @type {string} */ word) => text.includes(word));
      });
      group.hidden = items.every(item => item.hidden);
    });
  });

  const button = page.one('#copy-button')?.content;
  if (button) page.all('.op-path, .op-try figcaption').forEach(place => place.append(button.cloneNode(true)));

  // What is laid out on the way may push the target off after the browser went there; it is held until that is over, or the reader moves.
  let held = 0;
  const settle = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const mine = ++held, until = performance.now() + 700;
    const look = () => {
      if (mine !== held || !target) return;
      target.scrollIntoView();
      if (performance.now() < until) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  for (const sign of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(sign, () => { held += 1; }, { passive: true });
  addEventListener('hashchange', settle);
  if (location.hash) settle();

  document.addEventListener('click', event => {
    const name = /** @type {Element} */ (event.target).closest?.('.op .prop > b');
    const id = name?.closest('li')?.id;
    if (id && !page.one('a', name)) location.hash = id;
  });

  const links = new Map(page.all('a[href^="#op-"], a[href^="#schema-"]', rail).map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  if (links.size) {
    const seen = new Set();
    /** @type {Element | undefined} */
    let current;
    const watch = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target) : seen.delete(target);
      const first = [...seen].sort((one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)[0];
      const link = first && links.get(first.id);
      if (!link || link === current) return;
      current?.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      current = link;
      // The rail follows by itself alone; the page stays where it is.
      const frame = rail.closest('.rail'), at = link.getBoundingClientRect(), all = frame.getBoundingClientRect();
      if (at.top < all.top + 8 || at.bottom > all.bottom - 8) frame.scrollTop += at.top - all.top - all.height / 3;
    }, { rootMargin: '-96px 0px -60% 0px' });
    page.all('.op').forEach(section => watch.observe(section));
  }
}
