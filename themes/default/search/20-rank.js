// An index and a query -> hits in order. Knows no page: exact beats prefix beats fuzzy, name beats heading beats text.
'use strict';

const searchRank = (() => {
  const FIELD = [1, 2.5, 4, 10]; // text, mark, heading, name
  const FEW = 3, SECTIONS = 3;

  /**
   * Tells whether one edit (insert, delete, replace, swap neighbours) at most makes `a` into `b`.
   * @param {string} a
   * @param {string} b
   */
  const isNear = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (/** @type {string} */ s, /** @type {number} */ skip) => s.slice(at + skip);
    return rest(a, 1) === rest(b, 1) || rest(a, 0) === rest(b, 1) || rest(a, 1) === rest(b, 0) ||
      (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2));
  };

  /**
   * Finds the stems that a word may mean, each with how well it fits.
   * @param {SearchIndex} index
   * @param {string} form
   * @param {boolean} fuzzy
   */
  const stemsOf = (index, form, fuzzy) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    const add = (/** @type {string} */ stem, /** @type {number} */ fit) => {
      if (index.has(stem) && fit > (found.get(stem) ?? 0)) found.set(stem, fit);
    };
    add(form, 1);
    add(searchTerms.stem(form), 1);
    for (const words of [index.stems, index.forms]) {
      for (const word of words) {
        if (word.startsWith(form)) add(words === index.stems ? word : searchTerms.stem(word), 0.7 * Math.sqrt(form.length / word.length));
        else if (fuzzy && form.length > 3 && isNear(form, word)) add(words === index.stems ? word : searchTerms.stem(word), 0.3);
      }
    }
    return found;
  };

  /**
   * Rates every document that has the word.
   * @param {SearchIndex} index
   * @param {Map<string, number>} stems
   */
  const rate = (index, stems) => {
    /** @type {Map<number, number>} */
    const rated = new Map();
    for (const [stem, fit] of stems) {
      for (const { document, field, density } of index.postings(stem)) {
        rated.set(document, Math.max(rated.get(document) ?? 0, fit * FIELD[field] * (1 + density / 4)));
      }
    }
    const rarity = Math.log(1 + index.entries.length / (1 + rated.size));
    for (const [document, score] of rated) rated.set(document, score * (0.3 + rarity));
    return rated;
  };

  /**
   * @param {SearchIndex} index
   * @param {Word[]} words
   * @param {string} plain the query as one folded text
   * @param {boolean} fuzzy
   * @returns {Hit[]}
   */
  const collect = (index, words, plain, fuzzy) => {
    const needed = words.filter(word => !word.parts.length && !searchTerms.stop.has(word.form));
    const must = needed.length ? needed : words.filter(word => !word.parts.length);
    /** @type {Map<number, Map<number, number[]>>} page or entity -> its documents -> what each word scores there */
    const pages = new Map();
    const forms = [...new Set([...must, ...words].map(word => word.form))], count = new Set(must.map(word => word.form)).size;
    forms.forEach((form, n) => {
      // Where a whole name stands, its parts stand too: `gRPC` may be written `grpc`.
      const parts = (words.find(word => word.form === form)?.parts ?? []).map(part => forms.indexOf(part));
      for (const [document, score] of rate(index, stemsOf(index, form, fuzzy && n < count))) {
        const page = (index.entries[document].page ?? index.entries[document]).number;
        const documents = pages.get(page) ?? new Map();
        const scores = documents.get(document) ?? forms.map(() => 0);
        scores[n] = score;
        for (const part of parts) scores[part] = Math.max(scores[part], score / parts.length);
        pages.set(page, documents.set(document, scores));
      }
    });
    const sum = (/** @type {number[]} */ scores) => scores.reduce((a, b) => a + b, 0);
    const matched = (/** @type {number[]} */ scores) => scores.slice(0, count).filter(Boolean).length;
    const hits = [];
    for (const [number, documents] of pages) {
      const entry = index.entries[number], rows = [...documents];
      const best = forms.map((_, n) => Math.max(...rows.map(([, scores]) => scores[n])));
      const has = matched(best);
      if (!has) continue;
      // Words that stand together tell more than words spread over a page.
      let score = sum(best) + 0.5 * Math.max(...rows.map(([, scores]) => sum(scores)));
      const names = [entry.title, entry.entity?.name ?? ''].map(name => searchTerms.fold(name).toLowerCase());
      if (names.includes(plain)) score *= 3;
      else if (names.some(name => name.startsWith(plain))) score *= 1.5;
      if (entry.entity) score *= 1.2;
      const sections = rows.filter(([document]) => document !== number)
        .sort(([a, x], [b, y]) => matched(y) - matched(x) || sum(y) - sum(x) || a - b);
      const most = sections.length ? matched(sections[0][1]) : 0;
      hits.push({
        entry, score, has, all: has === count,
        sections: sections.filter(([, scores]) => matched(scores) === most).slice(0, SECTIONS).map(([document]) => index.entries[document]),
      });
    }
    return hits;
  };

  /**
   * Answers a query. Asks for all words; where that finds little, for words that are nearly so; where it finds nothing, for any of them.
   * @param {SearchIndex} index
   * @param {string} query
   * @returns {Answer}
   */
  const ask = (index, query) => {
    const words = searchTerms.words(query), plain = searchTerms.fold(query).trim().toLowerCase();
    let hits = words.length ? collect(index, words, plain, false) : [], whole = hits.filter(hit => hit.all), near = false;
    if (words.length && whole.length < FEW) {
      const wider = collect(index, words, plain, true), more = wider.filter(hit => hit.all);
      near = more.length > whole.length;
      if (near || wider.length > hits.length) [hits, whole] = [wider, more];
    }
    const found = whole.length ? whole : hits;
    found.sort((a, b) => b.has - a.has || b.score - a.score || a.entry.number - b.entry.number);
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const { entry } of found) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
    return { hits: found, counts, near, some: found.length > 0 && found !== whole, words };
  };

  /**
   * Cuts a text into pieces that match a word of the query and pieces that do not.
   * @param {string} text
   * @param {Word[]} words
   * @returns {[string, boolean][]}
   */
  const pieces = (text, words) => {
    const forms = words.filter(word => !word.parts.length).map(word => word.form);
    const stems = new Set(forms.filter(form => !searchTerms.stop.has(form)).map(searchTerms.stem));
    return text.split(/([\p{L}\p{M}\p{N}]+)/u).flatMap((run, n) => (n % 2 ? run.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u) : [run])
      .flatMap(part => {
        const folded = n % 2 ? searchTerms.fold(part).toLowerCase() : '';
        const start = folded && forms.filter(form => folded.startsWith(form)).sort((a, b) => b.length - a.length)[0];
        if (start && folded.length === part.length && (start.length > 1 || part.length === 1)) {
          return /** @type {[string, boolean][]} */ ([[part.slice(0, start.length), true], [part.slice(start.length), false]]);
        }
        return /** @type {[string, boolean][]} */ ([[part, !!folded && stems.has(searchTerms.stem(folded))]]);
      })).filter(([piece]) => piece);
  };

  return { ask, pieces, isNear };
})();
