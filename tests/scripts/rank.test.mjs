// What the search finds, and in which order, on the index of a small portal that the program wrote.
import assert from 'node:assert/strict';
import test from 'node:test';

import { core, data } from './load.mjs';

const { format, rank, terms } = core(), index = format.read(data('index.json'));

/** Lists the hits of a query as `title` or `title > section, section`. */
const found = query => rank.ask(index, query).hits.map(({ entry, sections }) =>
  [entry.title, ...(sections.length ? ['> ' + [...sections].map(section => section.title).join(', ')] : [])].join(' '));

const cases = data('queries.json');

for (const [query, { says, hits, near = false, some = false }] of Object.entries(cases)) {
  test(`${query || 'nothing'}: ${says}`, () => {
    assert.deepEqual(found(query), hits);
    const answer = rank.ask(index, query);
    assert.deepEqual({ near: answer.near, some: answer.some }, { near, some });
  });
}

test('kinds carry counts', () => {
  const { hits, counts } = rank.ask(index, 'payments');
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  assert.equal(total, hits.length);
  assert.ok(counts.size > 1);
});

test('a section links to its heading', () => {
  const [hit] = rank.ask(index, 'idempotency').hits.filter(({ sections }) => sections.length);
  assert.equal(hit.sections[0].url, hit.entry.url + '#idempotency-keys');
});

test('one edit is near, two are not', () => {
  for (const word of ['payments', 'payment', 'paymants', 'paymetns', 'apayments']) assert.ok(rank.isNear(word, 'payments'), word);
  for (const word of ['pay', 'paymnt', 'stnemyap', '']) assert.ok(!rank.isNear(word, 'payments'), word);
  assert.ok(rank.isNear('ab', 'ba') && rank.isNear('a', '') && !rank.isNear('abcd', 'badc'));
});

test('matches are marked at the beginning of words', () => {
  const marked = (text, query) => [...rank.pieces(text, terms.words(query))].map(([piece, hit]) => (hit ? `[${piece}]` : piece)).join('');
  assert.equal(marked('payments-gateway captures Payments', 'capture pay'), '[pay]ments-gateway [capture]s [Pay]ments');
  assert.equal(marked('PaymentService retried', 'service retry'), 'Payment[Service] [retried]');
  assert.equal(marked('Crème brûlée, a <b>', 'creme b'), '[Crème] brûlée, a <[b]>');
  assert.equal(marked('nothing here', ''), 'nothing here');
});

test('hostile and odd queries are answered', () => {
  for (const query of ['<script>', '__proto__', 'constructor', '('.repeat(1000), '\u0000', '🦀', 'a', ' ', '-', 'x'.repeat(10_000)]) rank.ask(index, query);
});
