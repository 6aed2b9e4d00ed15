// The built example: where it is, which pages it has, and one page of every kind.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { after, before } from 'node:test';
import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

/** Gives the folder that `tests/run` has built; `explicit` is the one whose links name files. */
export function folder(style = 'pretty') {
  const base = process.env.VESTIBULE_SITES;
  if (!base) throw new Error('VESTIBULE_SITES is not set; use `tests/run browser`, which builds the example first');
  return join(base, style);
}

/** Lists every file of a built site, with `/` between folders. */
export function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

/** Lists the paths of every page as a browser asks for them: empty for the home page, `catalog/`, `404.html`. */
export function pages(root = folder()) {
  return files(root).filter((file) => file.endsWith('.html')).map((file) => file.replace(/(^|\/)index\.html$/, '$1'));
}

/** One page of every kind that the portal has. */
export const KINDS = {
  home: '',
  catalog: 'catalog/',
  'catalog of a kind': 'catalog/component/',
  'saved view': 'views/going-away/',
  component: 'catalog/default/component/payments-api/',
  'component without docs': 'catalog/default/component/depot-terminal/',
  'component with findings': 'catalog/default/component/route-planner/',
  api: 'catalog/default/api/payments/',
  'api reference': 'catalog/default/api/payments/definition/',
  'api definition': 'catalog/default/api/payments/definition/raw/',
  'grpc reference': 'catalog/default/api/ledger/definition/',
  'asyncapi reference': 'catalog/default/api/dispatch-events/definition/',
  'graphql reference': 'catalog/default/api/tracking/definition/',
  'grpc api': 'catalog/default/api/ledger/',
  resource: 'catalog/default/resource/payments-db/',
  system: 'catalog/default/system/card-payments/',
  domain: 'catalog/default/domain/payments/',
  group: 'catalog/default/group/payments-team/',
  user: 'catalog/default/user/ines.moreau/',
  template: 'catalog/default/template/new-service/',
  location: 'catalog/default/location/northwind-organisation/',
  'broken entity': 'catalog/default/component/status-page/',
  'graph of a component': 'catalog/default/component/payments-api/graph/',
  'graph of a system': 'catalog/default/system/card-payments/graph/',
  'graph of everything': 'catalog-graph/',
  'docs list': 'docs/',
  'docs index': 'docs/default/component/payments-api/',
  'docs page': 'docs/default/component/payments-api/guides/idempotency/',
  'docs with images': 'docs/default/component/payments-api/operate/alerts/',
  'docs with collapsibles': 'docs/default/component/payments-api/local-development/',
  'docs with notes': 'docs/default/component/payments-api/guides/webhooks/',
  'docs on one page': 'docs/default/component/payments-api/print/',
  'list of decisions': 'docs/decisions/',
  'list of tags': 'docs/tags/',
  'decisions of one entity': 'docs/default/component/payments-api/adr/',
  'decision that was replaced': 'docs/default/component/payments-api/adr/002-one-entry-a-capture/',
  changelog: 'docs/default/component/payments-api/changelog/',
  'component with a readme': 'catalog/default/component/ledger/',
  'docs from a readme': 'docs/default/component/ledger/',
  'docs without mkdocs.yml': 'docs/default/component/dispatch/',
  'docs with diagrams': 'docs/default/component/deploy-bot/deployment/',
  'list of apis': 'catalog/api/',
  'list of people': 'catalog/user/',
  changes: 'changes/',
  health: 'health/',
  'health by owner': 'health/owners/',
  'health by repository': 'health/repositories/',
  'health of a code': 'health/dangling-reference/',
  'tech radar': 'tech-radar/',
  'todo comments': 'todo/',
  'todo comments of a component': 'catalog/default/component/payments-api/todos/',
  kubernetes: 'kubernetes/',
  'kubernetes of a component': 'catalog/default/component/payments-api/kubernetes/',
  search: 'search/',
  'not found': '404.html',
};

/** Builds the portal that stands in a folder; gives the folder of the site. */
export function build(work) {
  execFileSync('cargo', ['run', '--quiet', '--locked', '--', '--quiet', 'build', work, '--out', join(work, 'site'), '--cache', join(work, 'cache')]);
  return join(work, 'site');
}

/** Serves the example, or the site that `made` gives, and starts a browser for the tests of one file. */
export function portal(made = () => folder()) {
  /** @type {{ url: string, browser: import('playwright-core').Browser, close: () => Promise<unknown> }} */
  const shared = { url: '', browser: /** @type {any} */ (null), close: async () => {} };
  before(async () => {
    const server = await serve(made());
    Object.assign(shared, { url: server.url, browser: await launch(), close: server.close });
  });
  after(async () => {
    await shared.browser?.close();
    await shared.close();
  });
  return shared;
}

/** Opens a page of the portal in a context of its own. */
export async function open(shared, path = '', options = {}) {
  const context = await shared.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(shared.url + path);
  return page;
}

/** Lays out what a page leaves for later because it is far from the eyes. */
export function whole(page) {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* {content-visibility: visible !important}');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}
