// A query and the entities of `api/query.json` -> those that it means. As `src/model/query/eval.rs`.
'use strict';

const queryEval = (() => {
  /** Lists the values of a field, those in lists one by one; a mapping is there, and equals nothing. @param {any} value @returns {unknown[]} */
  const values = value => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap(values);
    return typeof value !== 'object' || Object.keys(value).length ? [value] : [];
  };

  /** Lists the values at a path: any key that the path starts with leads on, whether it has dots or not. @param {any} value @param {string} path @returns {unknown[]} */
  const walk = (value, path) => {
    if (Array.isArray(value)) return value.flatMap(item => walk(item, path));
    if (!value || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) => (path === key ? values(inner) : path.startsWith(key + '.') ? walk(inner, path.slice(key.length + 1)) : []));
  };

  /** @type {Record<string, (value: number, bound: number) => boolean>} */
  const ORDERS = { '>': (a, b) => a > b, '>=': (a, b) => a >= b, '<': (a, b) => a < b, '<=': (a, b) => a <= b };

  /**
   * Prepares the entities; gives what tells whether a query means one, and which values there are.
   * @param {QueryData} data
   */
  return data => {
    const byRef = new Map(data.entities.map(entity => [entity.ref, entity])), now = Date.parse(data.now) / 1000;

    const ends = (/** @type {QueryEntity} */ entity, /** @type {QueryLink} */ link) => {
      const targets = Object.hasOwn(entity.relations, link.relation) ? entity.relations[link.relation] : [];
      return link.kind ? targets.filter(target => target.startsWith(link.kind + ':')) : targets;
    };

    const test = (/** @type {QueryTest} */ { exists, patterns, order, bound }, /** @type {unknown} */ value, /** @type {boolean} */ isRef) => {
      if (exists) return value !== '';
      if (patterns) return patterns.some(pattern => (isRef ? queryValues.matchesReference(pattern, String(value)) : queryValues.matchesValue(pattern, value)));
      const sides = !isRef && bound ? queryValues.sides(bound, value, now) : undefined;
      return !!sides && ORDERS[order ?? ''](sides[0], sides[1]);
    };

    /** What stands at the paths that were asked for, since the next key asks for them again. @type {Map<string, WeakMap<QueryEntity, unknown[]>>} */
    const paths = new Map();
    const at = (/** @type {QueryEntity} */ entity, /** @type {string} */ path) => {
      let known = paths.get(path);
      if (!known) paths.set(path, known = new WeakMap());
      let found = known.get(entity);
      if (!found) known.set(entity, found = walk(entity, path));
      return found;
    };
    /** @type {WeakMap<QueryTest, Map<string, boolean>>} */
    const answers = new WeakMap();
    const end = (/** @type {QueryTerm} */ term, /** @type {QueryEntity} */ entity) => {
      const { own, path, link, flags } = term.end;
      if (own === 'ref') return test(term.test, entity.ref, true);
      if (own) return values(entity[own]).some(value => test(term.test, value, false));
      if (path) return at(entity, path).some(value => test(term.test, value, false));
      if (flags) return values(/** @type {any} */ (entity)[flags]).some(value => test(term.test, value, false));
      return !!link && ends(entity, link).some(target => {
        // Many entities have few owners between them: each target is asked once.
        let meant = answers.get(term.test);
        if (!meant) answers.set(term.test, meant = new Map());
        let answer = meant.get(target);
        if (answer === undefined) {
          // A team is meant by what pages call it, too.
          const known = term.test.patterns && byRef.get(target);
          meant.set(target, answer = test(term.test, target, true) || !!known && test(term.test, known.title, false));
        }
        return answer;
      });
    };

    /** What words look at, and all of it as one text; no word has a line break. @type {WeakMap<QueryEntity, { list: unknown[], text: string }>} */
    const words = new WeakMap();
    const wordsOf = (/** @type {QueryEntity} */ entity) => {
      let found = words.get(entity);
      if (!found) {
        const list = [entity.name, entity.title, ...walk(entity, 'metadata.description'), ...walk(entity, 'metadata.tags')];
        words.set(entity, found = { list, text: list.filter(value => typeof value === 'string').join('\n').toLowerCase() });
      }
      return found;
    };

    /** @param {QueryNode} node @param {QueryEntity} entity @returns {boolean} */
    const holds = (node, entity) => {
      const { word } = node;
      if (node.all) return node.all.every(part => holds(part, entity));
      if (node.any) return node.any.some(part => holds(part, entity));
      if (node.not) return !holds(node.not, entity);
      if (word) return word.pieces ? wordsOf(entity).list.some(value => queryValues.isIn(word, value)) : wordsOf(entity).text.includes(word.text);
      const term = /** @type {QueryTerm} */ (node);
      // Most terms ask the entity itself.
      if (!term.hops.length) return end(term, entity);
      // As sets, so that a knot of relations is walked once a hop, whatever its size.
      let here = new Set([entity]);
      for (const hop of term.hops) {
        here = new Set([...here].flatMap(one => ends(one, hop)).flatMap(target => byRef.get(target) ?? []));
      }
      return [...here].some(one => end(term, one));
    };

    /** Lists what entities have at the end of a path, as one would write it. @param {QueryEnd} end @returns {Set<string>} */
    const list = ({ own, path, link, words }) => new Set(words ?? data.entities.flatMap(entity => {
      if (own) return values(entity[own]);
      if (path) return walk(entity, path);
      return link ? ends(entity, link).map(target => target.slice(target.indexOf('/') + 1)) : [];
    }).filter(value => typeof value !== 'object').map(String));
    /** @type {Map<string, Set<string>>} */
    const lists = new Map();
    const known = (/** @type {QueryEnd} */ end) => {
      const key = JSON.stringify(end);
      let found = lists.get(key);
      if (!found) lists.set(key, found = list(end));
      return found;
    };
    return { holds, known };
  };
})();
