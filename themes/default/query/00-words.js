// What mistakes in an expression say, and the way out: the words of `src/model/query/words.rs`.
'use strict';

const queryWords = (() => {
  /**
   * Counts the edits between two texts: letters put in, taken out, replaced, or swapped with their neighbour.
   * @param {string} one
   * @param {string} other
   */
  const distance = (one, other) => {
    const a = [...one], b = [...other];
    /** @type {number[][]} */
    const cost = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i ? (j ? 0 : i) : j)));
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        cost[i][j] = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
    return cost[a.length][b.length];
  };

  /** @param {string} wrong @param {string[]} known */
  const among = (wrong, known) => {
    const limit = Math.min(3, Math.max(1, Math.floor([...wrong].length / 3)));
    let near = '', least = limit + 1;
    for (const name of known) {
      const edits = distance(wrong.toLowerCase(), name.toLowerCase());
      if (edits < least) [near, least] = [name, edits];
    }
    const list = known.map(name => `\`${name}\``).join(', ');
    return near ? `did you mean \`${near}\`?` : `known are ${list}`;
  };

  return {
    tooLong: (/** @type {number} */ most) => [`the expression is longer than ${most} characters`, 'ask for less at a time'],
    tooDeep: (/** @type {number} */ most) => [`the expression is nested deeper than ${most} levels`, 'take parentheses away'],
    openQuote: () => ['the quote is never closed', 'put a `"` where the value ends'],
    openGroup: () => ['the parenthesis is never closed', 'put a `)` where the group ends'],
    strayClose: () => ['no parenthesis is open here', 'take the `)` away, or open one before it'],
    emptyGroup: () => ['nothing stands between the parentheses', 'put a term between them, or take them away'],
    nothingAfter: (/** @type {string} */ word) => [`nothing follows \`${word}\``, `put a term after it, or write \`"${word}"\` to search for the word`],
    nothingBefore: (/** @type {string} */ word) => [`nothing stands before \`${word}\``, `put a term before it, or write \`"${word}"\` to search for the word`],
    noName: (/** @type {string} */ operator) => [`no name stands before \`${operator}\``, 'write `name:value`, or put quotes around a text to search for it'],
    noValue: () => ['a value is missing', 'put a value here without a space before it, or `*` for any'],
    equals: () => ['`=` is no operator', 'write `:` to match, and `>`, `>=`, `<` or `<=` to compare'],
    unknown: (/** @type {string} */ name, /** @type {string[]} */ known) => [`nothing is called \`${name}\``, among(name, known)],
    unknownFlag: (/** @type {string} */ name, /** @type {string} */ flag, /** @type {string[]} */ known) => [`\`${name}\` cannot be \`${flag}\``, among(flag, known)],
    nothingBelow: (/** @type {string} */ name) => [`\`${name}\` has nothing below it`, `write \`${name}:value\``],
    needsKey: (/** @type {string} */ name) => [`\`${name}\` needs to be told what is asked of it`, `write \`${name}.key:value\``],
    emptyPart: (/** @type {string} */ name) => [`\`${name}\` has an empty part`, 'put one dot between two names'],
    tooFar: (/** @type {number} */ most) => [`the path walks over more than ${most} relations`, 'start nearer to what you look for'],
    noBound: (/** @type {string} */ value) => [`\`${value}\` cannot be compared`, 'give a number, a date as `2026-01-31`, a duration as `90d`, or `-90d` for 90 days ago'],
  };
})();
