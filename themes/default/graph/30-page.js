// The page of the whole graph: the state stands in the address as Backstage names it; a chosen entity is drawn with what is around it, else the picture that was built stands.
'use strict';
{
  const root = page.one('[data-explore]'), field = page.one('#gf'), frame = page.one('[data-frame]'), words = page.one('[data-words]'), rows = page.one('[data-rows]'), rest = page.one('#rest');
  const whole = { svg: frame?.innerHTML, words: words?.innerHTML, rows: rows?.innerHTML, count: page.one('[data-count]')?.textContent };
  const escape = (/** @type {string} */ text) => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);
  /** @type {Promise<GraphData> | undefined} */
  let asked;
  /** @type {ReturnType<typeof graphNear.ends>} */
  let by;
  /** @type {Map<string, number>} */
  let names;
  const load = () => (asked ??= fetch(root.dataset.graphData).then(answer => { if (!answer.ok) throw new Error(answer.statusText); return answer.json(); }).then(data => {
    by = graphNear.ends(data);
    names = new Map(data.nodes.map((/** @type {GraphNode} */ node, /** @type {number} */ number) => [reference(data, node), number]));
    return data;
  }));
  const reference = (/** @type {GraphData} */ data, /** @type {GraphNode} */ node) => `${data.kinds[node[0]].slug}:${node[1]}`;
  const title = (/** @type {GraphNode} */ node) => node[2] || node[1].slice(node[1].indexOf('/') + 1);
  const tone = (/** @type {{ look: string }} */ kind) => (kind.look ? `data-kind="${escape(kind.look)}"` : 'data-tone="mute"');
  const boxes = (/** @type {string} */ name) => page.all(`input[name=${name}]`, root);

  /** Reads what the address asks for. */
  const asks = () => {
    const query = new URLSearchParams(location.search), list = (/** @type {string} */ name) => [...query.getAll(name + '[]'), ...query.getAll(name)].flatMap(value => value.split(',')).filter(Boolean);
    const depth = query.get('maxDepth');
    return {
      roots: list('rootEntityRefs').map(name => name.toLowerCase()),
      depth: depth === null ? 2 : Math.min(Math.max(Number.parseInt(depth, 10) || 3, 1), 3),
      kinds: list('selectedKinds').map(kind => kind.toLowerCase()),
      relations: list('selectedRelations'),
      down: ['TB', 'BT'].includes(query.get('direction') ?? ''),
    };
  };

  /** Shows in the form what the address says. */
  const show = () => {
    const state = asks();
    // They choose what is around a centre; without one they would do nothing.
    page.all('fieldset, .seg', root).forEach(part => { part.hidden = !state.roots.length; });
    if (state.kinds.length) boxes('kind').forEach(box => { box.checked = state.kinds.includes(box.value); });
    if (state.relations.length) boxes('relation').forEach(box => { box.checked = state.relations.some(name => name === box.value || asked && reverses.get(name) === box.value); });
    page.all('button[name=depth]', root).forEach(button => button.setAttribute('aria-pressed', String(Number(button.value) === state.depth)));
    page.all('button[name=direction]', root).forEach(button => button.setAttribute('aria-pressed', String((button.value === 'TB') === state.down)));
    field.value = state.roots[0] ?? '';
  };
  /** @type {Map<string, string>} */
  const reverses = new Map();

  /** Writes the form's state into the address. @param {Record<string, string | string[] | undefined>} change */
  const go = change => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(change)) {
      query.delete(name);
      query.delete(name.replace('[]', ''));
      [value ?? []].flat().forEach(one => query.append(name, one));
    }
    const text = query.toString().replace(/%5B%5D/g, '[]').replace(/%3A/g, ':').replace(/%2F/g, '/');
    history.pushState(null, '', text ? '?' + text : location.pathname);
    draw();
  };

  const href = (/** @type {GraphData} */ data, /** @type {GraphNode} */ node) => {
    const [space, name] = node[1].split('/'), { root: base = '', links } = document.body.dataset;
    return `${base}catalog/${[space, data.kinds[node[0]].slug, name].map(encodeURIComponent).join('/')}/${links === 'explicit' ? 'index.html' : ''}`;
  };

  const draw = async () => {
    const state = asks(), status = page.one('#gs');
    if (rest) rest.hidden = state.roots.length > 0;
    if (!state.roots.length) {
      frame.innerHTML = whole.svg;
      words.innerHTML = whole.words;
      rows.innerHTML = whole.rows;
      page.one('[data-count]').textContent = whole.count;
      status.textContent = '';
      show();
      page.all('[data-graph]', frame).forEach(page.enliven);
      return;
    }
    let data;
    try { data = await load(); } catch { status.textContent = page.text('graph-not-loaded'); return; }
    data.relations.forEach((/** @type {GraphRelation} */ relation) => reverses.set(relation.reverse, relation.name));
    show();
    const roots = state.roots.map(name => names.get(name)).filter(root => root !== undefined);
    if (!roots.length) { status.textContent = page.text('name-not-in-catalog', { name: state.roots[0] }); return; }
    status.textContent = '';
    const chosen = (/** @type {string} */ name) => new Set(boxes(name).filter(box => box.checked).map(box => box.value));
    const near = graphNear.near(data, by, { roots, depth: state.depth, kinds: chosen('kind'), relations: chosen('relation') });
    const place = new Map(near.nodes.map((node, index) => [node, index]));
    // Two relations between the same two are one line.
    const pairs = new Map();
    for (const at of near.edges) {
      const [from, to, tie] = data.edges.slice(at, at + 3), key = `${place.get(from)} ${place.get(to)}`;
      pairs.set(key, [...pairs.get(key) ?? [], data.relations[tie]]);
    }
    const edges = /** @type {[number, number][]} */ ([...pairs.keys()].map(key => key.split(' ').map(Number)));
    const size = { width: 200, height: 44 }, plan = graphLayout(near.nodes.length, edges, state.down, size);
    const cut = (/** @type {string} */ text, /** @type {number} */ most) => escape([...text].length > most ? [...text].slice(0, most - 1).join('').trimEnd() + '…' : text);
    const sentence = (/** @type {[number, number]} */ edge, /** @type {GraphRelation[]} */ ties) => ties.map(tie => {
      const [one, other] = tie.turned ? [edge[1], edge[0]] : edge;
      return `${title(data.nodes[near.nodes[one]])} ${tie.title} ${title(data.nodes[near.nodes[other]])}`;
    }).join('; ');
    const lines = edges.map((edge, index) => {
      const ties = pairs.get(edge.join(' ')), dash = ['', '5 3', '1.5 3.5'][Math.min(...ties.map((/** @type {GraphRelation} */ tie) => tie.line))];
      return `<path class="g-edge" data-e="n${edge[0]} n${edge[1]}"${dash && ` stroke-dasharray="${dash}"`} d="${plan.paths[index]}" marker-end="url(#g-a)"><title>${escape(sentence(edge, ties))}</title></path>`;
    });
    const nodes = near.nodes.map((number, index) => {
      const node = data.nodes[number], kind = data.kinds[node[0]], [x, y] = plan.areas[index], missing = node[5] === 2;
      const note = missing ? page.text('not-in-the-catalog') : node[5] ? page.text('deprecated') : node[4] || kind.title;
      const start = missing ? '<g' : `<a href="${escape(href(data, node))}"`, look = node[5] ? ' stroke-dasharray="4 3"' : '';
      return `${start} class="g-node" ${tone(kind)} data-n="n${index}" data-ref="${escape(reference(data, node))}"${roots.includes(number) ? ' data-focus aria-current="true"' : ''}><title>${escape(title(node))}, ${escape(kind.title)}${missing ? ', ' + escape(page.text('not-in-the-catalog')) : ''}</title><rect class="box" x="${x}" y="${y}" width="200" height="44" rx="8"${look}/><rect class="ico" x="${x + 9}" y="${y + 9}" width="26" height="26" rx="6"/><use href="#i-${escape(kind.icon)}" x="${x + 14}" y="${y + 14}" width="16" height="16"/><text x="${x + 44}" y="${y + 20}">${cut(title(node), 18)}</text><text class="sub" x="${x + 44}" y="${y + 35}">${cut(note, 22)}</text>${missing ? '</g>' : '</a>'}`;
    });
    const head = '<defs><marker id="g-a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path class="g-head" d="M1 1 7 4 1 7Z"/></marker></defs>';
    frame.innerHTML = `<svg viewBox="0 0 ${plan.width} ${plan.height}" width="${plan.width}" height="${plan.height}" direction="ltr" data-graph>${head}${lines.join('')}${nodes.join('')}</svg>`;
    page.enliven(page.one('svg', frame));
    const chip = (/** @type {number} */ index) => {
      const node = data.nodes[near.nodes[index]];
      return `<a class="chip" href="?rootEntityRefs[]=${encodeURIComponent(reference(data, node))}" title="${escape(reference(data, node))}"><span class="tile" ${tone(data.kinds[node[0]])}><svg class="i" aria-hidden="true"><use href="#i-${escape(data.kinds[node[0]].icon)}"/></svg></span><span>${escape(title(node))}</span></a>`;
    };
    // It is about the picture that was here first.
    page.one('[data-twin]')?.remove();
    rows.innerHTML = edges.map(edge => `<tr><th scope="row">${chip(edge[0])}</th><td class="soft">${pairs.get(edge.join(' ')).map((/** @type {GraphRelation} */ tie) => escape(tie.turned ? tie.back : tie.title)).join(', ')}</td><td>${chip(edge[1])}</td></tr>`).join('') || `<tr><td colspan="3" class="soft">${escape(page.text('nothing-passes-filters'))}</td></tr>`;
    page.one('[data-count]').textContent = String(edges.length);
    const said = { nodes: page.text('nodes', { count: near.nodes.length }), lines: page.text('lines', { count: edges.length }) };
    words.textContent = near.left ? page.text('nodes-lines-left-out', { ...said, left: near.left }) : page.text('nodes-and-lines', said);
    status.textContent = `${title(data.nodes[roots[0]])}: ${words.textContent}`;
  };

  if (root) {
    field.addEventListener('input', async () => {
      const typed = field.value.trim().toLowerCase(), list = page.one('#gl-names');
      let data;
      try { data = await load(); } catch { return; }
      if (names.has(typed)) return go({ 'rootEntityRefs[]': typed });
      if (!typed) return go({ 'rootEntityRefs[]': undefined });
      const found = [];
      for (const [name, number] of names) {
        if (found.length === 12) break;
        if (name.includes(typed) || title(data.nodes[number]).toLowerCase().includes(typed)) found.push(`<option value="${escape(name)}">${escape(title(data.nodes[number]))}</option>`);
      }
      list.innerHTML = found.join('');
    });
    page.one('form', root).addEventListener('submit', async (/** @type {Event} */ event) => {
      event.preventDefault();
      try { await load(); } catch { return; }
      const first = page.one('#gl-names option')?.value;
      if (!names.has(field.value.trim().toLowerCase()) && first) go({ 'rootEntityRefs[]': first });
    });
    for (const [name, key] of [['kind', 'selectedKinds[]'], ['relation', 'selectedRelations[]']]) {
      boxes(name).forEach(box => box.addEventListener('change', () => go({ [key]: boxes(name).filter(one => one.checked).map(one => one.value) })));
    }
    page.all('button[name=depth]', root).forEach(button => button.addEventListener('click', () => go({ maxDepth: button.value })));
    page.all('button[name=direction]', root).forEach(button => button.addEventListener('click', () => go({ direction: button.value })));
    addEventListener('popstate', () => { boxes('kind').forEach(box => { box.checked = true; }); boxes('relation').forEach(box => { box.checked = box.defaultChecked; }); draw(); });
    if (asks().roots.length) draw(); else show();
  }
}
