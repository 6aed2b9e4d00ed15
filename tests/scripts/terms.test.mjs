// The browser's words and stems are those of the program: both sides pass `terms.json`.
import assert from 'node:assert/strict';
import test from 'node:test';

import { core, data } from './load.mjs';

const { terms } = core(), shared = data('terms.json');

test('texts are split into the same words', () => {
  for (const [text, expected] of Object.entries(shared.words)) {
    assert.deepEqual([...terms.words(text)].map(word => (word.parts.length ? '=' : '') + word.form), expected, text);
  }
});

test('words have the same stems', () => {
  for (const [word, stem] of Object.entries(shared.stems)) {
    assert.equal(terms.stop.has(word) ? null : terms.stem(word), stem, word);
  }
});
