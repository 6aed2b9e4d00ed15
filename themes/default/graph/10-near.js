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
    const start = [...nodes];
    for (const [list, end] of /** @type {const} */ ([[by.into, 0], [by.out, 1]])) {
      let rim = start;
      for (let step = 0; step < choice.depth; step++) {
        const next = [];
        for (const at of rim.flatMap(node => list[node])) {
          const other = data.edges[at + end];
          if (nodes.has(other) || !allowed(at) || !shown(other)) continue;
          if (nodes.size >= MOST) { left++; continue; }
          nodes.add(other);
          next.push(other);
        }
        rim = next;
      }
    }
    const edges = [...nodes].flatMap(node => by.out[node]).filter(at => allowed(at) && nodes.has(data.edges[at + 1]) && data.edges[at] !== data.edges[at + 1]);
    return { nodes: [...nodes], edges, left };
  };
  return { ends, near };
})();
