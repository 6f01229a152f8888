/** `sysdesign test`: expectations and scenarios as tests, for people, programs and continuous integration. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xmlDocument } from '../../cli/output/xml.js';
import { root } from '../root.js';
import { assertGolden } from './golden.js';
import { sideBySide, sysdesign } from './run.js';
import { assertValid } from './schemas.js';
import { all, readXml } from './xml-reader.js';

interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly columns?: string;
}

const cases: readonly Case[] = [
  { name: 'test-tested', words: ['test', 'tested.sysdesign'] },
  { name: 'test-narrow', words: ['test', 'tested.sysdesign'], columns: '44' },
  { name: 'test-color', words: ['test', 'tested.sysdesign', '--scenario', 'A quiet minute', '--color'] },
  { name: 'test-counterexample', words: ['test', 'lost.sysdesign'] },
  { name: 'test-expectations', words: ['test', 'shop.sysdesign', 'quiet.sysdesign', '--only', 'expectations'] },
  { name: 'test-smoke', words: ['test', 'tested.sysdesign', '--scenario', 'smoke', '--seed', '9', '--runs', '3'] },
  { name: 'test-mistakes', words: ['test', 'mistakes.sysdesign', 'quiet.sysdesign'] },
  { name: 'test-nothing', words: ['test', 'idle.sysdesign'] },
  { name: 'test-unknown-scenario', words: ['test', 'tested.sysdesign', '--scenario', 'A quiet minuet'] },
  { name: 'test-bad-runs', words: ['test', 'tested.sysdesign', '--runs', '0'] },
  { name: 'test-bad-seed', words: ['test', 'tested.sysdesign', '--seed', 'x'] },
  { name: 'help-test', words: ['test', '--help'] },
];

/** Real time is the one thing that differs between two runs. */
const withoutTimes = (text: string) => text.replace(/(·|\bin)\s+\d+(\.\d)?\s+s\b/gu, '$1 … s');

