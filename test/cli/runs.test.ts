/** Runs over threads and machines, settings for one run, and JSON of its published shape. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sysdesign } from './run.js';
import { assertValid } from './schemas.js';

const words = ['simulate', 'quiet.sysdesign', '--for', '2s', '--seed', '5', '--runs', '4'];

describe('several runs on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sysdesign-parts-'));
  const path = (name: string) => join(folder, name);
  after(() => rmSync(folder, { recursive: true }));

  it('are the same to the byte on one thread, on several and in parts', async () => {
    const one = await sysdesign([...words, '--json', '--jobs', '1']);
    const two = await sysdesign([...words, '--json', '--jobs', '3']);
    assert.equal(one.status, 0, one.stderr);
    assert.deepEqual(two.stdout, one.stdout);
    for (const i of [1, 2, 3]) {
      const part = await sysdesign([...words, '--shard', `${i}/3`]);
      writeFileSync(path(`part${i}.json`), part.stdout);
    }
    const parts = [3, 1, 2].map((i) => path(`part${i}.json`));
    assert.deepEqual((await sysdesign(['merge', ...parts, '--json'])).stdout, one.stdout);
    const text = await sysdesign(words);
    assert.deepEqual((await sysdesign(['merge', ...parts])).stdout, text.stdout);
    const value = assertValid('simulation', one.stdout.toString()) as { seeds: number[]; flows: object };
    assert.equal(value.seeds.length, 4);
  });

  it('are refused where parts are missing, come twice, differ or are damaged', async () => {
    const [one, two, three] = [1, 2, 3].map((i) => path(`part${i}.json`));
    const other = await sysdesign([...words, '--seed', '6', '--shard', '3/3']);
    writeFileSync(path('other.json'), other.stdout);
    const text = readFileSync(one ?? '', 'utf8');
    writeFileSync(path('old.json'), text.replace('"formatVersion":1', '"formatVersion":99'));
    writeFileSync(
      path('damaged.json'),
      text.replace(/"flows ask? ?[^"]*":"[^"]*"|"flows [^"]*":"[^"]*"/, '"flows x latency":"?"'),
    );
    const cases: [string[], RegExp][] = [
      [[one ?? '', two ?? ''], /1 of 4 runs are missing: those of shard 3\/3/],
      [[one ?? '', one ?? ''], /Run 1 is in/],
      [[one ?? '', two ?? '', path('other.json')], /does\s+not\s+belong\s+to.*another\s+seed/s],
      [[path('old.json')], /format 99/],
      [[path('damaged.json'), two ?? '', three ?? ''], /is\s+damaged/],
      [['shop.sysdesign'], /is no JSON/],
    ];
    for (const [parts, message] of cases) {
      const { status, stderr, stdout } = await sysdesign(['merge', ...parts]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
      assert.equal(stdout.length, 0);
    }
  });

  it('end after the events they may take', async () => {
    const { stdout } = await sysdesign([
      'simulate',
      'quiet.sysdesign',
      '--events',
      '12345',
      '--precision',
      '0.1%',
      '--json',
    ]);
    const value = assertValid('simulation', stdout.toString()) as { eventCount: number; ended: string };
    assert.deepEqual([value.eventCount, value.ended], [12345, 'budget']);
  });
});

describe('--set', () => {
  const busy = async (...more: string[]) => {
    const { stdout, stderr } = await sysdesign(['estimate', 'quiet.sysdesign', '--format', 'json', ...more]);
    assert.notEqual(stdout.length, 0, stderr);
    return (JSON.parse(stdout.toString()) as { components: { shop: { utilization: number; servers: number } } })
      .components.shop;
  };

  it('replaces a setting for one estimate and one simulation', async () => {
    // 100/s × 2 ms over 3 × 2 cores, and over 6 × 1.
    assert.ok(Math.abs((await busy()).utilization - 0.2 / 6) < 1e-9);
    assert.ok(Math.abs((await busy('--set', 'shop.instances=12')).utilization - 0.2 / 24) < 1e-9);
    const changed = await busy('--set', 'shop.instances=4', '--set', 'shop.cores=1');
    assert.ok(Math.abs(changed.utilization - 0.2 / 4) < 1e-9);
    const run = await sysdesign(['simulate', 'quiet.sysdesign', '--for', '2s', '--set', 'shop.instances=7', '--json']);
    assert.match(run.stdout.toString(), /"servers": 14/);
  });

  for (const [text, message] of [
    ['shopp.instances=3', /no component\s+'shopp';\s+did\s+you\s+mean\s+'shop'/],
    ['shop.instaces=3', /did\s+you\s+mean\s+`instances`/],
    ['shop.instances=3 ms', /instances/],
    ['shop.instances=3 } service x {', /more\s+than\s+one/],
    ['instances=3', /COMPONENT\.SETTING=VALUE/],
  ] as const)
    it(`refuses ${text}`, async () => {
      const { status, stderr, stdout } = await sysdesign(['estimate', 'quiet.sysdesign', '--set', text]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
      assert.equal(stdout.length, 0);
    });
});
