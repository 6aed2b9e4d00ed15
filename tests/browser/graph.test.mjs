// The graph: drawn around any entity, filtered by keyboard, its state in the address as Backstage names it; nothing in it overlaps as a browser measures it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { KINDS, open, pages, portal } from './site.mjs';
import { violations } from './violations.mjs';

const shared = portal();
const FOCUS = 'catalog-graph/?rootEntityRefs[]=component:default/payments-api';
const names = (page) => page.locator('[data-frame] [data-ref]').evaluateAll((nodes) => nodes.map((node) => node.dataset.ref).sort());

async function focused(query = '', options = {}) {
  const page = await open(shared, FOCUS + query, options);
  await page.locator('[data-frame] [data-ref]').first().waitFor();
  return page;
}

test('an entity is chosen by keyboard and stands in the address', async () => {
  const page = await open(shared, 'catalog-graph/');
  const field = page.locator('#gf');
  await field.focus();
  await field.pressSequentially('payments-api');
  await page.waitForFunction(() => document.querySelector('#gl-names option'));
  await field.press('Enter');
  await page.locator('[data-frame] [data-focus][data-ref="component:default/payments-api"]').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('rootEntityRefs[]'), 'component:default/payments-api');
  assert.match(await page.locator('#gs').innerText(), /^Payments API: \d+ nodes/);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('[data-frame] [data-ref]'));
  assert.ok((await page.locator('[data-frame] .g-node').count()) > 0, 'the whole catalog is back');
  await page.context().close();
});

test('kinds and relations are left out by keyboard', async () => {
  const page = await focused();
  const before = await names(page);
  assert.ok(before.some((name) => name.startsWith('resource:')));
  await page.locator('input[name=kind][value=resource]').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => !document.querySelector('[data-ref^="resource:"]'));
  assert.ok(!new URL(page.url()).searchParams.getAll('selectedKinds[]').includes('resource'));
  await page.locator('input[name=relation][value=consumesApi]').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction((most) => document.querySelectorAll('[data-ref]').length < most, before.length - 1);
  const kept = await names(page);
  await page.reload();
  await page.locator('[data-frame] [data-ref]').first().waitFor();
  assert.deepEqual(await names(page), kept);
  await page.context().close();
});

test('depth and direction change the picture', async () => {
  const page = await focused('&maxDepth=1');
  const near = (await names(page)).length;
  await page.locator('button[name=depth][value="3"]').press('Enter');
  await page.waitForFunction((least) => document.querySelectorAll('[data-ref]').length > least, near);
  assert.equal(await page.locator('button[name=depth][value="3"]').getAttribute('aria-pressed'), 'true');
  await page.locator('button[name=direction][value=TB]').press('Enter');
  await page.waitForFunction(() => document.querySelector('button[value=TB]')?.getAttribute('aria-pressed') === 'true');
  assert.equal(new URL(page.url()).searchParams.get('direction'), 'TB');
  await page.context().close();
});

test('a name that is not in the catalog is told', async () => {
  const page = await open(shared, 'catalog-graph/?rootEntityRefs[]=component:default/nobody');
  await page.waitForFunction(() => document.querySelector('#gs')?.textContent);
  assert.equal(await page.locator('#gs').innerText(), 'component:default/nobody is not in the catalog.');
  await page.context().close();
});

/** Saves the picture of a page by keyboard and gives the file's name and text. */
async function saved(page, form) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-export=${form}]`).press('Enter')]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a picture is saved as it stands, for other programs', async () => {
  const page = await open(shared, 'catalog-graph/?rootEntityRefs[]=api:default/ledger&maxDepth=1&direction=TB&selectedRelations[]=providesApi');
  await page.locator('[data-frame] [data-ref]').first().waitFor();
  assert.deepEqual(await saved(page, 'dot'), { name: 'ledger-api.dot', text: `digraph catalog {
  rankdir=TB;
  node [shape=box, style=rounded, fontname="sans-serif"];
  n0 [label="Ledger, API", penwidth=2];
  n1 [label="Ledger, Component"];
  n0 -> n1 [tooltip="Ledger provides API Ledger", style=dashed];
}
` });
  assert.deepEqual(await saved(page, 'mmd'), { name: 'ledger-api.mmd', text: `flowchart TB
  n0["Ledger, API"]
  n1["Ledger, Component"]
  n0 -.-> n1
  style n0 stroke-width:3px
