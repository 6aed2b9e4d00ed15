// The graph in the browser: what it picks around an entity, and that the layout leaves nothing on top of anything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const folder = new URL('../../themes/default/graph/', import.meta.url);
const script = ['10-near.js', '20-layout.js'].map(name => readFileSync(new URL(name, folder), 'utf8')).join('\n');
const { near: graph, layout } = vm.runInThisContext(`(() => {${script}\nreturn { near: graphNear, layout: graphLayout };})()`);

/** Gives numbers that are the same in every run. */
function numbers(seed) {
  let state = seed;
  return below => (state = (state * 1103515245 + 12345) % 2147483648) % below;
}

/** Makes a catalog of components that need each other: `edges` as from, to, from, to. */
const catalog = (count, ends) => ({
  kinds: [{ slug: 'component' }, { slug: 'system' }],
  relations: [{ name: 'dependsOn' }, { name: 'ownedBy' }],
  nodes: Array.from({ length: count }, (_, number) => [0, `default/node-${number}`, 0, 0, '', 0]),
  edges: ends.flatMap(([from, to, relation = 0]) => [from, to, relation]),
});
const pick = (data, choice) => graph.near(data, graph.ends(data), { roots: [0], depth: 2, kinds: new Set(['component']), relations: new Set(['dependsOn']), ...choice });

test('upwards stands only what needs it, downwards only what it needs, as far as was asked', () => {
  // 1 needs 0, 0 needs 2, 2 needs 3, 3 needs 4; 5 needs 2 too and 6 owns 0.
  const data = catalog(7, [[1, 0], [0, 2], [2, 3], [3, 4], [5, 2], [0, 6, 1]]);
  assert.deepEqual(pick(data, {}), { nodes: [0, 1, 2, 3], edges: [3, 0, 6], left: 0 });
  assert.deepEqual(pick(data, { depth: 1 }).nodes, [0, 1, 2]);
  assert.deepEqual(pick(data, { depth: 3 }).nodes, [0, 1, 2, 3, 4]);
  assert.deepEqual(pick(data, { relations: new Set(['dependsOn', 'ownedBy']) }).nodes, [0, 1, 2, 6, 3]);
});

test('a hub of ten thousand keeps room for both sides and says how many it leaves out', () => {
  const data = catalog(10_001, Array.from({ length: 10_000 }, (_, number) => (number < 40 ? [0, number + 1] : [number + 1, 0])));
  const { nodes, left } = pick(data, {});
  assert.deepEqual([nodes.length, nodes.filter(node => node > 40).length, left], [60, 29, 10_001 - 60]);
});

for (const down of [false, true]) {
  test(`sixty nodes stand apart, ${down ? 'down' : 'across'}`, () => {
    const random = numbers(7);
    const edges = Array.from({ length: 110 }, () => [random(60), random(60)]).filter(([from, to]) => from !== to);
    const size = { width: 200, height: 44 }, plan = layout(60, edges, down, size);
    const meet = ([x, y], [u, v]) => x < u + size.width && u < x + size.width && y < v + size.height && v < y + size.height;
    const faults = plan.areas.flatMap((area, number) => plan.areas.slice(number + 1).filter(other => meet(area, other)).map(other => [area, other]));
    assert.deepEqual(faults, []);
    assert.deepEqual(layout(60, edges, down, size), plan);
    const outside = plan.areas.filter(([x, y]) => x < 0 || y < 0 || x + size.width > plan.width || y + size.height > plan.height);
    assert.deepEqual(outside, []);
  });
}
