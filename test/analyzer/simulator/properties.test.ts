/** What is true of every run, whatever the design. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Design } from '../../../analyzer/design/design.js';
import type { SimulationResult } from '../../../analyzer/simulator/result.js';
import { simulate } from '../../../analyzer/simulator/simulate.js';
import { lowerText } from '../../language/check.js';
import { root } from '../../root.js';
import { simulated } from './simulated.js';

const folder = join(root, 'examples');
const others = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
);
const examples: readonly (readonly [string, Design])[] = Object.entries(others)
  .filter(([name]) => name.endsWith('.sysdesign'))
  .map(([name, text]) => [name, lowerText(text, others).design] as const)
  .filter(([, design]) => design.workloads.length > 0);

/** The smallest workload of a design, cut down so that a test takes a second. */
function run(design: Design, seed = 1, events = 60_000): SimulationResult {
  const workload = design.workloads.at(-1)?.id ?? '';
  return simulate(design, workload, { seed, eventBudget: events, warmup: 0, duration: 1000 });
}

describe('every example', () => {
  for (const [name, design] of examples) {
    it(`${name} runs, and what starts ends or is on its way`, () => {
      const result = run(design);
      for (const [id, { counts, rate }] of Object.entries(result.flows)) {
        const { started, completed, failed } = counts;
        assert.ok(started >= completed + failed, `${id}: ${JSON.stringify(counts)}`);
        assert.ok(Number.isFinite(rate));
      }
      for (const [id, { utilization, hitRatio, lossProbability }] of Object.entries(result.components)) {
        for (const share of [utilization, hitRatio, lossProbability])
          if (share !== null && share !== undefined) assert.ok(share >= 0 && share <= 1 + 1e-9, `${id}: ${share}`);
      }
      assert.ok(result.eventCount > 0, 'nothing happens');
    });
  }

  it('gives the same bytes for the same seed, and others for another', () => {
    for (const [name, design] of examples.slice(0, 6)) {
      const [one, again, other] = [run(design), run(design), run(design, 2)].map((result) => JSON.stringify(result));
      assert.equal(one, again, name);
      assert.notEqual(one, other, name);
    }
  });
});

const shop = (work: string, extra = '') => `
  client people
  service front { instances 3  cores 2  work exponential(4 ms)  policy round_robin }
  service back { instances 2  work ${work} }
  ${extra}
  flow ask { people -> front { work 1 ms  30% { call back } } }
  workload steady { ask at 200/s }`;

describe('a run', () => {
  it("obeys Little's law: the number on their way is rate times time", () => {
    const { flows, components } = simulated(shop('exponential(5 ms)'), { duration: 2000 });
    const { rate, latency, inSystem, confidence } = flows.ask ?? assert.fail();
    const product = rate * (latency.mean ?? Number.NaN);
    // Both are of the same requests but for those on their way at the two ends.
    assert.ok(Math.abs(product - inSystem) <= (confidence.inSystem ?? 0), `${product} against ${inSystem}`);
    const back = components.back ?? assert.fail();
    const waiting = back.throughput * (back.waitTime ?? Number.NaN);
    assert.ok(Math.abs(waiting - (back.queueLength ?? 0)) <= (back.confidence.queueLength ?? 0));
  });

  it('meets the same arrivals and branches after a change elsewhere (common random numbers)', () => {
    const one = simulated(shop('exponential(5 ms)'), { duration: 300, warmup: 0 });
    const other = simulated(shop('constant(2 ms)', 'service beside { work 1 ms }'), { duration: 300, warmup: 0 });
    assert.equal(one.flows.ask?.counts.started, other.flows.ask?.counts.started);
    // The last ones may be on their way in one of the two.
    const gap = (one.components.back?.arrivalRate ?? 0) - (other.components.back?.arrivalRate ?? 0);
    assert.ok(Math.abs(gap) * 300 <= 3, `${gap}`);
  });

  it('ends when it is as precise as wanted', () => {
    const result = simulated(shop('exponential(5 ms)'), { precision: 0.02 });
    const { latency, confidence } = result.flows.ask ?? assert.fail();
    assert.equal(result.ended, 'precision');
    assert.ok((confidence['latency.mean'] ?? Infinity) <= 0.02 * (latency.mean ?? 0));
  });

  it('that is stopped, or out of events, says so and gives what is known', () => {
    let asked = 0;
    const stopped = simulated(shop('exponential(5 ms)'), { duration: 1e6, shouldStop: () => ++asked > 20 });
    assert.equal(stopped.ended, 'stopped');
    assert.ok((stopped.flows.ask?.counts.completed ?? 0) > 10_000);
    const spent = simulated(shop('exponential(5 ms)'), { duration: 1e6, eventBudget: 200_000 });
    assert.equal(spent.ended, 'budget');
    assert.ok(spent.eventCount >= 200_000 && spent.eventCount < 250_000);
    assert.ok((spent.flows.ask?.latency.p99 ?? 0) > 0);
  });

  it('of a workload without load takes no time', () => {
    const result = simulated('client people  service front { }  flow ask { people -> front }  workload idle { }');
    assert.equal(result.duration, 0);
    assert.ok(result.notes[0]?.includes('Nothing starts'));
  });

  it('that could go on for ever in no time is ended by its budget', () => {
    const text = `client people  service front { work 0 ms }
      flow ask { people -> front { repeat 1000000000 { call front } } }  workload steady { ask at 1/s }`;
    assert.equal(simulated(text, { duration: 100, eventBudget: 100_000 }).ended, 'budget');
  });

  it('says what it does not follow', () => {
    const text = `client people
      service front { work 1 ms  autoscale 1..4 target 60% }
      data Item { key id }
      database store { stores Item  replicas 3 leader async { elect by consensus }  shards 4 by hash(id)  wal sync { checksum crc32c } }
      flow ask { people -> front { read Item from store by name } }
      workload steady { ask at 10/s }`;
    const { notes } = simulated(text, { duration: 10 });
    for (const word of ['`store`: requests spread over shards', 'checksums'])
      assert.ok(
        notes.some((note) => note.includes(word)),
        `${word} in ${notes.join('\n')}`,
      );
  });
});
