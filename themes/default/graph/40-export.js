// Export: the picture that stands on the page as a file: an SVG that holds its own colours and icons, DOT for Graphviz, Mermaid for Markdown.
'use strict';
{
  const LOOK = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'color', 'font-family', 'font-size', 'font-weight'];
  const words = (/** @type {Element} */ element) => page.one('title', element)?.textContent ?? '';
  const dashed = (/** @type {Element | null} */ element) => !!element?.getAttribute('stroke-dasharray');

  /** Reads nodes, lines and frames off a picture. @param {SVGElement} svg */
  const read = svg => ({
    nodes: page.all('.g-node', svg).map(node => ({ id: node.dataset.n, frame: node.dataset.f, words: words(node), dashed: dashed(page.one('.box', node)), focus: 'focus' in node.dataset })),
    lines: page.all('[data-e]', svg).map(line => ({ ends: line.dataset.e.split(' '), words: words(line), dashed: dashed(line) })),
    frames: page.all('.g-group', svg).map(frame => ({ id: frame.dataset.f, words: words(frame) || frame.textContent })),
  });
  /** Writes what frames hold, then what stands alone. @param {ReturnType<typeof read>} picture @param {(frame: { id: string, words: string }) => string} open @param {string} close @param {(node: ReturnType<typeof read>['nodes'][0]) => string} write */
  const grouped = (picture, open, close, write) => [...picture.frames, undefined].map(frame => {
    const nodes = picture.nodes.filter(node => node.frame === frame?.id).map(node => (frame ? '  ' : '') + write(node)).join('');
    return frame ? open(frame) + nodes + close : nodes;
  }).join('');
  const quoted = (/** @type {string} */ text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/[\0-\x1f]/g, ' ')}"`;
  // Mermaid reads `#34;` as the letter of that number.
  const safe = (/** @type {string} */ text) => `"${text.replace(/[^\p{L}\p{N} _.,/:-]/gu, letter => `#${letter.codePointAt(0)};`)}"`;

  /** @type {Record<string, { type: string, write: (svg: SVGElement, down: boolean) => string }>} */
  const forms = {
    svg: { type: 'image/svg+xml', write(svg) {
      const copy = /** @type {SVGElement} */ (svg.cloneNode(true)), own = [svg, ...page.all('*', svg)], copies = [copy, ...page.all('*', copy)];
      own.forEach((element, index) => {
        const look = getComputedStyle(element), to = copies[index];
        for (const name of LOOK) { const value = look.getPropertyValue(name); if (value) to.setAttribute(name, value); }
        if (element.localName === 'a') to.setAttribute('href', new URL(element.getAttribute('href') ?? '', location.href).href);
        for (const name of ['class', 'data-e', 'data-n', 'data-f', 'data-ref', 'data-kind', 'data-tone', 'data-focus', 'data-graph']) to.removeAttribute(name);
      });
      const defs = page.one('defs', copy), ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      new Set(page.all('use', svg).map(use => use.getAttribute('href') ?? '')).forEach(name => { const icon = page.one(name); if (icon) defs?.append(icon.cloneNode(true)); });
      for (const [name, value] of [['width', '100%'], ['height', '100%'], ['fill', getComputedStyle(svg.closest('.diagram') ?? svg).backgroundColor]]) ground.setAttribute(name, value);
      defs?.after(ground);
      copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
      return new XMLSerializer().serializeToString(copy) + '\n';
    } },
    dot: { type: 'text/vnd.graphviz', write(svg, down) {
      const picture = read(svg);
      const nodes = grouped(picture, frame => `  subgraph cluster_${frame.id} {\n    label=${quoted(frame.words)};\n`, '  }\n', node => `  ${node.id} [label=${quoted(node.words)}${node.dashed ? ', style="rounded,dashed"' : ''}${node.focus ? ', penwidth=2' : ''}];\n`);
      const lines = picture.lines.map(line => `  ${line.ends.join(' -> ')} [tooltip=${quoted(line.words)}${line.dashed ? ', style=dashed' : ''}];\n`).join('');
      return `digraph catalog {\n  rankdir=${down ? 'TB' : 'LR'};\n  node [shape=box, style=rounded, fontname="sans-serif"];\n${nodes}${lines}}\n`;
    } },
    mmd: { type: 'text/plain', write(svg, down) {
      const picture = read(svg);
      const nodes = grouped(picture, frame => `  subgraph ${frame.id}[${safe(frame.words)}]\n`, '  end\n', node => `  ${node.id}[${safe(node.words)}]\n`);
      const lines = picture.lines.map(line => `  ${line.ends.join(line.dashed ? ' -.-> ' : ' --> ')}\n`).join('');
      const looks = picture.nodes.filter(node => node.focus || node.dashed).map(node => `  style ${node.id} ${node.focus ? 'stroke-width:3px' : 'stroke-dasharray:4 3'}\n`).join('');
      return `flowchart ${down ? 'TB' : 'LR'}\n${nodes}${lines}${looks}`;
    } },
  };

  for (const button of page.all('[data-export]')) button.addEventListener('click', (/** @type {Event} */ event) => {
    const svg = /** @type {SVGElement | null} */ (page.one('svg[data-graph]')), form = forms[button.dataset.export];
    if (!svg || !form) return;
    event.preventDefault();
    const focus = page.one('[data-focus]', svg), name = (focus ? words(focus) : 'catalog').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    const down = page.one('button[name=direction][value=TB]')?.getAttribute('aria-pressed') === 'true';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([form.write(svg, down)], { type: form.type }));
    link.download = `${name}.${button.dataset.export}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
