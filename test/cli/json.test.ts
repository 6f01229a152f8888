/** JSON outputs keep their published shapes, and the committed schemas are those of the types. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.js';
import { sysdesign } from './run.js';
import { assertValid } from './schemas.js';

describe('published JSON', () => {
  it('has the schemas that scripts/schemas.mjs writes', async () => {
    const script: { schemas(): ReadonlyMap<string, string> } = await import(
      pathToFileURL(join(root, 'scripts/schemas.mjs')).href
    );
    const made = script.schemas();
    assert.deepEqual(readdirSync(join(root, 'schemas')).sort(), [...made.keys()].sort());
    for (const [file, text] of made)
      assert.equal(
        readFileSync(join(root, 'schemas', file), 'utf8'),
        text,
        `${file} is out of date: run npm run schemas`,
      );
  });

  it('check: findings with places that count from 1', async () => {
    const { stdout, status } = await sysdesign(['check', 'mistakes.sysdesign', 'quiet.sysdesign', '--format', 'json']);
    assert.equal(status, 1);
    const value = assertValid('check', stdout.toString('utf8')) as {
      findings: {
        rule: string;
        file: string;
        range: { start: { line: number; column: number }; end: { column: number } };
        page: string | null;
      }[];
      files: { file: string }[];
      summary: { errors: number; files: number };
    };
    const first = value.findings[0];
    assert.deepEqual([first?.rule, first?.file, first?.range.start.line], ['unknown-name', 'mistakes.sysdesign', 2]);
    const line = readFileSync(join(root, 'test/cli/designs/mistakes.sysdesign'), 'utf8').split('\n')[1] ?? '';
    assert.equal(
      line.slice((first?.range.start.column ?? 0) - 1, (first?.range.end.column ?? 0) - 1),
      'read_your_writs',
    );
    assert.equal(first?.page, 'docs/rules/unknown-name.md');
    assert.deepEqual(
      value.files.map(({ file }) => file),
      ['mistakes.sysdesign', 'quiet.sysdesign'],
    );
    assert.equal(value.summary.files, 2);
  });

  it('estimate: one object for one workload, a list for several', async () => {
    const one = await sysdesign(['estimate', 'shop.sysdesign', '--workload', 'sale', '--format', 'json']);
    assert.equal((assertValid('estimate', one.stdout.toString('utf8')) as { workload: string }).workload, 'sale');
    const only = await sysdesign(['estimate', 'quiet.sysdesign', '--format', 'json']);
    const quiet = assertValid('estimate', only.stdout.toString('utf8')) as {
      components: { shop: { utilization: number } };
    };
    // 100/s × 2 ms over 3 × 2 cores.
    assert.ok(Math.abs(quiet.components.shop.utilization - 0.2 / 6) < 1e-9);
    const all = await sysdesign(['estimate', 'shop.sysdesign', '--format', 'json']);
    const { workloads } = assertValid('estimate', all.stdout.toString('utf8')) as { workloads: { workload: string }[] };
    assert.deepEqual(
      workloads.map(({ workload }) => workload),
      ['usual', 'sale'],
    );
  });

  it('estimate: --scale multiplies every load', async () => {
    const { stdout } = await sysdesign(['estimate', 'quiet.sysdesign', '--scale', '300%', '--format', 'json']);
    const value = assertValid('estimate', stdout.toString('utf8')) as { flows: { browse: { rate: number } } };
    assert.equal(value.flows.browse.rate, 300);
  });

  it('export: the design, its estimate and places for every box', async () => {
    const { stdout, status } = await sysdesign(['export', 'shop.sysdesign', '--format', 'json']);
    assert.equal(status, 0);
    const value = assertValid('design', stdout.toString('utf8')) as {
      design: { name: string; components: { id: string }[] };
      estimate: { workload: string };
      picture: { width: number; nodes: { id: string; x: number; width: number }[] };
    };
    assert.deepEqual([value.design.name, value.estimate.workload], ['Corner shop', 'usual']);
    assert.deepEqual(
      value.picture.nodes.map(({ id }) => id).sort(),
      value.design.components.map(({ id }) => id).sort(),
    );
    assert.ok(value.picture.nodes.every(({ x, width }) => x >= 0 && x + width <= value.picture.width));
  });

  it('config: the shape of sysdesign.json', () => {
    assertValid(
      'config',
      '{ "severities": { "stale-quorum": "off" }, "thresholds": { "overloaded": { "limit": 0.8 } } }',
    );
    assert.throws(() => assertValid('config', '{ "severities": { "stale-quorum": "loud" } }'));
  });
});
