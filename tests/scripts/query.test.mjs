// The browser understands filter expressions as the program does: both sides pass `tests/query/cases.json`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const folder = new URL('../../themes/default/query/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.js') && name < '40').sort();
const script = files.map(name => readFileSync(new URL(name, folder), 'utf8')).join('\n');
const { parse, prepare } = vm.runInThisContext(`(() => {${script}\nreturn { parse: queryParse, prepare: queryEval };})()`);
const shared = JSON.parse(readFileSync(new URL('../query/cases.json', import.meta.url), 'utf8'));
const { holds } = prepare(shared);

for (const { query, ...expected } of shared.cases) {
  test(query.length > 80 ? query.slice(0, 80) + '…' : query || 'nothing', () => {
    const { root, mistakes } = parse(query, shared.names);
    const refs = () => shared.entities.filter(entity => holds(root, entity)).map(entity => entity.ref).sort();
    assert.deepEqual(JSON.parse(JSON.stringify(root ? { refs: refs() } : { mistakes })), expected);
  });
}

test('ten thousand entities are asked in an instant', () => {
  const many = Array.from({ length: 10_000 }, (_, number) => ({
    ...shared.entities[number % shared.entities.length], ref: `component:default/${number}`, relations: { dependsOn: [`component:default/${(number * 7) % 10_000}`] },
  }));
  const { holds: ask } = prepare({ ...shared, entities: many }), { root } = parse('pay* or dependsOn.lifecycle:deprecated -tag:legacy updated<-90d', shared.names);
  const start = performance.now(), found = many.filter(entity => ask(root, entity)).length;
  assert.ok(found > 0);
  assert.ok(performance.now() - start < 1_000, 'takes less than a second even on a slow machine');
});
