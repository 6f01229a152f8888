/** Transcripts of the command: words, standard output, standard error, exit status. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';
import { assertGolden } from './golden.js';
import { designs, type RunOptions, sideBySide, sysdesign } from './run.js';

interface Case {
  /** Name of the golden file. */
  readonly name: string;
  readonly words: readonly string[];
  readonly options?: RunOptions;
  /** Runs in a copy of the designs, which it changes. */
  readonly changes?: true;
}

const escapeSign = '\u001b';

const cases: readonly Case[] = [
  { name: 'help', words: ['--help'] },
  { name: 'help-check', words: ['check', '--help'] },
  { name: 'no-command', words: [] },
  { name: 'unknown-command', words: ['chekc', 'shop.sysdesign'] },
  { name: 'unknown-option', words: ['check', 'shop.sysdesign', '--fromat', 'json'] },
  { name: 'unknown-choice', words: ['check', 'shop.sysdesign', '--format', 'xml'] },
  { name: 'missing-argument', words: ['estimate'] },
  { name: 'check-mistakes', words: ['check', 'mistakes.sysdesign'] },
  {
    name: 'check-mistakes-narrow',
    words: ['check', 'mistakes.sysdesign'],
    options: { environment: { COLUMNS: '44' } },
  },
  { name: 'check-mistakes-color', words: ['check', 'mistakes.sysdesign', '--color'] },
  { name: 'check-two-files', words: ['check', 'quiet.sysdesign', 'far-import.sysdesign'] },
  { name: 'check-quiet', words: ['check', 'quiet.sysdesign', '--fail-on', 'info'] },
  { name: 'check-fix', words: ['check', 'fixable.sysdesign', '--fix'], changes: true },
  { name: 'check-fix-nothing', words: ['check', 'quiet.sysdesign', '--fix'], changes: true },
  { name: 'check-missing-file', words: ['check', 'no-such.sysdesign'] },
  { name: 'check-folder', words: ['check', '.'] },
  { name: 'estimate-shop', words: ['estimate', 'shop.sysdesign', '--workload', 'usual'] },
  {
    name: 'estimate-shop-narrow',
    words: ['estimate', 'shop.sysdesign', '-w', 'usual'],
    options: { environment: { COLUMNS: '44' } },
  },
  {
    name: 'estimate-quiet-color',
    words: ['estimate', 'quiet.sysdesign'],
    options: { environment: { FORCE_COLOR: '1' } },
  },
  { name: 'estimate-overloaded', words: ['estimate', 'quiet.sysdesign', '--scale', '40x'] },
  {
    name: 'estimate-sensitivity',
    words: ['estimate', 'shop.sysdesign', '--workload', 'usual', '--sensitivity'],
  },
  { name: 'estimate-no-workload', words: ['estimate', 'idle.sysdesign'] },
  { name: 'estimate-unknown-workload', words: ['estimate', 'shop.sysdesign', '--workload', 'usuall'] },
  { name: 'estimate-bad-scale', words: ['estimate', 'shop.sysdesign', '--scale', '-2'] },
  { name: 'simulate-quiet', words: ['simulate', 'quiet.sysdesign', '--for', '1min', '--seed', '7'] },
  { name: 'simulate-shop', words: ['simulate', 'shop.sysdesign', '--precision', '5%', '-w', 'usual'] },
  { name: 'find-stale-quorum', words: ['simulate', 'baskets.sysdesign', '--find', 'stale-quorum'] },
  { name: 'find-nothing', words: ['simulate', 'quiet.sysdesign', '--find', 'stale-quorum'] },
  { name: 'find-unknown', words: ['simulate', 'quiet.sysdesign', '--find', 'stale-quorm'] },
  { name: 'simulate-bad-duration', words: ['simulate', 'quiet.sysdesign', '--for', 'soon'] },
  { name: 'export-mermaid', words: ['export', 'shop.sysdesign', '--format', 'mermaid', '--diagram', 'Buying'] },
  { name: 'export-dot', words: ['export', 'quiet.sysdesign', '--format', 'dot'] },
  { name: 'help-export', words: ['export', '--help'] },
  { name: 'export-animate-unknown', words: ['export', 'tested.sysdesign', '--animate', 'Nothing happens'] },
  { name: 'export-animate-png', words: ['export', 'tested.sysdesign', '-o', 'a.png', '--animate', 'Nothing happens'] },
  { name: 'export-watch-nowhere', words: ['export', 'quiet.sysdesign', '--watch'] },
  { name: 'export-unknown-ending', words: ['export', 'quiet.sysdesign', '-o', 'picture.bmp'] },
  { name: 'export-unknown-diagram', words: ['export', 'shop.sysdesign', '--diagram', 'Byuing'] },
  {
    name: 'format-mistakes',
    words: ['format', '--check', 'mistakes.sysdesign', 'broken.sysdesign', 'quiet.sysdesign'],
  },
  { name: 'explain-rule', words: ['explain', 'stale_quorum'] },
  { name: 'explain-setting', words: ['explain', 'retention'] },
  { name: 'explain-requirement', words: ['explain', 'read_your_writes'] },
  { name: 'explain-unknown', words: ['explain', 'stale-quorm'] },
];

const copies: string[] = [];

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sysdesign-cli-'));
  copies.push(folder);
  cpSync(designs, folder, { recursive: true });
  return folder;
}

describe('the command line says', () => {
  let runOf: ReturnType<typeof sideBySide<Case>>;
  before(() => {
    runOf = sideBySide(cases, ({ words, options, changes }) =>
      sysdesign(words, changes === true ? { ...options, folder: copy() } : options),
    );
  });
  after(() => {
    for (const folder of copies) rmSync(folder, { recursive: true, force: true });
  });

  for (const one of cases) {
    it(one.name, async () => {
      const { stdout, stderr, status } = await runOf(one);
      const said = [
        `$ sysdesign ${one.words.join(' ')}\n`,
        stdout.toString('utf8'),
        ...(stderr === '' ? [] : ['---- standard error\n', stderr]),
        `---- exit status ${status}\n`,
      ].join('');
      assertGolden(join(root, 'test/cli/golden', `${one.name}.txt`), said.replaceAll(escapeSign, '␛'));
    });
  }
});