` });
  await page.context().close();
});

test('a saved SVG holds its colours and icons, and reads alone as it does on the page', async () => {
  const page = await open(shared, KINDS['graph of a component']);
  const { name, text } = await saved(page, 'svg');
  assert.equal(name, 'payments-api-component.svg');
  assert.deepEqual(text.match(/ (class|data-[a-z]+)=|var\(|href="(?!#|http)/g), null);
  const box = () => page.evaluate(() => {
    const node = /** @type {SVGGraphicsElement} */ (document.querySelector('svg [stroke-width="1.75px"], svg [data-focus] .box')), look = getComputedStyle(node);
    return { fill: look.fill, stroke: look.stroke, width: look.strokeWidth, area: JSON.stringify(node.getBBox(), ['x', 'y', 'width', 'height']) };
  });
  const there = await box();
  const nodes = await page.locator('.g-node').count();
  await page.setContent(text);
  assert.deepEqual(await box(), there);
  assert.equal(await page.locator('svg use').count(), nodes);
  assert.deepEqual(await page.locator('svg use').evaluateAll((uses) => uses.filter((use) => !document.querySelector(use.getAttribute('href'))).length), 0);
  await page.context().close();
});

test('the picture of the whole catalog is a file without a script', async () => {
  const page = await open(shared, 'catalog-graph/', { javaScriptEnabled: false });
  for (const form of ['svg', 'dot', 'mmd']) {
    const answer = await page.request.get(new URL(await page.locator(`[data-export=${form}]`).getAttribute('href'), page.url()).href);
    assert.ok(answer.ok() && (await answer.text()).includes('Card payments'), form);
  }
  await page.context().close();
});

test('the nodes of a picture are reached by keyboard, and lead to their pages', async () => {
  const page = await open(shared, KINDS['graph of a component']);
  await page.locator('.diagram .scroll').focus();
  const links = await page.locator('.diagram a').count(), reached = new Set();
  for (let step = 0; step < links; step++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.closest('.diagram a')?.getAttribute('href') + ' ' + document.activeElement?.getAttribute('data-n')));
  }
  assert.equal(reached.size, links);
  assert.ok(![...reached].some((name) => name.startsWith('undefined')));
  await Promise.all([page.waitForURL('**/catalog/default/**'), page.keyboard.press('Enter')]);
  await page.context().close();
});

/** Lists what overlaps in the pictures of a page: boxes with boxes, words with what holds them. */
const faults = (page) => page.evaluate(() => {
  const faults = [], area = (/** @type {any} */ shape) => shape.getBBox();
  for (const svg of document.querySelectorAll('svg[data-graph]')) {
    const nodes = [...svg.querySelectorAll('.g-node')].map((node) => ({ name: node.querySelector('title')?.textContent, box: area(node.querySelector('.box')), words: [...node.querySelectorAll('text')].map(area) }));
    const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    nodes.forEach((node, number) => {
      for (const other of nodes.slice(number + 1)) if (meet(node.box, other.box)) faults.push(`${node.name} and ${other.name} overlap`);
      for (const words of node.words) if (words.x + words.width > node.box.x + node.box.width) faults.push(`the words of ${node.name} leave it`);
    });
    for (const label of svg.querySelectorAll('.g-group text')) {
      const box = area(label);
      for (const node of nodes) if (meet(box, node.box)) faults.push(`the label ${label.textContent} and ${node.name} overlap`);
    }
  }
  return faults;
});

test('nothing overlaps in any picture, as the browser measures it', async () => {
  const page = await open(shared, '');
  const found = [];
  for (const path of new Set([...Object.values(KINDS), ...pages().filter((path) => path.endsWith('/graph/'))])) {
    await page.goto(shared.url + path);
    found.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
  }
  for (const direction of ['LR', 'TB']) {
    await page.goto(`${shared.url}${FOCUS}&maxDepth=3&direction=${direction}`);
    await page.locator('[data-frame] [data-ref]').first().waitFor();
    found.push(...(await faults(page)).map((fault) => `${direction}: ${fault}`));
  }
  await page.context().close();
  assert.deepEqual(found, []);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing in a chosen picture, ${colorScheme}, ${width} pixels wide`, async () => {
      const page = await focused('', { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  }
}

test('the picture of an entity starts at the entity on a narrow screen', async () => {
  const page = await open(shared, KINDS['graph of a component'], { viewport: { width: 390, height: 900 } });
  const inside = await page.evaluate(() => {
    const node = document.querySelector('[data-graph] [data-focus]').getBoundingClientRect(), frame = document.querySelector('.diagram .scroll').getBoundingClientRect();
    return node.left >= frame.left && node.right <= frame.right;
  });
  assert.ok(inside);
  await page.context().close();
});

test('nothing leaves a screen of 320 pixels, not at twice the size of text either', async () => {
  const faults = [];
  for (const path of [KINDS['graph of everything'], FOCUS, KINDS['graph of a component'], KINDS['graph of a system']]) {
    const page = await open(shared, path, { viewport: { width: 320, height: 640 } });
    await page.waitForLoadState('networkidle');
    for (const size of ['100%', '200%']) {
      const wide = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
        return document.documentElement.scrollWidth - innerWidth;
      }, size);
      if (wide > 0) faults.push(`${path} at ${size}: ${wide} pixels too wide`);
    }
    await page.context().close();
  }
  assert.deepEqual(faults, []);
});
