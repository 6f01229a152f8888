/** What the command reads and writes: configuration, roots, odd files, whole files or none. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';
import { designs, sysdesign } from './run.js';

const wrong = 'client web\nservice shop { instances 3  cores fourty }\nflow f { web -> shop }\n';

describe('files of the command', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sysdesign-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
  const check = (...words: string[]) => sysdesign(['check', ...words], { folder });

  it('finds sysdesign.json upwards from the design and obeys it', async () => {
    put('sysdesign.json', '{ "severities": { "unit-mismatch": "warning" } }');
    mkdirSync(join(folder, 'teams'));
    put('teams/a.sysdesign', wrong);
    const { status, stdout } = await check('teams/a.sysdesign');
    assert.equal(status, 0, stdout.toString());
    assert.match(stdout.toString(), /warning\[unit-mismatch\]/);
    assert.equal((await check('teams/a.sysdesign', '--fail-on', 'warning')).status, 1);
  });

  it('takes another configuration with --config and reports its mistakes', async () => {
    put('a.sysdesign', wrong);
    put('strict.json', '{ "severities": { "unit-mismatc": "off" } }');
    const { status, stdout } = await check('a.sysdesign', '--config', 'strict.json');
    assert.equal(status, 1);
    assert.match(stdout.toString(), /error\[config\]: [^\n]*unit-mismatc/);
    assert.match(stdout.toString(), /--> strict\.json:1:/);
    assert.equal((await check('a.sysdesign', '--config', 'none.json')).status, 2);
  });

  it('reads nothing outside the workspace, through links neither', async () => {
    mkdirSync(join(folder, 'inside'));
    put('inside/sysdesign.json', '{}');
    put('secret.sysdesign', 'template secret : postgres { cores 2 }\n');
    symlinkSync(join(folder, 'secret.sysdesign'), join(folder, 'inside', 'link.sysdesign'));
    put(
      'inside/a.sysdesign',
      'import { secret } from "./link.sysdesign"\nimport { secret as other } from "../secret.sysdesign"\nclient web\n',
    );
    const { stdout, status } = await check('inside/a.sysdesign');
    assert.equal(status, 1);
    assert.match(stdout.toString(), /There is no file `\.\/link\.sysdesign`/);
    assert.match(stdout.toString(), /`\.\.\/secret\.sysdesign` lies outside the folder/);
  });

  it('refuses what is no text, with status 2 and no data', async () => {
    put('zero.sysdesign', new Uint8Array([100, 0, 1, 2]));
    put('latin.sysdesign', new Uint8Array([0x2f, 0x2f, 0x20, 0xe9, 0x0a]));
    put('huge.sysdesign', 'x'.repeat(9_000_000));
    for (const [file, reason] of [
      ['zero', /is not a text file/],
      ['latin', /is not UTF-8/],
      ['huge', /too large/],
    ] as const) {
      const { status, stdout, stderr } = await check(`${file}.sysdesign`);
      assert.deepEqual([status, stdout.length], [2, 0]);
      assert.match(stderr, reason);
    }
  });

  it('shows control characters of a design as signs, so that it cannot drive the terminal', async () => {
    put('a.sysdesign', 'client web\nservice shop { title "\u001b[31mred\u202e" }\nservice "\u001b]0;x\u0007" {}\n');
    const { stdout } = await check('a.sysdesign');
    assert.ok(stdout.length > 0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not appear.
    assert.doesNotMatch(stdout.toString(), /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });

  it('writes pictures of each format, and says so on standard error', async () => {
    copyFileSync(join(designs, 'quiet.sysdesign'), join(folder, 'quiet.sysdesign'));
    const heads = {
      'a.svg': '<svg',
      'a.png': '\u0089PNG',
      'a.pdf': '%PDF-1.',
      'a.html': '<!DOCTYPE html>',
      'a.json': '{',
      'a.mmd': '---',
      'a.dot': 'digraph',
    };
    for (const [file, head] of Object.entries(heads)) {
      const { status, stdout, stderr } = await sysdesign(['export', 'quiet.sysdesign', '-o', file], { folder });
      assert.deepEqual([status, stdout.length, stderr], [0, 0, `Wrote ${file}.\n`]);
      assert.equal(readFileSync(join(folder, file)).toString('latin1').slice(0, head.length), head);
    }
    assert.deepEqual(readdirSync(folder).sort(), [...Object.keys(heads), 'quiet.sysdesign'].sort());
  });

  it('gives the same bytes each time', async () => {
    const [one, two] = [await sysdesign(['export', 'shop.sysdesign']), await sysdesign(['export', 'shop.sysdesign'])];
    assert.ok(one.stdout.length > 1000);
    assert.ok(one.stdout.equals(two.stdout));
  });

  it('leaves the old picture and nothing else when it cannot write', async () => {
    copyFileSync(join(designs, 'quiet.sysdesign'), join(folder, 'quiet.sysdesign'));
    const { status, stderr } = await sysdesign(['export', 'quiet.sysdesign', '-o', 'no/such/folder.svg'], { folder });
    assert.equal(status, 2);
    assert.match(stderr, /cannot be written: there is no such folder/);
    mkdirSync(join(folder, 'taken.svg'));
    assert.equal((await sysdesign(['export', 'quiet.sysdesign', '-o', 'taken.svg'], { folder })).status, 2);
    assert.deepEqual(readdirSync(folder).sort(), ['quiet.sysdesign', 'taken.svg']);
  });

  it('lays designs out in place, keeps permissions, and --check only looks', async () => {
    put('a.sysdesign', 'client   web\nservice shop {instances 3}\n');
    chmodSync(join(folder, 'a.sysdesign'), 0o640);
    const before = readFileSync(join(folder, 'a.sysdesign'), 'utf8');
    const looked = await sysdesign(['format', '--check', 'a.sysdesign'], { folder });
    assert.deepEqual([looked.status, looked.stdout.toString()], [1, 'a.sysdesign\n']);
    assert.equal(readFileSync(join(folder, 'a.sysdesign'), 'utf8'), before);
    assert.equal((await sysdesign(['format', 'a.sysdesign'], { folder })).status, 0);
    assert.equal(readFileSync(join(folder, 'a.sysdesign'), 'utf8'), 'client web\nservice shop { instances 3 }\n');
    assert.equal(statSync(join(folder, 'a.sysdesign')).mode & 0o777, 0o640);
    assert.equal((await sysdesign(['format', '--check', 'a.sysdesign'], { folder })).status, 0);
    assert.deepEqual(readdirSync(folder), ['a.sysdesign']);
  });

  it('lays out standard input to standard output', async () => {
    const { status, stdout, stderr } = await sysdesign(['format', '-'], { folder, input: 'client   web // people\n' });
    assert.deepEqual([status, stdout.toString(), stderr], [0, 'client web  // people\n', '']);
  });

  it('leaves no file when it is cancelled', async () => {
    copyFileSync(join(designs, 'shop.sysdesign'), join(folder, 'shop.sysdesign'));
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'export', 'shop.sysdesign', '-o', 'a.svg'], {
      cwd: folder,
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    setTimeout(() => child.kill('SIGTERM'), 150);
    const status = await ended;
    // A process that was told to stop before it listened is ended by the signal itself.
    assert.ok(status === 143 || status === null, String(status));
    assert.deepEqual(readdirSync(folder), ['shop.sysdesign']);
  });

  it('ends quietly when its reader goes away', async () => {
    const cli = join(root, 'dist/cli.js');
    const run = spawnSync('sh', ['-c', `"${process.execPath}" "${cli}" export shop.sysdesign | head -c 10`], {
      cwd: designs,
      encoding: 'utf8',
    });
    assert.deepEqual([run.stdout, run.stderr], ['<svg xmlns', '']);
  });
});
