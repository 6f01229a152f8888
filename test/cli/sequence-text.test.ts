/** Counterexamples on a terminal, and the files that `simulate` draws. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { sequenceText } from '../../cli/output/sequence-text.js';
import { textWidth } from '../../cli/output/text-width.js';
import { sequenceOf } from '../../diagram/sequence/sequence.js';
import { lostWrite, staleRead } from '../diagram/violations.js';
import { root } from '../root.js';
import { assertGolden } from './golden.js';
import { sysdesign } from './run.js';

const terminal = (width: number) => ({ width, colors: picocolors.createColors(false) });

describe('counterexamples as text', () => {
  for (const [name, violation] of Object.entries({ stale: staleRead, lost: lostWrite }))
    it(`look as before: ${name}`, () => {
      const text = sequenceText(sequenceOf(violation), terminal(80));
      for (const line of text.split('\n')) assert.ok(textWidth(line) <= 80, line);
      assertGolden(join(root, 'test/cli/golden', `sequence-${name}.txt`), `${text}\n`);
    });

  it('are shown with a run, drawn into files, and repeatable', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sysdesign-'));
    const file = join(folder, 'shelf.sysdesign');
    writeFileSync(file, stale);
    const drawn = (ending: string) => join(folder, `shown.${ending}`);
    const words = ['simulate', file, '--for', '20s', '--seed', '3'];
    const runs = await Promise.all(
      ['svg', 'mmd', 'txt', 'png'].map((ending) => sysdesign([...words, '--counterexample', drawn(ending)])),
    );
    const [first] = runs;
    assert.equal(first?.status, 0, first?.stderr);
    const text = first.stdout.toString();
    assert.match(text, /Counterexamples\nclient \d+ read version \d+ of Product \d+ from shelf/);
    assert.match(text, /Again: sysdesign simulate \S+ --workload all --seed 3 --for 20s/);
    assert.match(readFileSync(drawn('svg'), 'utf8'), /^<svg/);
    assert.match(readFileSync(drawn('mmd'), 'utf8'), /sequenceDiagram/);
    assert.match(readFileSync(drawn('txt'), 'utf8'), /├─+▶│/);
    assert.equal(readFileSync(drawn('png')).subarray(1, 4).toString(), 'PNG');
  });

  it('are not drawn where there are none, nor into what nobody knows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sysdesign-'));
    const file = join(folder, 'shelf.sysdesign');
    writeFileSync(file, stale.replace('linearizable', 'eventual'));
    const none = await sysdesign(['simulate', file, '--for', '2s', '--counterexample', join(folder, 'shown.svg')]);
    assert.match(none.stderr, /No counterexample: .*shown\.svg is not written/);
    const odd = await sysdesign(['simulate', file, '--for', '2s', '--counterexample', join(folder, 'shown.gif')]);
    assert.deepEqual([odd.status, /\.svg, \.png, \.mmd, \.txt/.test(odd.stderr)], [2, true]);
  });

  it('come from operations that can be written down whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sysdesign-'));
    const [file, trace] = [join(folder, 'shelf.sysdesign'), join(folder, 'trace.json')];
    writeFileSync(file, stale);
    const run = await sysdesign(['simulate', file, '--for', '2s', '--trace', trace]);
    assert.equal(run.status, 0, run.stderr);
    const { operations } = JSON.parse(readFileSync(trace, 'utf8')) as { operations: { kind: string; begun: number }[] };
    assert.ok(operations.length > 500);
    assert.ok(operations.every(({ begun }, i) => begun >= (operations[i - 1]?.begun ?? 0)));
  });
});

const stale = `
data Product { key id  size 1 KB  count 100  requires linearizable }
client app
cache shelf { caches Product  memory 1 GB  ttl 10 s }
database products { stores Product  cores 64 }
flow browse { app -> products { read Product from shelf else products } }
flow change { app -> products { write Product to products } }
workload all { browse at 400/s  change at 20/s }
`;
