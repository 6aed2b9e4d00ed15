// Links: every link, image, script and style of every built page leads to something that exists, fragments included.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'parse5';
import { files, folder } from './site.mjs';

const REFERENCES = { a: 'href', area: 'href', audio: 'src', form: 'action', iframe: 'src', image: 'href', img: 'src', link: 'href', script: 'src', source: 'src', use: 'href', video: 'src' };

/** Reads the ids and the references of one page. */
function read(file) {
  const ids = new Map();
  const links = [];
  const visit = (node) => {
    const attributes = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
    if (attributes.id !== undefined) ids.set(attributes.id, (ids.get(attributes.id) ?? 0) + 1);
    const link = attributes[REFERENCES[node.tagName]];
    // Links that only inform machines about the world outside are not followed.
    if (link !== undefined && !(node.tagName === 'link' && attributes.rel === 'canonical')) links.push(link);
    for (const part of (attributes.srcset ?? '').split(',')) if (part.trim()) links.push(part.trim().split(/\s+/)[0]);
    for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
      for (const id of (attributes[name] ?? '').split(/\s+/).filter(Boolean)) links.push(`#${id}`);
    }
    for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) visit(child);
  };
  visit(parse(readFileSync(file, 'utf8')));
  return { ids, links };
}

/** Finds every link of a site that leads nowhere. `explicit` sites have no server that turns folders into pages. */
function broken(root, explicit) {
  const pages = new Map(files(root).filter((file) => file.endsWith('.html')).map((file) => [file, read(join(root, file))]));
  const faults = [];
  for (const [file, { ids, links }] of pages) {
    for (const [id, times] of ids) if (times > 1) faults.push(`${file}: id ${id} stands ${times} times`);
    for (const link of links) {
      const base = new URL(explicit ? file : file.replace(/(^|\/)index\.html$/, '$1'), 'https://site.invalid/portal/');
      if (!URL.canParse(link, base)) { faults.push(`${file}: ${link} is no URL`); continue; }
      const url = new URL(link, base);
      if (url.host !== base.host) {
        if (!['http:', 'https:', 'mailto:', 'data:'].includes(url.protocol)) faults.push(`${file}: ${link} has a forbidden scheme`);
        continue;
      }
      // Hosts show the page for missing addresses anywhere, so that its links alone start from the root.
      const rooted = link.startsWith('/'), fragmentAlone = link.startsWith('#');
      if ((!fragmentAlone && rooted !== (file === '404.html')) || !url.pathname.startsWith('/portal/')) { faults.push(`${file}: ${link} starts from the wrong place`); continue; }
      let target = decodeURIComponent(url.pathname.slice('/portal/'.length));
      if (!explicit && (target === '' || target.endsWith('/'))) target += 'index.html';
      const path = join(root, target);
      if (!existsSync(path) || !statSync(path).isFile()) { faults.push(`${file}: ${link} leads nowhere`); continue; }
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (fragment && pages.has(target) && !pages.get(target)?.ids.has(fragment)) faults.push(`${file}: ${link} names no place of the page`);
    }
  }
  return { faults: [...new Set(faults)], pages: pages.size };
}

test('every link of the site leads somewhere', () => {
  const { faults, pages } = broken(folder(), false);
  assert.ok(pages > 80, `${pages} pages`);
  assert.deepEqual(faults, []);
});

test('every link of the site for object storage names a file', () => {
  const { faults, pages } = broken(folder('explicit'), true);
  assert.ok(pages > 80, `${pages} pages`);
  assert.deepEqual(faults, []);
});

test('files that may be cached for ever carry a hash, and nothing else does', () => {
  const assets = files(folder()).filter((file) => file.startsWith('assets/'));
  assert.ok(assets.length > 0);
  assert.deepEqual(assets.filter((file) => !/[./][0-9a-f]{8,}\.[a-z0-9]+$/.test(file)), []);
});
