// Without JavaScript: every kind of page has its content, and no control that does nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, open, portal } from './site.mjs';

const shared = portal();

/** What must be readable in the main part of a page of a kind. */
const CONTENT = {
  home: ['Payments', 'Logistics'],
  catalog: ['Payments API', 'Checkout'],
  'catalog of a kind': ['Payments API', 'Route planner', 'Depot terminal', 'deprecated'],
  component: ['Payments API', 'talks to the acquirers', 'Card payments', 'Production', 'payments-db', 'Ledger'],
  api: ['Payments', 'only way to move a customer'],
  'api reference': ['Create a payment', '/payments', 'Idempotency-Key', 'required', 'curl -X POST', 'requests.post', '429', 'Used by', 'minor_units'],
  'api definition': ['openapi: 3.1'],
  'grpc reference': ['rpc', 'grpcurl', 'Messages and enums'],
  'asyncapi reference': ['Messages and schemas', 'Used by'],
  'graphql reference': ['Queries', 'query', 'Types'],
  system: ['Card payments', 'Ledger', 'payments-db'],
  domain: ['Payments', 'Card payments'],
  group: ['Payments', 'Inès Moreau', 'Ledger'],
  user: ['Inès Moreau', 'Payments'],
  'component with findings': ['Route planner', 'logistic-team', 'logistics-team'],
  'broken entity': ['status-page', 'owner'],
  'graph of a component': ['Payments API', 'depends on', 'Breaks with it', 'Checkout API'],
  'graph of everything': ['Card payments', 'Identity', 'needs'],
  'docs index': ['Payments takes money', 'Where to start', 'What runs where'],
  'docs page': ['Send every write with an idempotency key', 'Idempotent-Replay', 'idempotency_key(format!', 'Random keys are fine'],
  'docs with collapsibles': ['Every payment is declined', 'looks at the amount only'],
  'docs with notes': ['orders.northwind.example/hooks', 'follows no redirects', 'at least 120 days'],
  'docs on one page': ['Where to start', 'Idempotent-Replay', 'Every payment is declined', 'Random keys are fine'],
  'list of decisions': ['Tokens, not cards', 'Superseded', 'replaced by 004 Corrections are entries of their own'],
  'list of tags': ['on-call', 'Key rotation'],
  'decisions of one entity': ['001', 'Tokens, not cards', 'Accepted', 'Superseded by 004'],
  'decision that was replaced': ['What holds now: 004 Corrections are entries of their own'],
  changelog: ['2.3.0', '2026-04-21', 'Partial captures'],
  'component with a readme': ['Rules that never bend', 'Read the rest of README.md'],
  'docs list': ['Payments SDK', 'A thin client'],
  'docs from a readme': ['Rules that never bend', 'payment:pay_8c1f:capture'],
  'docs without mkdocs.yml': ['One day', 'Hamburg and Utrecht'],
  'list of apis': ['Payments', 'Dispatch events', 'Tracking'],
  health: ['logistic-team', 'label-printer', 'orders-db', 'javascript', 'releasing.md'],
  'health by owner': ['Logistics'],
  'health of a code': ['dangling-reference', 'logistic-team'],
  changes: ['Catalog', 'Ownership', 'Price engine', '14 May 2026'],
  'saved view': ['Depot terminal'],
  resource: ['payments-db', 'depends on'],
  template: ['New service'],
  location: ['northwind-organisation'],
  'graph of a system': ['Card payments', 'Breaks with it', 'Ledger'],
  'docs with diagrams': ['deploy'],
  'list of people': ['Inès Moreau'],
  'tech radar': ['OpenTelemetry', 'Adopt', 'Hold'],
  'todo comments': ['keep the order in which things were put in', 'src/basket.ts', 'Checkout'],
  'todo comments of a component': ['TODO'],
  kubernetes: ['Payments API'],
  'kubernetes of a component': ['Deployment', 'replicas'],
  search: ['Search needs JavaScript', 'Components', 'Most needed'],
  'not found': ['Search'],
};

/** Gives all that a reader can bring to the screen: what is hidden is not there, what is folded can be unfolded. */
const readable = (page) => page.locator('main').evaluate((main) => {
  for (const details of main.querySelectorAll('details')) details.open = true;
  return /** @type {HTMLElement} */ (main).innerText;
});

/** Tells which controls of a page can be seen and do nothing without script. */
const idle = (page) => page.evaluate(() => {
  const isDone = (/** @type {any} */ control) => {
    if (control.type === 'hidden') return true;
    if (control.localName !== 'a') return !!control.form?.getAttribute('action');
    const to = new URL(control.getAttribute('href'), location.href);
    if (to.pathname !== location.pathname || to.search !== location.search) return !control.getAttribute('href').startsWith('?');
    return !to.hash || !!document.getElementById(decodeURIComponent(to.hash.slice(1)));
  };
  const controls = [...document.querySelectorAll('a[href], button, input:enabled, select, textarea, [role=button], [role=tab], [data-js]')];
  return controls.filter((control) => control.checkVisibility({ visibilityProperty: true }) && (control.hasAttribute('data-js') || !isDone(control))).map((control) => control.outerHTML.slice(0, 100));
});

test('every kind of page is whole without script, and shows no control that does nothing, at a desk and on a phone', async () => {
  const page = await open(shared, '', { javaScriptEnabled: false });
  const missing = [], found = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(shared.url + path);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 850 });
      found.push(...(await idle(page)).map((control) => `${kind} at ${width}: ${control}`));
      const text = (await readable(page)).replace(/\s+/g, ' ').toLowerCase(), words = CONTENT[kind] ?? [];
      missing.push(...words.filter((word) => !text.includes(word.toLowerCase())).map((word) => `${kind} at ${width}: ${word}`));
    }
  }
  await page.context().close();
  assert.deepEqual({ missing, found }, { missing: [], found: [] });
});

test('the search field leads to a page that says what to do', async () => {
  const page = await open(shared, '', { javaScriptEnabled: false });
  await page.locator('main form[role=search] input[type=search]').fill('ledger');
  await Promise.all([page.waitForURL('**/search/?q=ledger'), page.keyboard.press('Enter')]);
  assert.ok((await page.locator('main a:visible').count()) > 0);
  await page.context().close();
});
