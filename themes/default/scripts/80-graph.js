// Graph: starts at the node that the page is about; the edges of the node under the pointer or the focus light up.
'use strict';

/** Brings a picture to life. @param {SVGElement} svg */
page.enliven = svg => {
  const frame = svg.parentElement, node = page.one('[data-focus]', svg)?.getBBox();
  if (node && frame) {
    frame.scrollLeft = node.x + node.width / 2 - frame.clientWidth / 2;
    frame.scrollTop = node.y + node.height / 2 - frame.clientHeight / 2;
  }
};
page.all('[data-graph]').forEach(page.enliven);
// The document listens, since a picture that does is a stop of its own for the keyboard.
for (const kind of ['pointerover', 'pointerout', 'focusin', 'focusout']) document.addEventListener(kind, event => {
  const node = /** @type {Element} */ (event.target).closest?.('[data-n]'), name = kind.endsWith('out') ? null : node?.getAttribute('data-n');
  if (node) page.all('[data-e]', node.closest('svg')).forEach(edge => edge.toggleAttribute('data-on', !!name && edge.dataset.e.split(' ').includes(name)));
});