describe('tests on the command line', () => {
  let runOf: ReturnType<typeof sideBySide<Case>>;
  before(() => {
    runOf = sideBySide(cases, ({ words, columns = '80' }) => sysdesign(words, { environment: { COLUMNS: columns } }));
  });

  for (const one of cases) {
    it(one.name, async () => {
      const { stdout, stderr, status } = await runOf(one);
      const said = [
        `$ sysdesign ${one.words.join(' ')}\n`,
        withoutTimes(stdout.toString('utf8')),
        ...(stderr === '' ? [] : ['---- standard error\n', stderr]),
        `---- exit status ${status}\n`,
      ].join('');
      assertGolden(join(root, 'test/cli/golden', `${one.name}.txt`), said.replaceAll('\u001b', '␛'));
    });
  }

  it('gives the same JSON for the same seed, in its published shape', async () => {
    const words = ['test', 'tested.sysdesign', 'mistakes.sysdesign', '--format', 'json'];
    const [one, again] = await Promise.all([sysdesign(words), sysdesign(words)]);
    assert.deepEqual(one.stdout, again.stdout);
    const value = assertValid('test', one.stdout.toString()) as {
      files: { groups: { run: { seeds: number[] } | null; tests: { title: string; status: string }[] }[] }[];
      summary: Record<string, unknown>;
    };
    assert.deepEqual(value.summary, {
      files: 2,
      mistaken: 1,
      passed: 5,
      failed: 2,
      undecided: 2,
      interrupted: false,
    });
    assert.deepEqual(value.files[0]?.groups.at(-2)?.run?.seeds, [4]);
    assert.deepEqual(value.files[0]?.groups.at(-2)?.tests[1], {
      ...value.files[0]?.groups.at(-2)?.tests[1],
      title: 'mean(buy) < 1 us',
      status: 'failed',
    });
    assert.deepEqual([one.status, one.stderr], [1, '']);
  });

  it('undecided tests fail unless they are allowed to stay so', async () => {
    const words = ['test', 'tested.sysdesign', '--scenario', 'undecided'];
    const folder = mkdtempSync(join(tmpdir(), 'sysdesign-test-'));
    try {
      writeFileSync(
        join(folder, 'tested.sysdesign'),
        `client web\nservice api { cores 1  work 1 ms }\nflow f { web -> api }\nworkload w { f at 10/s }
scenario undecided { run w for 10 s  expect recovery(api) < 1 s }`,
      );
      assert.equal((await sysdesign(words, { folder })).status, 1);
      assert.equal((await sysdesign([...words, '--allow-undecided'], { folder })).status, 0);
      const strict = readXml((await sysdesign([...words, '--format', 'junit'], { folder })).stdout.toString());
      assert.deepEqual([strict.attributes.errors, all(strict, 'error').length], ['1', 1]);
      const mild = await sysdesign([...words, '--format', 'junit', '--allow-undecided'], { folder });
      assert.deepEqual(all(readXml(mild.stdout.toString()), 'skipped').length, 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('writes JUnit XML that is well-formed and adds up', async () => {
    const { stdout, status } = await sysdesign(['test', 'tested.sysdesign', 'mistakes.sysdesign', '--format', 'junit']);
    assert.equal(status, 1);
    const report = readXml(stdout.toString());
    const suites = all(report, 'testsuite');
    const sum = (key: string) => suites.reduce((total, { attributes }) => total + Number(attributes[key]), 0);
    for (const key of ['tests', 'failures', 'errors', 'skipped'])
      assert.equal(sum(key), Number(report.attributes[key]), key);
    assert.equal(sum('tests'), all(report, 'testcase').length);
    assert.equal(sum('failures'), all(report, 'failure').length);
    assert.equal(sum('errors'), all(report, 'error').length);
    assert.ok(suites.some(({ attributes }) => attributes.name === 'tested.sysdesign: It <runs> & "ends"'));
    const failed = all(report, 'testcase').find(({ attributes }) => attributes.name === 'mean(buy) < 1 us');
    assert.deepEqual([failed?.attributes.file, failed?.attributes.line], ['tested.sysdesign', '29']);
    const text = failed?.children[0]?.text ?? '';
    assert.match(text, /sysdesign test tested\.sysdesign --scenario a_quiet_minute --seed 4/u);
  });

  it('prints what is known when it is interrupted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sysdesign-test-'));
    try {
      writeFileSync(
        join(folder, 'long.sysdesign'),
        `client web\nservice api { cores 1  work 1 ms }\nflow f { web -> api }\nworkload w { f at 10/s }
scenario first { run w for 10 y  expect mean(f) < 1 s }
scenario second { run w for 1 s  expect mean(f) < 1 s }`,
      );
      const words = [join(root, 'dist/cli.js'), 'test', 'long.sysdesign', '--format', 'json'];
      const child = spawn(process.execPath, words, { cwd: folder });
      const stdout: Buffer[] = [];
      child.stdout.on('data', (data: Buffer) => stdout.push(data));
      // It says how far it is, so that it can be interrupted.
      const talk = await new Promise<Buffer>((resolve) => child.stderr.once('data', resolve));
      assert.match(talk.toString(), /^Running 'first' \(1 of 2\): 0 %\. Ctrl-C prints/u);
      child.kill('SIGINT');
      const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
      const value = assertValid('test', Buffer.concat(stdout).toString()) as {
        files: { groups: { tests: { status: string; message: string; actual: number | null }[] }[] }[];
        summary: { interrupted: boolean };
      };
      const tests = value.files[0]?.groups.map((group) => group.tests[0]) ?? [];
      assert.deepEqual([status, value.summary.interrupted], [1, true]);
      assert.match(tests[0]?.message ?? '', /^the run was stopped at .+, before all was played$/u);
      assert.ok((tests[0]?.actual ?? 0) > 0, 'what is known is said');
      assert.equal(tests[1]?.message, 'it was not run: the tests were interrupted');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('XML', () => {
  it('brings back any text but for what XML cannot write', () => {
    const hard = 'a<b>&amp;"\'\t\n\r\u0000\u001b[31m]]>\ud800 ü 日本 😀';
    const text = xmlDocument({
      name: 'e',
      attributes: { a: hard, none: undefined },
      children: [{ name: 'f', attributes: {}, children: [hard] }],
    });
    const read = readXml(text);
    const kept = hard.replace('\u0000', '\ufffd').replace('\u001b', '\ufffd').replace('\ud800', '\ufffd');
    assert.deepEqual(Object.keys(read.attributes), ['a']);
    assert.equal(read.attributes.a, kept);
    assert.equal(read.children[0]?.text, kept);
  });
});
