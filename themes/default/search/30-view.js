// An answer -> what the dialog shows: narrowing buttons, hits, the preview. Builds nodes, so that no text can become markup.
'use strict';

const searchView = (() => {
  const root = new URL(document.body.dataset.root || './', location.href);
  const SHOWN = 8, NARROWED = 50;

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string | false | undefined)[]} children
   */
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children.filter(child => child !== false && child !== undefined).map(child => /** @type {Node | string} */ (child)));
    return node;
  };

  /** @param {string} name @param {string} [other] the icon to take where the page lacks the first */
  const icon = (name, other = 'component') => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = svg.appendChild(document.createElementNS(svg.namespaceURI, 'use'));
    svg.setAttribute('class', 'i');
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', '#i-' + (document.getElementById('i-' + name) ? name : other));
    return svg;
  };

  /** @param {ResultKind} kind @param {string} size */
  const tile = (kind, size) => make('span', { class: 'tile', 'data-kind': kind.look, [size]: '' }, icon(kind.icon));

  /** Puts sections below the title of their page. */
  const indent = () => {
    const space = make('span', { class: 'tile', 'data-m': '' });
    space.style.visibility = 'hidden';
    return space;
  };

  /** @param {string} url */
  const href = url => new URL(url, root).href;

  /** @param {string} text @param {Word[]} words */
  const marked = (text, words) => searchRank.pieces(text, words).map(([piece, hit]) => (hit ? make('mark', {}, piece) : piece));

  /** Gives an entity's name where its title does not tell it. @param {Entry} entry */
  const nameOf = ({ title, entity }) => (entity?.name && title.toLowerCase().replace(/[\s_.]+/g, '-') !== entity.name.toLowerCase() ? entity.name : '');

  /** Gives the owner, or whose docs it is, or the kind. @param {SearchIndex} index @param {Entry} entry */
  const aside = (index, entry) => index.entries[entry.about]?.title ?? (entry.entity?.owner || index.kinds[entry.kind].name);

  /**
   * @param {SearchIndex} index
   * @param {Entry} entry
   * @param {Word[]} words
   * @param {number} number
   */
  const option = (index, entry, words, number) => {
    const kind = index.kinds[entry.kind], name = nameOf(entry);
    return make('div', { class: 'hit', role: 'option', id: 'hit-' + number, 'aria-selected': 'false', 'data-href': href(entry.url) },
      entry.page ? indent() : tile(kind, 'data-m'),
      make('div', {}, make('b', {}, ...marked(entry.title, words)),
        name ? make('span', { class: 'muted small' }, ' ', ...marked(name, words)) : undefined,
        entry.text ? make('small', {}, ...marked(entry.text, words)) : undefined),
      !entry.page && make('span', { class: 'end' }, aside(index, entry)),
      icon('enter'));
  };

  /** @param {ResultKind} kind */
  const group = kind => ({ doc: page.text('docs'), group: page.text('teams'), user: page.text('teams') })[kind.slug] ?? page.text('catalog');

  /**
   * Lists what to show of the hits, in groups, the group with the best hit first.
   * @param {SearchIndex} index
   * @param {Answer} answer
   * @param {string} only the slug of a kind, or nothing
   * @param {number} most hits of a group
   * @returns {[string, Entry[]][]}
   */
  const groups = (index, answer, only, most) => {
    /** @type {Map<string, Hit[]>} */
    const found = new Map();
    for (const hit of answer.hits) {
      const kind = index.kinds[hit.entry.kind], name = group(kind), list = found.get(name) ?? [];
      if (only && kind.slug !== only) continue;
      found.set(name, list);
      if (list.length < most) list.push(hit);
    }
    return [...found].map(([name, list]) => [name, list.flatMap(hit => [hit.entry, ...hit.sections])]);
  };

  /** @param {string} name @param {HTMLElement[]} options */
  const grouped = (name, options) => make('div', { role: 'group', 'aria-label': name }, make('div', { class: 'grp', 'aria-hidden': 'true' }, name), ...options);

  /** Shows hits as options of the dialog's list. @param {SearchIndex} index @param {Answer} answer @param {string} only */
  const options = (index, answer, only) => {
    /** @type {Entry[]} */
    const entries = [];
    const nodes = groups(index, answer, only, only ? NARROWED : SHOWN)
      .map(([name, list]) => grouped(name, list.map(entry => option(index, entry, answer.words, entries.push(entry) - 1))));
    return { nodes, entries };
  };

  /** Shows hits as links of a page. @param {SearchIndex} index @param {Answer} answer @param {string} only */
  const cards = (index, answer, only) => groups(index, answer, only, NARROWED).map(([name, list]) => make('section', { class: 'card', 'aria-label': name },
    make('header', { class: 'card-h' }, make('h2', {}, name)),
    make('ul', { class: 'rows' }, ...list.map(entry => {
      return make('li', {}, entry.page ? indent() : tile(index.kinds[entry.kind], 'data-m'),
        make('div', { class: 'grow' }, make('a', { class: 't cover', href: href(entry.url) }, ...marked(entry.title, answer.words)),
          entry.text ? make('p', {}, ...marked(entry.text, answer.words)) : undefined),
        !entry.page && make('span', { class: 'muted small' }, aside(index, entry)));
    }))));

  /**
   * @param {SearchIndex} index
   * @param {Answer} answer
   * @param {string} only the slug of a kind, or nothing
   */
  const pills = (index, answer, only) => {
    const pill = (/** @type {string} */ slug, /** @type {string} */ name, /** @type {number} */ count) =>
      make('button', { class: 'pill', type: 'button', 'aria-pressed': String(slug === only), 'data-kind-only': slug },
        name, make('span', { class: 'num muted' }, String(count)));
    return [pill('', page.text('all'), answer.hits.length), ...index.kinds.flatMap((kind, n) => {
      const count = answer.counts.get(n) ?? 0;
      return count || kind.slug === only ? [pill(kind.slug, kind.plural, count)] : [];
    })];
  };

  /**
   * Shows more of one entry.
   * @param {SearchIndex} index
   * @param {Entry} entry
   */
  const preview = (index, entry) => {
    const whole = entry.page ?? entry, kind = index.kinds[whole.kind], about = index.entries[whole.about];
    const link = (/** @type {string} */ url, /** @type {string} */ text) => make('a', { href: href(url) }, text);
    const { entity } = entry, teams = kind.slug === 'group' || kind.slug === 'user';
    /** @type {[string, Node | string | false | undefined][]} */
    const facts = entity
      ? [[page.text('owner'), about ? link(about.url, about.title) : entity.owner ? page.text('named-not-in-catalog', { name: entity.owner }) : !teams && page.text('no-owner')],
        [page.text('lifecycle'), entity.lifecycle], [page.text('type'), entity.type], [page.text('tags'), entity.tags.join(', ')],
        [page.text('docs'), entity.docs && link(entity.docs, page.text('read-the-docs'))]]
      : [[page.text('page'), entry.page && link(whole.url, whole.title)], [page.text('docs-of'), about && link(about.url, about.title)]];
    const known = facts.filter(([, value]) => value);
    return [
      make('div', { class: 'row' }, tile(kind, 'data-m'),
        make('div', { class: 'grow' }, make('h2', {}, entry.title), make('p', { class: 'muted small' }, nameOf(entry) ? page.text('kind-and-name', { kind: kind.name, name: nameOf(entry) }) : kind.name))),
      entry.text && make('p', { class: 'soft small' }, entry.text),
      known.length > 0 && make('dl', { class: 'kv' }, ...known.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])),
    ].filter(node => node !== false && node !== '');
  };

  /**
   * Says what there is to see and why, in a few words, and for an empty answer what to do.
   * @param {SearchIndex} index
   * @param {Manifest} manifest
   * @param {Answer} answer
   * @param {string} query
   * @param {string} only
   */
  const words = (index, manifest, answer, query, only) => {
    const day = new Date(manifest.asOf), all = answer.hits.length;
    const { lang } = document.documentElement, isThisYear = day.getUTCFullYear() === new Date().getUTCFullYear();
    const written = day.toLocaleDateString(lang === 'en' ? 'en-GB' : lang, { day: 'numeric', month: 'long', timeZone: 'UTC', year: isThisYear ? undefined : 'numeric' });
    const when = page.text('index-of', { day: written });
    const kind = index.kinds.find(known => known.slug === only);
    const count = kind ? answer.counts.get(index.kinds.indexOf(kind)) ?? 0 : all;
    const said = { count, when };
    const found = count && answer.some ? page.text('results-with-some-words', said)
      : count && answer.near ? page.text('results-with-similar-words', said) : page.text('results-found', said);
    return {
      status: query ? found : when,
      empty: !query ? [page.text('search-size', { entities: manifest.entities, pages: manifest.pages }), page.text('search-by')]
        : all ? [page.text('none-of-kind', { kind: kind?.plural ?? '', query }), page.text('results-of-other-kinds', { count: all })]
        : [page.text('nothing-found', { query }), page.text('search-looks-at')],
    };
  };

  /** @param {string} title @param {(Node | string)[]} more */
  const empty = (title, ...more) => [icon('search'), make('strong', {}, title), make('p', {}, ...more)];

  return { make, icon, empty, grouped, options, cards, pills, preview, words };
})();
