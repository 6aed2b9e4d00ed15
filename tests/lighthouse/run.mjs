// Scores built sites with Lighthouse, on mobile and desktop: `npm ci --prefix tests/lighthouse --ignore-scripts`, then
// `node tests/lighthouse/run.mjs SITE PATH...`, as in `run.mjs site '' catalog/ docs/`. Prints performance, accessibility, best practices and SEO, the first paint,
// the largest paint, the shift and the blocking time, and what cost points. CHROMIUM names the browser, RUNS how often each page is measured: the median counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { serve } from '../browser/server.mjs';

const [site, ...paths] = process.argv.slice(2);
if (!site || !paths.length) throw new Error("say which site and which pages: node tests/lighthouse/run.mjs site '' catalog/");
const runs = Number(process.env.RUNS ?? 1);
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Gives a port that nobody uses. */
const free = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  });
});

const port = await free();
const profile = mkdtempSync(join(tmpdir(), 'lighthouse-'));
const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`, 'about:blank',
], { stdio: 'ignore' });
const server = await serve(site);
for (let tries = 0; tries < 100; tries++) {
  if (await fetch(`http://127.0.0.1:${port}/json/version`).then(() => true, () => false)) break;
  await new Promise((done) => setTimeout(done, 100));
}

let worst = 100;
for (const path of paths) {
  for (const form of ['mobile', 'desktop']) {
    const measured = [];
    for (let run = 0; run < runs; run++) {
      const result = await lighthouse(server.url + path, { port, logLevel: 'silent', output: 'json', onlyCategories: CATEGORIES }, form === 'desktop' ? desktopConfig : undefined);
      if (result) measured.push(result.lhr);
    }
    measured.sort((one, other) => (one.categories.performance.score ?? 0) - (other.categories.performance.score ?? 0));
    const lhr = measured[Math.floor(measured.length / 2)];
    if (!lhr) throw new Error(`Lighthouse gave nothing for ${path}`);
    const scores = CATEGORIES.map((name) => Math.round((lhr.categories[name].score ?? 0) * 100));
    worst = Math.min(worst, ...scores);
    const value = (/** @type {string} */ name) => lhr.audits[name].displayValue ?? '';
    const lost = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative').map((audit) => audit.id);
    console.log(`${(path || '/').padEnd(50)} ${form.padEnd(7)} ${scores.join('/').padEnd(15)} FCP ${value('first-contentful-paint')}, LCP ${value('largest-contentful-paint')}, CLS ${value('cumulative-layout-shift')}, TBT ${value('total-blocking-time')} ${lost.join(' ')}`);
  }
}
console.log(`worst ${worst}`);
await server.close();
browser.kill();
await new Promise((done) => browser.once('exit', done));
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
