// The whole of a list that is cut into pages: its entities -> the rows of those that are asked for, wherever they stand. What the rows of the page show is what these show.
'use strict';

/**
 * @param {QueryData} data
 * @param {QueryEntity[]} entities those of the list
 * @param {Map<string, HTMLTableRowElement>} rows the rows that the page holds, by reference
 */
const queryWhole = (data, entities, rows) => {
  const TONES = new Map([['production', 'ok'], ['experimental', 'info'], ['deprecated', 'warn'], ['retired', 'mute']]);
  const LOOKED_AT = 500, FIRST = 25, STEP = 75;
  const byRef = new Map(data.entities.map(entity => [entity.ref, entity])), collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const table = /** @type {HTMLTableElement} */ (document.querySelector('[data-filter-table]')), root = document.body.dataset.root ?? '';
  const columns = [...table.querySelectorAll('[data-sort]')].map(link => /** @type {HTMLElement} */ (link).dataset.sort ?? '');
  const file = document.body.dataset.links === 'explicit' ? 'index.html' : '';
  const tiles = new Map([...document.querySelectorAll('a.facet[href]')].map(link => [/([^/]+)\/(?:index\.html)?$/.exec(link.getAttribute('href') ?? '')?.[1] ?? '', link.querySelector('.tile')]));

  const href = (/** @type {string} */ ref) => {
    const [, kind, namespace, name] = /^([^:]*):([^/]*)\/(.*)$/.exec(ref) ?? [];
    return root + ['catalog', namespace, kind, name].map(encodeURIComponent).join('/') + '/' + file;
  };
  const named = (/** @type {string} */ ref) => byRef.get(ref)?.title ?? ref.split('/').at(-1) ?? ref;
  const field = (/** @type {QueryEntity} */ entity, /** @type {string} */ key) => {
    const { labels, annotations } = Reflect.get(entity, 'metadata') ?? {}, of = Object.entries;
    const ties = of(entity.relations).map(([name, refs]) => [name, refs.map(named)]);
    const found = of(Reflect.get(entity, 'facts') ?? {}).flatMap(([plugin, facts]) => of(facts).map(([name, value]) => [plugin + name, value]));
    const own = [Reflect.get(entity, 'spec'), Reflect.get(entity, 'properties'), labels, annotations].flatMap(values => of(values ?? {}));
    const is = (/** @type {any[]} */ [name]) => [name, 'own' + name].some(name => name.replace(/[^a-z0-9]/gi, '').toLowerCase() === key);
    const value = [...own, ...ties, ...found].find(is)?.[1] ?? '';
    const said = (/** @type {unknown} */ item) => typeof item === 'boolean' ? item ? 'yes' : 'no' : String(item);
    return [value].flat().filter(item => typeof item !== 'object').map(said).join('\n');
  };

  /** What facets and columns compare: the values of each name, one a line. @type {WeakMap<QueryEntity, Record<string, string>>} */
  const known = new WeakMap();
  const facts = (/** @type {QueryEntity} */ entity) => {
    let found = known.get(entity);
    if (!found) {
      const spec = Reflect.get(entity, 'spec') ?? {}, metadata = Reflect.get(entity, 'metadata') ?? {}, flags = Reflect.get(entity, 'is') ?? [];
      const system = (entity.relations.partOf ?? []).find(ref => /^(system|domain):/.test(ref));
      found = {
        name: entity.title,
        owner: (entity.relations.ownedBy ?? []).map(named).join('\n') || (flags.includes('unowned') ? page.text('no-owner') : ''),
        system: system ? named(system) : '',
        lifecycle: String(spec.lifecycle ?? '').toLowerCase(),
        type: String(spec.type ?? ''),
        tags: (metadata.tags ?? []).join('\n'),
      };
      for (const key of columns) found[key] ??= field(entity, key);
      known.set(entity, found);
    }
    return found;
  };

  /** @param {string} tag @param {string} [name] @param {string} [text] */
  const element = (tag, name = '', text = '') => Object.assign(document.createElement(tag), { className: name, textContent: text });
  const linked = (/** @type {string} */ ref, /** @type {string} */ name, /** @type {string} */ text) => {
    const link = element(byRef.has(ref) ? 'a' : 'span', name, text);
    if (byRef.has(ref)) link.setAttribute('href', href(ref));
    return link;
  };

  const cells = {
    owner: (/** @type {QueryEntity} */ entity) => (entity.relations.ownedBy ?? []).flatMap(ref => {
      const owner = linked(ref, 'owner', ''), { abbr = '?', hue = 0 } = Reflect.get(byRef.get(ref) ?? {}, 'look') ?? {};
      owner.dataset.abbr = abbr;
      owner.style.setProperty('--oh', String(hue));
      owner.append(element('span', '', named(ref)));
      return [owner, ' '];
    }),
    system: (/** @type {QueryEntity} */ entity) => (entity.relations.partOf ?? []).filter(ref => /^(system|domain):/.test(ref)).slice(0, 1).map(ref => linked(ref, 'soft', named(ref))),
    lifecycle: (/** @type {QueryEntity} */ entity) => {
      const slug = facts(entity).lifecycle;
      if (!slug) return [];
      const life = element('span', 'life', slug[0].toUpperCase() + slug.slice(1));
      Object.assign(life.dataset, { life: slug, tone: TONES.get(slug) ?? 'note' });
      return [life];
    },
  };

  const made = (/** @type {QueryEntity} */ entity) => {
    const row = /** @type {HTMLTableRowElement} */ (element('tr')), head = element('th'), box = element('div', 'ent'), words = element('div');
    head.setAttribute('scope', 'row');
    const tile = tiles.get(entity.kind.toLowerCase())?.cloneNode(true);
    if (tile instanceof HTMLElement) {
      tile.dataset.m = '';
      box.append(tile);
    }
    words.append(linked(entity.ref, '', entity.title));
    const description = Reflect.get(entity, 'metadata')?.description;
    if (description) words.append(element('p', '', description));
    box.append(words);
    head.append(box);
    row.append(head);
    for (const key of columns.slice(1)) {
      const make = Object.hasOwn(cells, key) ? cells[/** @type {'owner'} */ (key)] : undefined;
      const cell = element('td', (key === 'owner' || key === 'lifecycle' ? 'p2' : 'p3') + (make ? '' : ' soft'));
      cell.append(...(make ? make(entity) : [key === 'type' && Reflect.get(entity, 'note') || facts(entity)[key].replaceAll('\n', ', ')]));
      row.append(cell);
    }
    return row;
  };
  const rowOf = (/** @type {QueryEntity} */ entity) => {
    let row = rows.get(entity.ref);
    if (!row) rows.set(entity.ref, row = made(entity));
    row.hidden = false;
    return row;
  };

  let order = '', sorted = [...entities].sort((a, b) => collator.compare(a.title.toLowerCase(), b.title.toLowerCase()));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  return {
    count: entities.length,
    /** Leaves the table to the rows of the page. */
    leave: () => clearTimeout(later),
    /**
     * Shows in `body` the first of those that `isMeant` and the facets mean, the rest as soon as there is time; gives how many there are, and how many are shown.
     * @param {HTMLElement} body @param {(entity: QueryEntity) => boolean} isMeant @param {[string, string[]][]} facets @param {string} by the column, `-` before it for downwards
     */
    show(body, isMeant, facets, by) {
      if (by !== order) {
        const key = by.replace(/^-/, '') || 'name', turn = by.startsWith('-') ? -1 : 1;
        // Rows without a value stand last in either direction.
        sorted.sort((a, b) => Number(!facts(a)[key]) - Number(!facts(b)[key]) || turn * collator.compare(facts(a)[key], facts(b)[key]));
        order = by;
      }
      const has = (/** @type {QueryEntity} */ entity) => facets.every(([name, values]) => (facts(entity)[name] ?? '').split('\n').some(value => values.includes(value)));
      const found = sorted.filter(entity => has(entity) && isMeant(entity)), shown = found.slice(0, LOOKED_AT);
      clearTimeout(later);
      body.replaceChildren(...shown.slice(0, FIRST).map(rowOf));
      const more = (/** @type {number} */ from) => {
        if (from < shown.length) later = setTimeout(() => {
          body.append(...shown.slice(from, from + STEP).map(rowOf));
          more(from + STEP);
        }, from === FIRST ? 150 : 30);
      };
      more(FIRST);
      return { total: found.length, shown: shown.length };
    },
  };
};
