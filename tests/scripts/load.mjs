// Loads the theme's search core as the browser does: files in name order in one classic script. Knows no page.
import { readFileSync, readdirSync } from 'node:fs';
import vm from 'node:vm';

const folder = new URL('../../themes/default/search/', import.meta.url);

/** Gives what the files that touch no page define. */
export function core() {
  const files = readdirSync(folder).filter(name => name.endsWith('.js') && name < '30').sort();
  const script = files.map(name => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  return vm.runInThisContext(`(() => {${script}\nreturn { format: searchFormat, terms: searchTerms, rank: searchRank };})()`);
}

/** Reads an index file of this repository's test data. */
export function data(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
