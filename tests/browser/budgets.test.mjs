// Weight: what the first visit of each kind of page may cost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { KINDS, portal } from './site.mjs';

const KB = 1000;
// The list of everything has the size of the catalog: a kilobyte an entity, and the frame. All docs on one page have the size of the docs, and their pictures.
// A reference grows with its API.
const OWN = { catalog: { html: 85 * KB }, 'docs on one page': { html: 120 * KB, requests: 16 }, 'api reference': { html: 110 * KB } };
const LIMITS = { html: 60 * KB, sheets: 1, requests: 8, script: 15 * KB, all: 60 * KB };

const shared = portal();

for (const [kind, path] of Object.entries(KINDS)) {
  test(`${kind} is light`, async () => {
    const context = await shared.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const bodies = [];
    page.on('response', (response) => bodies.push(response.body().then((body) => ({ type: response.request().resourceType(), body }))));
    await page.goto(shared.url + path, { waitUntil: 'networkidle' });
    const loaded = await Promise.all(bodies);
    const weight = (type) => loaded.filter((part) => !type || part.type === type).reduce((sum, { body }) => sum + gzipSync(body).length, 0);
    const html = loaded.find((part) => part.type === 'document')?.body.length ?? 0;
    const sheets = loaded.filter((part) => part.type === 'stylesheet').length;
    const seen = { html, sheets, requests: loaded.length, script: weight('script'), all: weight('') };
    const limits = { ...LIMITS, ...OWN[kind] };
    const over = Object.keys(limits).filter((name) => seen[name] > limits[name]).map((name) => `${name}: ${seen[name]}, at most ${limits[name]}`);
    await context.close();
    assert.deepEqual(over, []);
  });
}
