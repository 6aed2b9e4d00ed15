// The GitHub Action: its description holds together, no input can become a command, and its scripts do what they say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const steps = action.runs.steps;

/** A stand-in for the program: keeps its arguments and prints what a check found. */
const PROGRAM = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$CALLS"
[[ $1 == check ]] || exit 0
cat "$FINDINGS"
exit "\${CHECK_CODE:-0}"
`;

let folder, env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-action-'));
  const file = (name, text = '') => { writeFileSync(join(folder, name), text); return join(folder, name); };
  env = {
    PATH: process.env.PATH, RUNNER_TEMP: folder, GITHUB_ACTION_PATH: root, GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'), CALLS: file('calls'), FINDINGS: file('findings'), PROGRAM: file('vestibule', PROGRAM),
    CONFIG_DIR: '.', OUT: 'site', STRICT: 'false',
  };
  chmodSync(env.PROGRAM, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script of a step as the runner does. */
function run(id, changes = {}) {
  const step = steps.find((each) => each.id === id || each.name === id);
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], { cwd: folder, env: { ...env, ...changes }, encoding: 'utf8' });
}
const text = (name) => readFileSync(join(folder, name), 'utf8');

test('the description is complete', () => {
  assert.equal(action.runs.using, 'composite');
  assert.deepEqual(Object.keys(action.inputs), ['config-dir', 'out', 'strict', 'binary']);
  assert.deepEqual(Object.keys(action.outputs), ['site', 'errors', 'warnings']);
  const ids = steps.map((step) => step.id).filter(Boolean);
  for (const [, id] of JSON.stringify(action).matchAll(/steps\.([\w-]+)\.outputs/g)) assert.ok(ids.includes(id), id);
  for (const step of steps.filter((each) => each.run)) {
    assert.equal(step.shell, 'bash');
    accessSync(join(root, /\.github\/action\/[\w-]+/.exec(step.run)?.[0] ?? ''), constants.X_OK);
  }
  for (const step of steps.filter((each) => each.uses)) assert.match(step.uses, /@v\d+$/);
});

test('no expression stands in a script', () => {
  for (const step of steps) assert.doesNotMatch(step.run ?? '', /\$\{\{/);
});

test('the program is built unless one is given', () => {
  assert.equal(run('program', { BINARY: '' }).status, 0);
  const lines = text('output').split('\n');
  assert.deepEqual(lines.slice(0, 2), [`program=${folder}/vestibule/bin/vestibule`, 'build=true']);
  assert.match(lines[2], /^version=[0-9a-f]{32}$/);
});

test('a given program is used', () => {
  assert.equal(run('program', { BINARY: env.PROGRAM }).status, 0);
  assert.equal(text('output'), `program=${env.PROGRAM}\nbuild=false\n`);
});

test('a given program that does not exist is an error', () => {
  const { status, stdout } = run('program', { BINARY: './nowhere' });
  assert.deepEqual([status, stdout], [2, '::error title=vestibule::the input binary names no program\n']);
});

test('findings become annotations, outputs and a summary', () => {
  const findings = [
    '::error file=catalog-info.yaml,line=12,col=10,endLine=12,title=entity-dangling::owner `logistic-team` does not exist%0Adid you mean `logistics-team`?',
    '::warning file=docs/a%2Cb.md,line=3,col=1,endLine=3,title=docs-link::`100%25.md` does not exist',
    '::warning title=source::one repository was not read',
    '',
  ].join('\n');
  writeFileSync(env.FINDINGS, findings);
  const { status, stdout } = run('portal', { CHECK_CODE: '1' });
  assert.equal(status, 0);
  assert.equal(stdout, findings);
  assert.equal(text('calls'), 'build ./. --out ./site --quiet\ncheck ./. --format github --quiet\n');
  assert.equal(text('output'), 'site=./site\nerrors=1\nwarnings=2\n');
  assert.equal(text('summary'), `## Developer portal

Errors: 1. Warnings: 2. Notes: 0.

<details><summary>Findings</summary>

    error catalog-info.yaml:12:10 owner \`logistic-team\` does not exist — did you mean \`logistics-team\`?
    warning docs/a,b.md:3:1 \`100%.md\` does not exist
    warning one repository was not read

</details>
`);
});

test('strict fails on errors, and on nothing less', () => {
  writeFileSync(env.FINDINGS, '::warning title=a::b\n');
  assert.equal(run('portal', { STRICT: 'true' }).status, 0);
  writeFileSync(env.FINDINGS, '::error title=a::b\n');
  assert.equal(run('portal', { STRICT: 'true', CHECK_CODE: '1' }).status, 1);
  assert.equal(run('portal', { STRICT: 'false', CHECK_CODE: '1' }).status, 0);
});

test('a check that could not run fails', () => {
  assert.equal(run('portal', { CHECK_CODE: '2' }).status, 2);
});

test('without a folder to write, the portal is only checked', () => {
  assert.equal(run('portal', { OUT: '' }).status, 0);
  assert.equal(text('calls'), 'check ./. --format github --quiet\n');
});

test('inputs stay data', () => {
  const hostile = '--strict; touch pwned $(touch pwned) `touch pwned`';
  run('portal', { CONFIG_DIR: hostile, OUT: hostile });
  assert.equal(text('calls').split('\n')[0], `build ./${hostile} --out ./${hostile} --quiet`);
  assert.throws(() => text('pwned'));
});
