// Notes: the numbers in code and the footnotes in text show their note where they stand. Without script they lead to it.
'use strict';
{
  /** @type {HTMLElement | undefined} */
  let pop;
  /** @type {HTMLElement | undefined} */
  let opener;
  const GAP = 8;
  const make = () => {
    const element = document.createElement('div');
    element.className = 'pop';
    element.popover = 'auto';
    element.tabIndex = -1;
    element.setAttribute('role', 'dialog');
    element.addEventListener('toggle', event => {
      if (/** @type {ToggleEvent} */ (event).newState === 'closed') opener?.setAttribute('aria-expanded', 'false');
    });
    document.body.append(element);
    return element;
  };
  const links = page.all('a.note, sup > a[href^="#fn-"], sup > a[href*="-fn-"]').filter(link => link.hash && 'popover' in link);
  for (const link of links) {
    link.setAttribute('role', 'button');
    link.setAttribute('aria-expanded', 'false');
    const show = (/** @type {Event} */ event) => {
      const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!note) return;
      event.preventDefault();
      pop ??= make();
      if (link.getAttribute('aria-expanded') === 'true') return pop.hidePopover();
      opener?.setAttribute('aria-expanded', 'false');
      opener = link;
      pop.replaceChildren(...[...note.childNodes].map(node => node.cloneNode(true)));
      page.all('[id]', pop).forEach(inner => inner.removeAttribute('id'));
      page.all('a[href*="fn-ref-"]', pop).forEach(back => back.remove());
      pop.setAttribute('aria-label', link.getAttribute('aria-label') ?? page.text('note'));
      pop.showPopover();
      link.setAttribute('aria-expanded', 'true');
      const at = link.getBoundingClientRect(), size = pop.getBoundingClientRect(), wide = document.documentElement.clientWidth;
      const below = at.bottom + GAP + size.height <= innerHeight || at.top < size.height + GAP;
      pop.style.left = `${Math.max(GAP, Math.min(at.left, wide - size.width - GAP)) + scrollX}px`;
      pop.style.top = `${(below ? at.bottom + GAP : at.top - GAP - size.height) + scrollY}px`;
      pop.focus({ preventScroll: true });
    };
    link.addEventListener('click', show);
    link.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === ' ') show(event);
    });
  }
}
