// What may stand at the caret: the names that the language knows, or the values that entities have. Knows no page.
'use strict';

const querySuggest = (() => {
  const MOST = 8;

  /** Writes a value so that the language reads it as one. @param {string} value */
  const written = value => (value && !/[\s()",*]/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);

  /**
   * Lists the keys below a path: those of labels, of annotations, of metadata.
   * @param {QueryData} data
   * @param {string} path
   */
  const keys = (data, path) => {
    const found = new Set();
    for (const entity of data.entities) {
      const inner = path.split('.').reduce((value, part) => value?.[part], /** @type {any} */ (entity));
      if (inner && typeof inner === 'object' && !Array.isArray(inner)) Object.keys(inner).forEach(key => found.add(key));
    }
    return [...found].sort();
  };

  /**
   * Puts those first that begin with what was typed, and what is asked rarely behind the rest.
   * @param {Iterable<string>} texts
   * @param {string} typed
   * @param {(text: string) => boolean} [rarely]
   */
  const fitting = (texts, typed, rarely = () => false) => {
    const wanted = typed.toLowerCase(), all = [...texts].filter(text => text.length < 80 && text.toLowerCase().includes(wanted));
    const rank = (/** @type {string} */ text) => 2 * Number(!text.toLowerCase().startsWith(wanted)) + Number(rarely(text));
    return all.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, MOST);
  };

  /**
   * @param {QueryData} data
   * @param {(end: QueryEnd) => Set<string>} known
   * @param {string} before the expression up to the caret
   * @returns {{ from: number, texts: string[] }} what may replace the expression from there to the caret
   */
  return (data, known, before) => {
    const token = /(?:[^\s()"]|"(?:[^"\\]|\\.)*"?)*$/.exec(before)?.[0].replace(/^-+/, '') ?? '', start = before.length - token.length;
    const asked = /^([^:<>=",]+):/.exec(token);
    if (asked) {
      const last = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)*$/.exec(token.slice(asked[0].length))?.[0] ?? '';
      const root = queryParse(`${asked[1]}:*`, data.names).root;
      if (!root?.end) return { from: before.length, texts: [] };
      return { from: before.length - last.length, texts: fitting(known(root.end), last.replace(/"/g, '')).map(written) };
    }
    if (/[:<>="]/.test(token)) return { from: before.length, texts: [] };
    const among = data.names[token.split('.')[0]]?.among, after = token.indexOf('.') + 1;
    if (among && after) return { from: start + after, texts: fitting(among.keys, token.slice(after)).map(key => key + ':') };
    const parts = token.split('.'), typed = parts.pop() ?? '', meaning = parts.length ? data.names[parts[0]] : undefined;
    const below = parts.length === 1 ? meaning?.below : undefined;
    if (below) return { from: start + parts[0].length + 1, texts: fitting(keys(data, below), typed).map(key => key + ':') };
    if (parts.some(part => !data.names[part]?.link)) return { from: before.length, texts: [] };
    const names = fitting(Object.keys(data.names), typed, name => !!data.names[name].link && data.names[name].link?.relation === name || !!data.names[name].below).map(name => name + (data.names[name].below || data.names[name].among ? '.' : ':'));
    return { from: before.length - typed.length, texts: names };
  };
})();
