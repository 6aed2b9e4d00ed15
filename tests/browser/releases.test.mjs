// A repository with releases and a list of several pages, by keyboard alone: versions of docs, changes of an API, the next page of a list.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { learn, reach, through } from './keys.mjs';
import { build, portal } from './site.mjs';

const work = mkdtempSync(join(tmpdir(), 'releases-'));

const shared = portal(() => {
  const repository = join(work, 'pay');
  mkdirSync(join(repository, 'docs'), { recursive: true });
  const git = (...words) => execFileSync('git', ['-C', repository, '-c', 'user.name=Ada', '-c', 'user.email=ada@pay.example', ...words], { stdio: 'ignore' });
  const api = (paths) => `openapi: 3.1.0\ninfo: { title: Pay, version: '1' }\npaths:\n${paths.map((path) => `  ${path}: { get: { operationId: get${path.slice(1)}, summary: 'Get ${path.slice(1)}', responses: { '200': { description: OK } } } }\n`).join('')}`;
  const part = (_, number) => `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: part-${100 + number} }\nspec: { type: service, lifecycle: production, owner: user:ada }\n`;
  const own = `---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: { name: pay }\nspec: { type: openapi, lifecycle: production, owner: user:ada, definition: { $text: ./api.yaml } }\n---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: pay, annotations: { backstage.io/techdocs-ref: 'dir:.' } }\nspec: { type: service, lifecycle: production, owner: user:ada, providesApis: [pay] }\n`;
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [tag, paths] of /** @type {[string, string[]][]} */ ([['v1', ['/refunds', '/payments']], ['v2', ['/payments']], ['', ['/payments', '/payouts']]])) {
    writeFileSync(join(repository, 'catalog-info.yaml'), own + Array.from({ length: 120 }, part).join(''));
    writeFileSync(join(repository, 'api.yaml'), api(paths));
    writeFileSync(join(repository, 'docs', 'index.md'), `# Pay\n\nRead [what changed](changes.md) since ${tag}.\n`);
    writeFileSync(join(repository, 'docs', 'changes.md'), '# Changes\n\nEverything.\n');
    git('add', '.');
    git('commit', '--quiet', '--message', `Release ${tag}`);
    if (tag) git('tag', tag);
  }
  writeFileSync(join(work, 'vestibule.yaml'), "site: { title: Releases }\nsources: [{ path: pay }]\ncatalog: { elsewhere: ['user:*'] }\ndocs: { versions: ['v*'] }\n");
  return build(work);
});
after(() => rmSync(work, { recursive: true, force: true }));

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`versions, changes and pages are reached and left by keyboard, ${viewport.width} pixels wide`, async () => {
    const context = await shared.browser.newContext({ viewport, reducedMotion: 'reduce' });
    await learn(context);
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const follow = (url) => Promise.all([page.waitForURL(url), page.keyboard.press('Enter')]);
    await page.goto(shared.url + 'docs/default/component/pay/changes/');
    if (viewport.width < 900) {
      await reach(page, '.fold > summary', 'Contents');
      await page.keyboard.press('Enter');
    }
    await reach(page, '.versions > summary', 'Version');
    await page.keyboard.press('Space');
    await reach(page, '.versions a', 'v1');
    await follow('**/pay/@v1/changes/');
    await reach(page, '.callout a', 'current version');
    await follow('**/component/pay/changes/');

    await page.goto(shared.url + 'catalog/default/api/pay/definition/');
    await reach(page, '.tabs a[href$="changes/"]');
    await follow('**/changes/');
    await reach(page, '.api-changes a');

    await page.goto(shared.url + 'catalog/component/');
    await reach(page, 'a[rel=next]');
    await follow('**/component/page/2/');
    await reach(page, 'a[rel=prev]');
    await follow('**/catalog/component/');
    for (const path of ['docs/default/component/pay/@v1/changes/', 'catalog/default/api/pay/definition/changes/', 'catalog/component/page/2/']) {
      await page.goto(shared.url + path);
      assert.deepEqual(await through(page), [], path);
    }
    await context.close();
  });
}
