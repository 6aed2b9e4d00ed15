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

test('what is asked of ten thousand entities grows with their number alone', () => {
  const cost = (size) => {
    const many = Array.from({ length: size }, (_, number) => ({
      ...shared.entities[number % shared.entities.length], ref: `component:default/${number}`, relations: { dependsOn: [`component:default/${(number * 7) % size}`] },
    }));
    const { holds: ask } = prepare({ ...shared, entities: many }), { root } = parse('pay* or dependsOn.lifecycle:deprecated -tag:legacy updated<-90d', shared.names);
    const cpu = () => {
      const start = process.cpuUsage();
      assert.ok(many.some(entity => ask(root, entity)));
      many.filter(entity => ask(root, entity));
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    return Math.min(cpu(), cpu(), cpu());
  };
  // Ten times as many; a walk over all for each would take a hundred times as long.
  const [small, large] = [cost(2_000), cost(20_000)];
  assert.ok(large < 40 * small, `${small} µs for 2,000, ${large} µs for 20,000`);
});
