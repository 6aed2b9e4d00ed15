// Hostile input: whatever is written into a repository, nothing of it runs in a reader's browser, even without a content policy. `VESTIBULE_VECTORS` names a JSON
// file with more to try: a list of strings, or of objects whose `p` is one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'parse5';
import { launch } from './chromium.mjs';
import { create } from './hostile/repository.mjs';
import { VECTORS } from './hostile/vectors.mjs';
import { serve } from './server.mjs';
import { files } from './site.mjs';

const more = process.env.VESTIBULE_VECTORS ? JSON.parse(readFileSync(process.env.VESTIBULE_VECTORS, 'utf8')) : [];
// A blank says nothing, and makes no valid entity.
const vectors = [...VECTORS, ...more.map((entry) => (typeof entry === 'string' ? entry : entry.p)).filter((text) => text.trim())];
const work = mkdtempSync(join(tmpdir(), 'hostile-'));
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
});

/** Opens pages, touches everything in them, and gives what happened that should not. */
async function watch(url, paths) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { host } = new URL(url);
  let path = '';
  const seen = new Set();
  const tell = (what) => seen.add(`${path}: ${what}`);
  await context.exposeBinding('strike', () => tell('a script ran'));
  await context.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) Object.assign(window, { [name]: () => window['strike']() });
  });
  await context.route('**/*', (route) => {
    const target = new URL(route.request().url());
    if (target.host === host || target.protocol === 'data:') return route.continue();
    if (!route.request().isNavigationRequest()) tell(`asked ${target.origin}`);
    return route.abort();
  });
  const open = async () => {
    const page = await context.newPage();
    page.on('dialog', (dialog) => { tell('a dialog opened'); dialog.dismiss().catch(() => {}); });
    return page;
  };
  let page = await open();
  for (path of paths) {
    const address = url + path.split('/').map(encodeURIComponent).join('/');
    try {
      await page.goto(address, { waitUntil: 'load', timeout: 20_000 });
      await page.evaluate(() => {
        // Whatever leads away is told by its address alone.
        document.addEventListener('submit', (event) => event.preventDefault());
        // A long list says the same again and again, and each link touched is fetched: every so many, one stands for the others.
        const elements = [...document.querySelectorAll('main *, svg *')];
        const step = Math.ceil(elements.length / 500);
        for (const element of elements.filter((_, number) => number % step === 0)) {
          for (const type of ['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'focus', 'focusin', 'pointerdown', 'mousedown', 'click']) {
            const link = element.closest('a[href], [href]');
            if (type === 'click' && link && !/^\s*(javascript|vbscript|data):/i.test(link.getAttribute('href') ?? '')) continue;
            element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
          }
        }
        return new Promise((done) => setTimeout(done, 0));
      });
      if (page.url().split(/[?#]/)[0] !== address) tell(`went to ${page.url()}`);
    } catch (error) {
      tell(`left: ${String(error).split('\n')[0]}`);
      await page.close().catch(() => {});
      page = await open();
    }
  }
  await context.close();
  return [...seen];
}

const LEADS = new Set(['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc', 'background', 'poster', 'values', 'to', 'from']);
const NEVER = new Set(['iframe', 'object', 'embed', 'base', 'frame', 'applet', 'marquee', 'foreignObject', 'animate', 'set']);

/** Gives what a page holds that could run, whether or not it does today. */
function inspect(html) {
  const faults = new Set();
  const visit = (node, inMain) => {
    const inside = inMain || node.tagName === 'main';
    for (const { name, value } of node.attrs ?? []) {
      if (/^on/i.test(name)) faults.add(`<${node.tagName} ${name}>`);
      if (LEADS.has(name) && /^[\u0000-\u0020]*(javascript|vbscript|data:text)/i.test(value)) faults.add(`<${node.tagName} ${name}=${value.slice(0, 40)}>`);
      if (inside && node.tagName === 'meta') faults.add(`<meta ${name}>`);
    }
    if (NEVER.has(node.tagName) || (inside && ['script', 'style', 'link'].includes(node.tagName))) faults.add(`<${node.tagName}>`);
    for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) visit(child, inside);
  };
  visit(parse(html), false);
  return [...faults];
}

test('the watch sees what runs: the same input without cleaning strikes', async () => {
  const folder = join(work, 'raw');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<title>raw</title>');
  VECTORS.forEach((vector, number) => {
    writeFileSync(join(folder, `${number}.html`), `<!doctype html><title>raw</title><main>${vector}<p title="${vector}">x</p></main>`);
  });
  const server = await serve(folder, '/portal/', { policy: false });
  const seen = await watch(server.url, VECTORS.map((_, number) => `${number}.html`));
  await server.close();
  const struck = new Set(seen.filter((line) => line.endsWith('a script ran')).map((line) => line.split('.')[0]));
  // The others are Markdown, or for parsers other than today's Chromium.
  assert.ok(struck.size >= 35, `${struck.size} of ${VECTORS.length} ran: ${seen.join('\n')}`);
});

test('nothing that a repository holds runs', { timeout: 1_200_000 + 6_000 * vectors.length }, async () => {
  const repository = join(work, 'repository');
  mkdirSync(repository);
  create(repository, vectors);
  writeFileSync(join(work, 'vestibule.yaml'), 'site: { title: Hostile }\nsources: [{ path: repository }]\n');
  const site = join(work, 'site');
  execFileSync('cargo', ['run', '--quiet', '--locked', '--', '--quiet', 'build', work, '--out', site, '--cache', join(work, 'cache')], { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 28 });
  const built = files(site);
  const pages = built.filter((file) => file.endsWith('.html'));
  const held = pages.flatMap((file) => inspect(readFileSync(join(site, file), 'utf8')).map((fault) => `${file}: ${fault}`));
  assert.deepEqual(held, []);
  // Every page is read above; those that show most of what was written are opened, too.
  const number = (file) => Number(/-(\d+)\//.exec(file)?.[1] ?? -1);
  const isShown = (file) => number(file) < 0 || /^docs\/.*\/component-\d+\/index\.html$|\/component\/component-\d+\/index\.html$|\/api\/api-\d+\/index\.html$|\/api\/[a-z]+-\d+\/definition\/index\.html$/.test(file);
  const shown = pages.filter(isShown);
  vectors.forEach((_, vector) => {
    for (const page of [`docs/default/component/component-${vector}/index.html`, `catalog/default/api/api-${vector}/index.html`]) assert.ok(shown.includes(page), page);
  });
  const server = await serve(site, '/portal/', { policy: false });
  const seen = await watch(server.url, [...shown, ...built.filter((file) => file.endsWith('.svg') && !file.startsWith('badges/'))]);
  await server.close();
  assert.deepEqual(seen, []);
});
