// What stands around an entity: the graph as read, the chosen filters -> the nodes and edges to draw. Knows no page.
'use strict';

const graphNear = (() => {
  /** The most nodes of a picture. */
  const MOST = 60;

  /** Reads edges by their ends, once. @param {GraphData} data */
  const ends = data => {
    /** @type {number[][]} */
    const out = data.nodes.map(() => []);
    /** @type {number[][]} */
    const into = data.nodes.map(() => []);
    for (let at = 0; at < data.edges.length; at += 3) {
      out[data.edges[at]].push(at);
      into[data.edges[at + 1]].push(at);
    }
    return { out, into };
  };

  /**
   * @param {GraphData} data
   * @param {{ out: number[][], into: number[][] }} by
   * @param {GraphChoice} choice
   * @returns {GraphNear}
   */
  const near = (data, by, choice) => {
    const allowed = (/** @type {number} */ at) => choice.relations.has(data.relations[data.edges[at + 2]].name);
    const shown = (/** @type {number} */ node) => choice.kinds.has(data.kinds[data.nodes[node][0]].slug);
    /** @type {Set<number>} */
    const nodes = new Set(choice.roots);
    let left = 0;
    const roots = new Set(choice.roots);
    // The parts of a system or a domain stand around it, too.
    const whole = (/** @type {number} */ root) => ['system', 'domain'].includes(data.kinds[data.nodes[root][0]].slug);
    const parts = [...roots].filter(whole);
    data.nodes.forEach((node, number) => { if (parts.includes(node[3] - 1) && shown(number)) nodes.size < MOST ? nodes.add(number) : left++; });
    parts.forEach(root => { if (nodes.size > 1) nodes.delete(root); });
    const missed = new Set();
    // Step by step on both sides; each has half of the room, and what one does not need the other may take.
    const rims = [[...nodes], [...nodes]];
    for (let step = 0; step < choice.depth; step++) {
      const found = [by.into, by.out].map((list, end) => [...new Set(rims[end].flatMap(node => list[node]).filter(allowed).map(at => data.edges[at + end]))].filter(node => !nodes.has(node) && shown(node)));
      const room = Math.max(MOST - nodes.size, 0), half = Math.floor(room / 2);
      const first = Math.min(found[0].length, Math.max(half, room - found[1].length));
      [first, room - first].forEach((most, end) => {
        rims[end] = found[end].slice(0, most);
        rims[end].forEach(node => nodes.add(node));
        found[end].slice(most).forEach(node => missed.add(node));
      });
    }
    left += [...missed].filter(node => !nodes.has(node)).length;
    const edges = [...nodes].flatMap(node => by.out[node]).filter(at => allowed(at) && nodes.has(data.edges[at + 1]) && data.edges[at] !== data.edges[at + 1]);
    return { nodes: [...nodes], edges, left };
  };
  return { ends, near };
})();
