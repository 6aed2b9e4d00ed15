// Without JavaScript: every kind of page has its content.
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
  'docs list': ['Payments SDK', 'A thin client', 'Card payments'],
  'docs from a readme': ['Rules that never bend', 'payment:pay_8c1f:capture'],
  'docs without mkdocs.yml': ['One day', 'Hamburg and Utrecht'],
  'list of apis': ['Payments', 'Dispatch events', 'Tracking'],
  health: ['logistic-team', 'label-printer', 'orders-db', 'javascript', 'releasing.md'],
};

for (const [kind, words] of Object.entries(CONTENT)) {
  test(`${kind} is whole without script`, async () => {
    const page = await open(shared, KINDS[kind], { javaScriptEnabled: false });
    assert.equal(await page.locator('h1').count(), 1, 'one first heading');
    const text = (await page.locator('main').evaluate((main) => main.textContent ?? '')).replace(/\s+/g, ' ').toLowerCase();
    assert.deepEqual(words.filter((word) => !text.includes(word.toLowerCase())), []);
    await page.context().close();
  });
}

test('the search field leads to a page that says what to do', async () => {
  const page = await open(shared, '', { javaScriptEnabled: false });
  await page.locator('main form[role=search] input[type=search]').fill('ledger');
  await Promise.all([page.waitForURL('**/search/?q=ledger'), page.keyboard.press('Enter')]);
  assert.ok((await page.locator('main a:visible').count()) > 0);
  await page.context().close();
});

test('controls that need script are not shown', async () => {
  const page = await open(shared, '', { javaScriptEnabled: false });
  assert.equal(await page.locator('[data-js]:visible').count(), 0);
  await page.context().close();
});
