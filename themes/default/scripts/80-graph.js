// Graph: starts at the node that the page is about; the edges of the node under the pointer or the focus light up.
'use strict';

/** Brings a picture to life. @param {SVGElement} svg */
page.enliven = svg => {
  const frame = svg.parentElement, node = page.one('[data-focus]', svg)?.getBBox();
  if (node && frame) {
    frame.scrollLeft = node.x + node.width / 2 - frame.clientWidth / 2;
    frame.scrollTop = node.y + node.height / 2 - frame.clientHeight / 2;
  }
  const light = (/** @type {Event} */ event) => {
    const name = event.type.endsWith('out') ? undefined : /** @type {Element} */ (event.target).closest('[data-n]')?.getAttribute('data-n');
    page.all('[data-e]', svg).forEach(edge => edge.toggleAttribute('data-on', !!name && edge.dataset.e.split(' ').includes(name)));
  };
  for (const kind of ['pointerover', 'pointerout', 'focusin', 'focusout']) svg.addEventListener(kind, light);
};
page.all('[data-graph]').forEach(page.enliven);
