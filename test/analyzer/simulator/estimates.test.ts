/** Every design of the rules' pages as the estimate has it and as a run measures it: two ways to the same figures. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { SimulationResult } from '../../../analyzer/simulator/result.js';
import { startSimulation } from '../../../analyzer/simulator/simulate.js';
import { lower } from '../../../language/lower/lower.js';
import { load } from '../../../language/workspace/workspace.js';
import { root } from '../../root.js';

/** Events of a run: enough for means within a few per cent. */
const EVENTS = 40_000;
/** Difference that is no difference, as a share; the run's own interval comes on top. */
const SAME = 0.15;

/** What differs, and why that is so. */
const behind = 'the estimate counts what comes, a run what a consumer with too few messages in hand takes';
const known: Readonly<Record<string, string>> = {
  'backlog-grows 1': behind,
  'backlog-grows 2': behind,
  'backlog-grows 4': behind,
  'backlog-grows 5': behind,
  'lag-without-bound 1': 'followers apply less than is written',
  'order-lost 4': 'one request publishes to two queues of one consumer, so that their messages come together',
  'pool-exhausted 1': 'the estimate counts what comes, a run what the connections let through',
};

const folder = join(root, 'docs', 'rules');
const designs = readdirSync(folder).flatMap((file) =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/```sysdesign\n([\s\S]*?)```/g)].map(
    ([, text = ''], index) => [`${file.replace('.md', '')} ${index + 1}`, text] as const,
  ),
);

function differences(estimate: Estimate, run: SimulationResult): string[] {
  const found: string[] = [];
  const compare = (
    what: string,
    expected: number | null | undefined,
    value: number | null | undefined,
    width = 0,
    floor = 0,
  ) => {
    if (expected == null || value == null) return;
    const distance = Math.abs(expected - value);
    if (distance > floor && distance > SAME * Math.max(expected, value) + width)
      found.push(`${what}: ${expected} against ${value} ± ${width}`);
  };
  for (const [id, { latency, counts, confidence }] of Object.entries(run.flows)) {
    // A run without enough requests, or with an overloaded station, has no mean to speak of.
    const width = confidence['latency.mean'] ?? Infinity;
    if (counts.completed < 500 || !(width < 0.3 * (latency.mean ?? 0))) continue;
    compare(`mean(${id})`, estimate.flows[id]?.latency.mean, latency.mean, width, 1e-5);
  }
  for (const [id, { utilization, confidence }] of Object.entries(run.components)) {
    const expected = estimate.components[id]?.utilization;
    compare(
      `utilization(${id})`,
      expected == null ? null : Math.min(1, expected),
      utilization,
      confidence.utilization ?? 0,
      0.01,
    );
  }
  return found;
}

describe('estimates against runs', () => {
  for (const [name, text] of designs) {
    const { design } = lower(load('page.sysdesign', (path) => (path === 'page.sysdesign' ? text : undefined), '.'));
    const spiking = new Set(
      design.workloads.filter(({ loads }) => loads.some(({ spikes }) => spikes !== undefined)).map(({ id }) => id),
    );
    const estimates = estimateAll(design).filter(({ workload }) => !spiking.has(workload));
    if (estimates.length === 0) continue;
    it(name, () => {
      const prepared = prepare(design);
      const found = estimates.flatMap((estimate) => {
        const visits = Object.values(estimate.components).reduce((sum, { arrivalRate }) => sum + (arrivalRate ?? 0), 0);
        const run = startSimulation(prepared, estimate.workload, {
          duration: Math.min(1e6, EVENTS / Math.max(1e-3, visits)),
          seed: 1,
          confidence: 0.99,
        });
        run.advance(2 * EVENTS);
        return differences(estimate, run.result());
      });
      assert.deepEqual(found, name in known ? found : [], known[name]);
      assert.ok(!(name in known) || found.length > 0, `${name} does not differ any more`);
    });
  }
});
