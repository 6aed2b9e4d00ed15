// Layout: nodes and edges -> ranks, an order with few crossings, positions. The small sibling of the layout that draws the pictures at build time.
'use strict';

/**
 * @param {number} count
 * @param {[number, number][]} edges ends of edges, by number of the node
 * @param {boolean} down
 * @param {{ width: number, height: number }} size
 * @returns {GraphPlan}
 */
const graphLayout = (count, edges, down, size) => {
  const along = down ? size.height : size.width, across = down ? size.width : size.height;
  /** @type {number[][]} */
  const out = Array.from({ length: count }, () => []);
  edges.forEach(([from, to]) => out[from].push(to));
  // Edges that lead back to where a walk comes from are taken the other way round.
  const state = new Uint8Array(count), order = /** @type {number[]} */ ([]), turned = new Set();
  const visit = (/** @type {number} */ start) => {
    const stack = [[start, 0]];
    state[start] = 1;
    while (stack.length) {
      const top = stack[stack.length - 1], to = out[top[0]][top[1]++];
      if (to === undefined) {
        state[top[0]] = 2;
        order.push(top[0]);
        stack.pop();
      } else if (state[to] === 1) turned.add(`${top[0]} ${to}`);
      else if (!state[to]) { state[to] = 1; stack.push([to, 0]); }
    }
  };
  const entered = new Set(edges.map(edge => edge[1]));
  for (let node = 0; node < count; node++) if (!entered.has(node) && !state[node]) visit(node);
  for (let node = 0; node < count; node++) if (!state[node]) visit(node);
  const links = edges.map(([from, to]) => (turned.has(`${from} ${to}`) ? [to, from] : [from, to]));
  const rank = new Array(count).fill(0);
  const place = new Map(order.reverse().map((node, at) => [node, at]));
  const sorted = [...links].sort((a, b) => (place.get(a[0]) ?? 0) - (place.get(b[0]) ?? 0));
  for (let round = 0; round < count; round++) {
    let moved = false;
    for (const [from, to] of sorted) if (rank[to] <= rank[from]) { rank[to] = rank[from] + 1; moved = true; }
    if (!moved) break;
  }
  // What only leads on stands right before what it leads to.
  for (let node = count - 1; node >= 0; node--) {
    const after = links.filter(link => link[0] === node).map(link => rank[link[1]]);
    if (after.length && !links.some(link => link[1] === node)) rank[node] = Math.min(...after) - 1;
  }
  // A stand-in in every rank that an edge passes.
  const ranks = /** @type {number[][]} */ ([]), at = /** @type {number[]} */ ([]), joined = /** @type {number[][]} */ ([]);
  const put = (/** @type {number} */ vertex, /** @type {number} */ where) => { (ranks[where] ??= []).push(vertex); rank[vertex] = where; joined[vertex] = []; };
  for (let node = 0; node < count; node++) put(node, rank[node]);
  let next = count;
  const chains = links.map(([from, to]) => {
    const chain = [from];
    for (let where = rank[from] + 1; where < rank[to]; where++) { put(next, where); chain.push(next++); }
    chain.push(to);
    chain.slice(1).forEach((vertex, step) => { joined[vertex].push(chain[step]); joined[chain[step]].push(vertex); });
    return chain;
  });
  for (let where = 0; where < ranks.length; where++) ranks[where] ??= [];
  const note = () => ranks.forEach(list => list.forEach((vertex, index) => { at[vertex] = index; }));
  note();
  for (let round = 0; round < 12; round++) {
    for (let step = 1; step < ranks.length; step++) {
      const where = round % 2 ? ranks.length - 1 - step : step, side = round % 2 ? where + 1 : where - 1;
      const key = new Map(ranks[where].map(vertex => {
        const near = joined[vertex].filter(other => rank[other] === side).map(other => at[other]);
        return [vertex, near.length ? near.reduce((sum, value) => sum + value, 0) / near.length : at[vertex]];
      }));
      ranks[where].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
      note();
    }
  }
  const half = (/** @type {number} */ vertex) => (vertex < count ? across / 2 : 2);
  const gap = (/** @type {number} */ a, /** @type {number} */ b) => half(a) + half(b) + (a < count && b < count ? 18 : 12);
  const y = new Array(next).fill(0);
  ranks.forEach(list => list.forEach((vertex, index) => { y[vertex] = index ? y[list[index - 1]] + gap(list[index - 1], vertex) : 0; }));
  for (let round = 0; round < 16; round++) {
    for (const list of round % 2 ? [...ranks].reverse() : ranks) {
      const wish = list.map(vertex => (joined[vertex].length ? joined[vertex].reduce((sum, other) => sum + y[other], 0) / joined[vertex].length : y[vertex]));
      // All the way forwards, all the way back, and the middle of the two keeps every gap.
      const forth = [...wish], back = [...wish];
      for (let index = 1; index < list.length; index++) forth[index] = Math.max(forth[index], forth[index - 1] + gap(list[index - 1], list[index]));
      for (let index = list.length - 2; index >= 0; index--) back[index] = Math.min(back[index], back[index + 1] - gap(list[index], list[index + 1]));
      list.forEach((vertex, index) => { y[vertex] = (forth[index] + back[index]) / 2; });
    }
  }
  const first = Math.min(...y.map((value, vertex) => value - half(vertex)));
  const between = 72, point = (/** @type {number} */ main, /** @type {number} */ cross) => (down ? [cross, main] : [main, cross]).map(value => Math.round(value * 2) / 2);
  const start = (/** @type {number} */ vertex) => 20 + rank[vertex] * (along + between), middle = (/** @type {number} */ vertex) => 20 + y[vertex] - first;
  const areas = Array.from({ length: count }, (_, node) => point(start(node), middle(node) - across / 2));
  const paths = chains.map((chain, index) => {
    const points = /** @type {number[][]} */ ([]);
    for (const vertex of chain) points.push([start(vertex), middle(vertex)], [start(vertex) + along, middle(vertex)]);
    points.shift();
    points.pop();
    const back = links[index][0] !== edges[index][0];
    if (back) points.reverse();
    return points.reduce((path, [main, cross], step) => {
      const [x, yy] = point(main, cross);
      if (!step) return `M${x} ${yy}`;
      if (step % 2 === 0) return `${path}L${x} ${yy}`;
      const [from, level] = points[step - 1], mid = (from + main) / 2;
      return `${path}C${point(mid, level).join(' ')} ${point(mid, cross).join(' ')} ${x} ${yy}`;
    }, '');
  });
  const length = 40 + ranks.length * along + (ranks.length - 1) * between, breadth = 40 + Math.max(...y.map((value, vertex) => value + half(vertex))) - first;
  const [width, height] = point(length, breadth);
  return { areas, paths, width, height };
};
