/** `export --watch` in a process of its own: files are edited as editors do it, and the picture follows. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.js';
import { sysdesign } from './run.js';

const design = (name: string): string =>
  `import { store } from "./parts/parts.sysdesign"\nclient web\nservice ${name}\ndatabase orders : store\nflow buy { web -> ${name} -> orders }\n`;
const parts = (cores: number): string => `template store : postgres { cores ${cores} }\n`;

describe('export --watch', () => {
  let folder = '';
  let child: ChildProcess;
  let said = '';
  let closed: Promise<number | null>;
  const path = (name: string): string => join(folder, name);
  const picture = (): string => readFileSync(path('a.svg'), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sysdesign-watch-'));
    mkdirSync(path('parts'));
    writeFileSync(path('parts/parts.sysdesign'), parts(2));
    writeFileSync(path('a.sysdesign'), design('shop'));
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (...words: string[]): Promise<void> => {
    said = '';
    const cli = join(root, 'dist/cli.js');
    child = spawn(process.execPath, [cli, 'export', 'a.sysdesign', '-o', 'a.svg', '--watch', ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', COLUMNS: '80' },
    });
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
    closed = new Promise((resolve) => child.on('close', resolve));
    await until(() => said.includes('Ctrl-C ends.'), 'it watches');
  };

  const until = async (holds: () => boolean, what: string): Promise<void> => {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail(`${what} did not happen; the command said:\n${said}`);
  };
  const times = (words: string): number => said.split(words).length - 1;

  it('draws again when the design is rewritten, replaced by a rename, or an imported file changes', async () => {
    await start();
    assert.match(said, /^Wrote a\.svg \([\d.]+ s\)\.\n/);
    assert.match(said, /Watching a\.sysdesign and the file it imports; Ctrl-C ends\.\n$/);
    assert.match(picture(), /data-id="shop"/);
    writeFileSync(path('a.sysdesign'), design('market'));
    await until(() => picture().includes('data-id="market"'), 'a picture after writing');
    writeFileSync(path('a.sysdesign~'), design('bazaar'));
    renameSync(path('a.sysdesign~'), path('a.sysdesign'));
    await until(() => picture().includes('data-id="bazaar"'), 'a picture after renaming');
    writeFileSync(path('a.sysdesign'), design('kiosk'));
    await until(() => picture().includes('data-id="kiosk"'), 'a picture after writing the new file');
    assert.doesNotMatch(picture(), /16 cores/);
    writeFileSync(path('parts/parts.sysdesign'), parts(16));
    await until(() => picture().includes('16 cores'), 'a picture after a change of the import');
    renameSync(path('parts'), path('old'));
    await until(() => said.includes('There is no file'), 'a word about the missing folder');
    mkdirSync(path('parts'));
    writeFileSync(path('parts/parts.sysdesign'), parts(32));
    await until(() => picture().includes('32 cores'), 'a picture after the folder came back');
    assert.deepEqual(readdirSync(folder).sort(), ['a.svg', 'a.sysdesign', 'old', 'parts']);
  });

  it('tells mistakes and keeps the last good picture', async () => {
    await start();
    const good = picture();
    writeFileSync(path('a.sysdesign'), `${design('market')}servce x\n`);
    await until(() => said.includes('a.svg stays as it is'), 'a word about the mistake');
    assert.match(said, /a\.sysdesign:6:1: error\[unknown-name\]: [^\n]*did you mean `service`/);
    writeFileSync(path('a.sysdesign'), '');
    await until(() => said.includes('error: a.sysdesign is empty. a.svg stays as it is.'), 'a word about no text');
    rmSync(path('a.sysdesign'));
    await until(() => said.includes('there is no such file. a.svg stays as it is.'), 'a word about no file');
    assert.equal(picture(), good);
    assert.equal(times('Wrote'), 1);
    writeFileSync(path('a.sysdesign'), design('shop'));
    await until(() => times('Wrote') === 2, 'a picture of the mended text');
    assert.equal(picture(), good);
    writeFileSync(path('sysdesign.json'), '{ "severities": { "unused-component": "off" }, "nothing": 1 }');
    await until(() => times('stays as it is until that is mended') === 2, 'a word about the configuration');
  });

  it('does nothing for a file that says the same', async () => {
    await start();
    const { stdout } = await sysdesign(['export', 'a.sysdesign'], { folder });
    assert.equal(picture(), stdout.toString('utf8'), 'the first picture is that of export without watching');
    writeFileSync(path('a.sysdesign'), design('shop'));
    writeFileSync(path('b.sysdesign'), design('other'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(times('Wrote'), 1);
  });

  it('leaves boxes where they were when others come', async () => {
    await start();
    const placeOf = (id: string): string | undefined =>
      new RegExp(`transform="(translate\\([^"]*\\))" data-id="${id}"`).exec(picture())?.[1];
    const ids = ['web', 'shop', 'orders'];
    const before = ids.map(placeOf);
    assert.ok(before.every((place) => place !== undefined));
    writeFileSync(path('a.sysdesign'), `service another\n${design('shop')}flow other { another -> orders }\n`);
    await until(() => picture().includes('data-id="another"'), 'a picture with another box');
    assert.deepEqual(ids.map(placeOf), before);
  });

  it('draws again when places are chosen beside the design, and keeps the picture while their file is wrong', async () => {
    await start();
    const free = picture();
    const places = (text: string): void => writeFileSync(path('a.layout.json'), text);
    places('{ "version": 1, "whole": { "orders": { "x": 400, "y": 300 } } }');
    await until(() => picture() !== free, 'a picture with the place');
    const { stdout } = await sysdesign(['export', 'a.sysdesign'], { folder });
    assert.equal(picture(), stdout.toString('utf8'), 'the picture is that of export without watching');
    const placed = picture();
    places('{ "version": 1, "whole": ');
    await until(() => said.includes('a.svg stays as it is.'), 'a word about the mistake');
    assert.match(said, /error: a\.layout\.json:1:\d+: .* a\.svg stays as it is\./);
    assert.equal(picture(), placed);
    rmSync(path('a.layout.json'));
    await until(() => picture() === free, 'the first picture');
  });

  it('does not look at places that are left out', async () => {
    await start('--no-pins');
    const free = picture();
    writeFileSync(path('a.layout.json'), '{ "version": 1, "whole": { "orders": { "x": 400, "y": 300 } } }');
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual([picture() === free, times('Wrote')], [true, 1]);
  });

  it('ends on Ctrl-C with what the last text deserves', async () => {
    await start();
    child.kill('SIGINT');
    assert.equal(await closed, 0);
    await start();
    writeFileSync(path('a.sysdesign'), 'servce x\n');
    await until(() => said.includes('stays as it is'), 'a word about the mistake');
    child.kill('SIGINT');
    assert.equal(await closed, 1);
    assert.deepEqual(readdirSync(folder).sort(), ['a.svg', 'a.sysdesign', 'parts']);
  });

  it('is refused where it has no file to draw into, or nothing to draw', async () => {
    const nowhere = await sysdesign(['export', 'a.sysdesign', '--watch'], { folder });
    assert.deepEqual([nowhere.status, nowhere.stdout.length], [2, 0]);
    assert.match(nowhere.stderr, /--watch needs a file to draw into\.\nhelp: Name it with -o\./);
    const missing = await sysdesign(['export', 'no.sysdesign', '-o', 'a.svg', '--watch'], { folder });
    assert.equal(missing.status, 2);
    const unwritable = await sysdesign(['export', 'a.sysdesign', '-o', 'no/a.svg', '--watch'], { folder });
    assert.equal(unwritable.status, 2);
    assert.match(unwritable.stderr, /there is no such folder/);
  });
});
