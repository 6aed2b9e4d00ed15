// The search files -> an index that can be asked. What they look like is told in the program's `src/index/format.rs`; nothing else here knows.
'use strict';

const searchFormat = (() => {
  const digit = Object.fromEntries([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((c, n) => [c, n]));

  /** @param {string} coded */
  const words = coded => {
    let before = '';
    return coded ? coded.split(' ').map(item => (before = before.slice(0, digit[item[0]]) + item.slice(1))) : [];
  };

  /**
   * @param {string} packed
   * @returns {Posting[]}
   */
  const postings = packed => {
    const found = [];
    let next = 0, number = 0, unit = 1;
    for (const c of packed) {
      const value = digit[c];
      number += (value % 32) * unit;
      unit *= 32;
      if (value < 32) {
        const document = next + Math.floor(number / 16);
        found.push({ document, field: (number % 16) >> 2, density: number % 4 });
        next = document + 1;
        number = 0;
        unit = 1;
      }
    }
    return found;
  };

  /**
   * @param {any[]} row
   * @param {number} number
   * @param {Entry | undefined} page
   * @param {number} docs the number of the kind of docs pages
   * @param {number[]} parts the numbers of the kinds that are parts of an API or records of plugins
   * @returns {Entry}
   */
  const entry = (row, number, page, docs, parts) => {
    if (typeof row[0] === 'string') {
      const [title, id = '', text = ''] = row;
      return { number, page, title, url: page?.url + '#' + encodeURIComponent(id), text, kind: docs, about: -1 };
    }
    const [kind, title, url, text = '', about = -1, name = '', type = '', lifecycle = '', tags = [], home = ''] = row;
    const made = { number, page: undefined, kind, title, url, text, about: typeof about === 'number' ? about : -1 };
    return kind === docs || parts.includes(kind) ? made : { ...made, entity: { name, type, lifecycle, tags, docs: home, owner: typeof about === 'string' ? about : '' } };
  };

  /**
   * @param {any} file
   * @returns {SearchIndex}
   */
  const read = file => {
    /** @type {Entry | undefined} */
    let page;
    const docs = file.kinds.findIndex((/** @type {string[]} */ [slug]) => slug === 'doc');
    const parts = file.kinds.flatMap((/** @type {string[]} */ [slug], /** @type {number} */ number) => /^(api|x)-/.test(slug) ? [number] : []);
    const entries = file.documents.map((/** @type {any[]} */ row, /** @type {number} */ number) => {
      const made = entry(row, number, page, docs, parts);
      if (!made.page) page = made;
      return made;
    });
    const packed = file.postings.split(' '), stems = words(file.stems);
    const numbers = new Map(stems.map((stem, n) => [stem, n]));
    return {
      entries,
      kinds: file.kinds.map((/** @type {string[]} */ [slug, name, plural, icon, look]) => ({ slug, name, plural, icon, look })),
      stems,
      forms: words(file.forms),
      postings: stem => postings(packed[numbers.get(stem) ?? -1] ?? ''),
      has: stem => numbers.has(stem),
    };
  };

  return { version: 1, read, words, postings };
})();
