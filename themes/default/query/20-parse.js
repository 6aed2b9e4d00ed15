// An expression and the names it may use -> a query, or every mistake up to the first that leaves no sense in the rest. As `src/model/query/parse.rs`,
// whose grammar stands in `src/model/query/grammar.ebnf`.
'use strict';

const queryParse = (() => {
  const LENGTH = 2000, DEPTH = 32, HOPS = 6;
  const SPACE = /^\p{White_Space}$/u, WORD = /^[\p{White_Space}()":<>=]$/u, VALUE = /^[\p{White_Space}()"]$/u, ITEM = /^[\p{White_Space}()",]$/u;

  /** Says that the rest makes no sense; the mistake is in the list. */
  class Lost extends Error {}

  /**
   * @param {string} text
   * @param {QueryNames} names
   * @returns {{ root?: QueryNode, mistakes: QueryMistake[] }}
   */
  return (text, names) => {
    const letters = [...text], known = Object.keys(names).sort((a, b) => (a < b ? -1 : 1));
    /** @type {QueryMistake[]} */
    const mistakes = [];
    let at = 0;

    const wrong = (/** @type {number} */ start, /** @type {number} */ end, /** @type {string[]} */ [message, hint]) => {
      mistakes.push({ column: start + 1, end: end + 1, message, hint });
    };
    const lost = (/** @type {number} */ start, /** @type {number} */ end, /** @type {string[]} */ words) => {
      wrong(start, end, words);
      return new Lost();
    };
    const space = () => {
      while (at < letters.length && SPACE.test(letters[at])) at++;
    };
    const atEnd = () => at >= letters.length || letters[at] === ')';
    const run = (/** @type {RegExp} */ ends) => {
      const start = at;
      while (at < letters.length && !ends.test(letters[at])) at++;
      return letters.slice(start, at).join('');
    };
    // Gives the word as written and where it ends, if a word that stands alone is next.
    const keyword = (/** @type {string} */ word) => {
      let end = at;
      while (end < letters.length && end - at <= word.length && !WORD.test(letters[end])) end++;
      const next = letters.slice(at, end).join('');
      return /^[a-z]+$/i.test(next) && next.toLowerCase() === word && !/^[:<>=]$/.test(letters[end] ?? '') ? { word: next, end } : undefined;
    };

    const quoted = () => {
      const start = at++;
      let value = '';
      while (at < letters.length) {
        const letter = letters[at++];
        if (letter === '"') return value;
        if (letter !== '\\') value += letter;
        else if (at < letters.length) value += letters[at++];
      }
      throw lost(start, start + 1, queryWords.openQuote());
    };

    const operator = () => {
      let taken = '';
      if (letters[at] === ':') taken += letters[at++];
      if (letters[at] === '<' || letters[at] === '>') {
        taken += letters[at++];
        if (letters[at] === '=') taken += letters[at++];
      } else if (!taken && letters[at] === '=') taken = letters[at++];
      return taken;
    };

    // Resolves a dotted name: relations to walk, then what is asked of their ends.
    const path = (/** @type {string} */ name, /** @type {number} */ start) => {
      /** @type {QueryLink[]} */
      const hops = [];
      let rest = name, here = start;
      for (;;) {
        const dot = rest.indexOf('.'), first = dot < 0 ? rest : rest.slice(0, dot), below = dot < 0 ? undefined : rest.slice(dot + 1), end = here + [...first].length;
        if (!first || below === '') return void wrong(start, start + [...name].length, queryWords.emptyPart(name));
        const found = Object.hasOwn(names, first) ? first : /^[\x00-\x7f]*$/.test(first) ? known.find(other => other.toLowerCase() === first.toLowerCase()) : undefined;
        if (found === undefined) return void wrong(here, end, queryWords.unknown(first, known));
        const meaning = names[found];
        if (meaning.link) {
          if (below === undefined) return { hops, end: /** @type {QueryEnd} */ ({ link: meaning.link }) };
          hops.push(meaning.link);
          if (hops.length > HOPS) return void wrong(here, end, queryWords.tooFar(HOPS));
          [rest, here] = [below, end + 1];
        } else if (meaning.among) {
          const { path, keys } = meaning.among;
          if (below === undefined) return void wrong(here, end, queryWords.needsKey(found));
          if (!keys.some(key => below === key || below.startsWith(key + '.'))) return void wrong(end + 1, end + 1 + [...below].length, queryWords.unknown(below, keys));
          return { hops, end: /** @type {QueryEnd} */ ({ path: path + '.' + below }) };
        } else if (meaning.below) {
          if (below === undefined) return void wrong(here, end, queryWords.needsKey(found));
          return { hops, end: /** @type {QueryEnd} */ ({ path: meaning.below + '.' + below }) };
        } else if (below !== undefined) return void wrong(here, end, queryWords.nothingBelow(found));
        else return { hops, end: /** @type {QueryEnd} */ (meaning.flags ? { flags: found, words: meaning.flags } : meaning) };
      }
    };

    const values = (/** @type {QueryEnd | undefined} */ asked) => {
      /** @type {QueryPattern[]} */
      const patterns = [];
      for (;;) {
        const start = at, isQuoted = letters[at] === '"', value = isQuoted ? quoted() : run(ITEM);
        if (!value && !isQuoted) throw lost(start, start + 1, queryWords.noValue());
        if (asked?.words && value !== '*' && !asked.words.some(word => word === value.toLowerCase())) {
          wrong(start, at, queryWords.unknownFlag(asked.flags ?? '', value, asked.words));
        }
        if (!isQuoted && value === '*' && !patterns.length && letters[at] !== ',') return { exists: true };
        patterns.push(queryValues.pattern(value, isQuoted));
        if (letters[at] !== ',') return { patterns };
        at++;
      }
    };

    const bound = () => {
      const start = at, value = letters[at] === '"' ? quoted() : run(VALUE);
      if (!value) throw lost(start, start + 1, queryWords.noValue());
      const read = queryValues.bound(value);
      if (!read) wrong(start, at, queryWords.noBound(value));
      return read;
    };

    /** @returns {QueryNode} */
    const term = () => {
      const start = at;
      if (letters[at] === '"') return { word: queryValues.pattern(quoted(), true) };
      const name = run(WORD), end = at, sign = operator();
      if (!sign) return { word: queryValues.pattern(name, false) };
      if (sign === '=') throw lost(end, at, queryWords.equals());
      if (!name) throw lost(start, at, queryWords.noName(sign));
      const found = path(name, start), order = sign.replace(':', '');
      const test = order ? { order, bound: bound() } : values(found?.end);
      return found ? { ...found, test } : { all: [] };
    };

    /** @param {number} depth @returns {QueryNode} */
    const unary = depth => {
      const start = at, or = keyword('or');
      if (depth > DEPTH) throw lost(start, start + 1, queryWords.tooDeep(DEPTH));
      if (or) throw lost(start, or.end, queryWords.nothingBefore(or.word));
      const not = keyword('not') ?? (letters[at] === '-' ? { word: '-', end: at + 1 } : undefined);
      if (not) {
        at = not.end;
        space();
        if (atEnd() || keyword('or') || keyword('and')) throw lost(start, not.end, queryWords.nothingAfter(not.word));
        return { not: unary(depth + 1) };
      }
      if (letters[at] === ')') throw lost(start, start + 1, queryWords.strayClose());
      if (letters[at] !== '(') return term();
      at++;
      space();
      if (letters[at] === ')') throw lost(start, at + 1, queryWords.emptyGroup());
      if (at >= letters.length) throw lost(start, start + 1, queryWords.openGroup());
      const inside = any(depth + 1);
      space();
      if (letters[at] !== ')') throw lost(start, start + 1, queryWords.openGroup());
      at++;
      return inside;
    };

    /** @param {number} depth @returns {QueryNode} */
    const all = depth => {
      /** @type {QueryNode[]} */
      const parts = [];
      for (;;) {
        space();
        if (parts.length && (atEnd() || keyword('or'))) break;
        const and = keyword('and'), start = at;
        if (and) {
          if (!parts.length) throw lost(start, and.end, queryWords.nothingBefore(and.word));
          at = and.end;
          space();
          if (atEnd() || keyword('or') || keyword('and')) throw lost(start, and.end, queryWords.nothingAfter(and.word));
        }
        parts.push(unary(depth));
      }
      return parts.length === 1 ? parts[0] : { all: parts };
    };

    /** @param {number} depth @returns {QueryNode} */
    const any = depth => {
      const options = [all(depth)];
      for (let or = keyword('or'); or; or = keyword('or')) {
        const start = at;
        at = or.end;
        space();
        if (atEnd()) throw lost(start, or.end, queryWords.nothingAfter(or.word));
        options.push(all(depth));
      }
      return options.length === 1 ? options[0] : { any: options };
    };

    try {
      if (letters.length > LENGTH) throw lost(LENGTH, LENGTH + 1, queryWords.tooLong(LENGTH));
      space();
      const root = at < letters.length ? any(0) : { all: [] };
      // Only this ends an expression early.
      if (at < letters.length) throw lost(at, at + 1, queryWords.strayClose());
      return mistakes.length ? { mistakes } : { root, mistakes };
    } catch (error) {
      if (error instanceof Lost) return { mistakes };
      throw error;
    }
  };
})();
