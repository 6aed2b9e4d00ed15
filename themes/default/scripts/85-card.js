// Card: says what an entity is while a pointer rests on its name, or the focus is on it. Nothing is asked for before; Escape puts it away.
'use strict';
{
  const card = document.createElement('div'), root = new URL(document.body.dataset.root ?? '', location.href).pathname;
  card.className = 'card about-card stack-s small';
  card.id = 'peek';
  card.setAttribute('role', 'tooltip');
  card.hidden = true;
  (page.one('#main') ?? document.body).append(card);
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @type {Element | null} */
  let about = null;
  let timer = 0;
  /** Gives where the data of the entity is that a link leads to. @param {Element} link */
  const data = link => {
    const { pathname } = new URL(link.getAttribute('href') ?? '', location.href);
    const [, space, kind, name] = pathname.startsWith(root) ? /^catalog\/([^/]+)\/([^/]+)\/([^/]+)\/(index\.html)?$/.exec(pathname.slice(root.length)) ?? [] : [];
    return name && `${root}api/entities/${space}/${kind}/${name}.json`;
  };
  const ask = (/** @type {string} */ file) => {
    if (!asked.has(file)) asked.set(file, fetch(file).then(answer => (answer.ok ? answer.json() : undefined)).catch(() => undefined));
    return asked.get(file);
  };
  const put = (/** @type {string} */ tag, /** @type {string} */ look, /** @type {string} */ text) => {
    const element = document.createElement(tag);
    element.className = look;
    element.textContent = text;
    card.append(element);
  };
  const hide = () => {
    clearTimeout(timer);
    card.hidden = true;
    about?.removeAttribute('aria-describedby');
    about = null;
  };
  const show = async (/** @type {Element} */ link, /** @type {string} */ file) => {
    const entity = await ask(file);
    if (about !== link || !entity) return;
    const { kind, metadata, spec = {}, relations = [] } = entity;
    const owners = relations.filter((/** @type {any} */ relation) => relation.type === 'ownedBy').map((/** @type {any} */ relation) => relation.targetRef.split('/').pop());
    card.replaceChildren();
    put('strong', 'clip', metadata.title ?? metadata.name);
    put('p', 'muted', [kind, spec.type, spec.lifecycle, owners.length ? page.text('card-owned-by', { owners: owners.join(', ') }) : ''].filter(Boolean).join(' · '));
    if (metadata.description) put('p', 'clamp', metadata.description);
    card.hidden = false;
    const at = link.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = card;
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - width - 8)) + 'px';
    card.style.top = (at.bottom + 6 + height < innerHeight ? at.bottom + 6 : Math.max(8, at.top - height - 6)) + 'px';
    link.setAttribute('aria-describedby', 'peek');
  };
  const begin = (/** @type {Event} */ event) => {
    if (event instanceof PointerEvent && event.pointerType !== 'mouse') return;
    const target = /** @type {Element} */ (event.target);
    if (card.contains(target)) return clearTimeout(timer);
    const link = target.closest('a.chip, a.g-node'), file = link && data(link);
    if (!link || !file) return;
    clearTimeout(timer);
    if (link === about) return;
    timer = setTimeout(() => { hide(); about = link; show(link, file); }, 400);
  };
  // The pointer may move on to the card.
  const end = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };
  for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, begin);
  for (const kind of ['pointerout', 'focusout']) document.addEventListener(kind, end);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
  // What takes the focus is scrolled to; only a card that is there must go with its name.
  addEventListener('scroll', () => { if (!card.hidden) hide(); }, { passive: true, capture: true });
}
