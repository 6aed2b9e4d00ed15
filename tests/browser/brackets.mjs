// Strings of the interface in English, and of a translation -> the same English in brackets, so that a text without them was never asked for.
import { readFileSync } from 'node:fs';

const [english, translation] = process.argv.slice(2).map(file => readFileSync(file, 'utf8').split('\n'));
const said = text => JSON.stringify(`⟦${text}⟧`);
const plain = text => (text.startsWith('"') ? JSON.parse(text) : text);

/** Gives the names and the values below a key of the file. */
function* below(lines, key) {
  let isBelow = false;
  for (const line of lines) {
    if (/^\S/.test(line)) isBelow = line.startsWith(`${key}:`);
    const [, name, value] = /^ {2}("[^"]+"|[\w -]+): (.+)$/.exec(line) ?? [];
    if (isBelow && name) yield [name, value];
  }
}

const phrase = value => (value.startsWith('{') ? value.replace(/"(?:[^"\\]|\\.)*"/g, text => said(plain(text))) : said(plain(value)));
const strings = [...below(english, 'strings')].map(([name, value]) => `  ${name}: ${phrase(value)}\n`);
const model = [...below(translation, 'model')].map(([name]) => `  ${name}: ${said(plain(name))}\n`);
process.stdout.write(`strings:\n${strings.join('')}model:\n${model.join('')}`);
