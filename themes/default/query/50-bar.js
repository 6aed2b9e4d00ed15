// The filter bar of a list: the text field becomes a combobox that reads the language, tells what is wrong below it and suggests what may follow.
'use strict';

globalThis.vestibuleFilter = async (/** @type {HTMLInputElement} */ input, /** @type {HTMLElement} */ error, /** @type {HTMLTableRowElement[]} */ rows) => {
  const answer = await fetch(input.dataset.query ?? '');
  if (!answer.ok) throw new Error(page.text('entities-not-loaded'));
  const data = /** @type {QueryData} */ (await answer.json()), { holds, known } = queryEval(data);
  const list = document.createElement('ul'), label = input.labels?.[0];
  const refs = new Map(rows.map(row => {
    const parts = new URL(row.querySelector('a')?.href ?? '', location.href).pathname.replace(/(index\.html)?$/, '').split('/').filter(Boolean).slice(-3).map(decodeURIComponent);
    return [`${parts[1]}:${parts[0]}/${parts[2]}`, row];
  }));
  let last = new Set(rows), from = 0, at = -1;
  /** What was asked last, and was right. @type {QueryNode | undefined} */
  let meant;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  list.id = 'fl';
  list.hidden = true;
  // The look is that of the menu, as wide as the field.
  Object.assign(list.style, { insetInlineStart: '0', inlineSize: 'auto', zIndex: '2' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', page.text('suggestions'));
  input.after(list);
  input.placeholder = page.text('filter-language-short');
  if (label) label.textContent = page.text('filter-language');
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'fl', 'aria-describedby': 'fe' })) input.setAttribute(name, value);

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const select = (/** @type {number} */ next) => {
    at = next;
    options().forEach((option, number) => option.setAttribute('aria-selected', String(number === at)));
    const chosen = options()[at];
    if (chosen) input.setAttribute('aria-activedescendant', chosen.id);
    else input.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  };
  const show = (/** @type {string[]} */ texts) => {
    list.replaceChildren(...texts.map((text, number) => {
      const option = document.createElement('li');
      option.className = 'hit';
      option.id = `fl-${number}`;
      option.setAttribute('role', 'option');
      option.textContent = text;
      return option;
    }));
    list.hidden = !texts.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    select(-1);
  };
  const close = () => show([]);
  const suggest = (/** @type {boolean} */ isAsked) => {
    const end = input.selectionStart ?? input.value.length, found = querySuggest(data, known, input.value.slice(0, end));
    const typed = input.value.slice(found.from, end);
    from = found.from;
    // Where a word may begin, the rows matter more than all the names, unless somebody asks for them.
    const isOpen = !typed && !isAsked && !/[:,.]$/.test(input.value.slice(0, from));
    show(isOpen || found.texts.length === 1 && found.texts[0] === typed ? [] : found.texts);
  };
  const take = (/** @type {HTMLElement | undefined} */ option) => {
    const text = option?.textContent;
    if (!text) return;
    const end = input.selectionStart ?? input.value.length, more = /[:.]$/.test(text);
    input.setRangeText(text + (more || input.value[end] === ' ' ? '' : ' '), from, end, 'end');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (!more) close();
  };

  input.addEventListener('input', () => suggest(false));
  input.addEventListener('blur', close);
  input.addEventListener('click', () => suggest(false));
  input.addEventListener('keydown', event => {
    const count = options().length, step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.isComposing) return;
    if (step && !count) suggest(true);
    else if (step) select(at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count);
    else if (event.key === 'Enter' && at >= 0) take(options()[at]);
    else if (event.key === 'Escape' && count) close();
    else return;
    event.preventDefault();
  });
  // A press would take the focus from the field before the click is there.
  list.addEventListener('mousedown', event => {
    event.preventDefault();
    take(/** @type {HTMLElement | undefined} */ (/** @type {Element} */ (event.target).closest('[role=option]') ?? undefined));
  });

  const tell = (/** @type {string} */ text) => {
    clearTimeout(waiting);
    input.toggleAttribute('aria-invalid', false);
    if (!text) error.textContent = '';
    // An expression is wrong for as long as it is being typed; only a pause asks for a word about it.
    else waiting = setTimeout(() => {
      error.textContent = text;
      input.setAttribute('aria-invalid', 'true');
    }, 400);
  };

  const read = (/** @type {string} */ expression) => {
    const { root, mistakes } = queryParse(expression, data.names), first = mistakes[0];
    tell(first ? page.text('column-is-wrong', { column: first.column, message: first.message.replace(/`/g, ''), hint: first.hint.replace(/`/g, '') }) : '');
    meant = root ?? meant;
    return root;
  };
  const { question, kind } = input.dataset, listed = question ? queryParse(question, data.names).root : undefined;
  const isListed = (/** @type {QueryEntity} */ entity) => (listed ? holds(listed, entity) : !kind || entity.kind.toLowerCase() === kind);
  const whole = 'whole' in input.dataset ? queryWhole(data, data.entities.filter(isListed), refs) : undefined;

  // So that the first key is as quick as the others.
  if (whole) setTimeout(() => data.entities.filter(entity => holds({ word: { text: '\n' } }, entity)));

  return {
    whole: whole && {
      count: whole.count,
      leave: whole.leave,
      show(/** @type {HTMLElement} */ body, /** @type {string} */ expression, /** @type {[string, string[]][]} */ facets, /** @type {string} */ by) {
        read(expression);
        const root = meant;
        return whole.show(body, entity => !root || holds(root, entity), facets, by);
      },
    },
    ask(/** @type {string} */ expression) {
      const root = read(expression);
      if (root) last = new Set(data.entities.filter(entity => refs.has(entity.ref) && holds(root, entity)).flatMap(entity => refs.get(entity.ref) ?? []));
      return last;
    },
  };
};
