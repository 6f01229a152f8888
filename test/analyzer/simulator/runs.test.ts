/** Several runs joined: means, sums, joined histograms, and intervals that hold. */
import assert from 'node:assert/strict';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { DataResult, SimulationResult } from '../../../analyzer/simulator/result.js';
import { startSimulation } from '../../../analyzer/simulator/simulate.js';
import { addCounts, decodeCounts, encodeCounts } from '../../../analyzer/simulator/statistics/histogram-text.js';
import { mergeRuns } from '../../../analyzer/simulator/statistics/merge-runs.js';
import { type RunRecord, seedOf } from '../../../analyzer/simulator/statistics/run-record.js';
import { designOf } from '../../language/check.js';
import { holds } from './simulated.js';

const station = (rate: number, stations = 1): string => {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const services = names.map((name) => `service ${name} { instances 1 cores 1 work exponential(10 ms) }`);
  return `client people ${services.join(' ')} flow ask { ${names.map((name) => `people -> ${name}`).join(' ')} }
    workload steady { ask at ${rate}/s }`;
};

function runs(
  text: string,
  count: number,
  seed: number,
  duration = 100,
  warmup?: number,
  confidence = 0.95,
): RunRecord[] {
  const prepared = prepare(designOf(text));
  return Array.from({ length: count }, (_, i) => {
    const more = warmup === undefined ? {} : { warmup };
    const one = startSimulation(prepared, 'steady', { seed: seedOf(seed, i), duration, confidence, ...more });
    one.advance(Infinity);
    return one.record();
  });
}

describe('several runs', () => {
  it('have seeds of their own, the first the one that was given', () => {
    const seeds = [1, 2, 3].flatMap((seed) => Array.from({ length: 1000 }, (_, i) => seedOf(seed, i)));
    assert.equal(new Set(seeds).size, 3000);
    assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
    assert.equal(seedOf(7, 0), 7);
  });

  it('are one run where there is one', () => {
    const [one] = runs(station(80), 1, 1);
    assert.ok(one !== undefined);
    assert.equal(mergeRuns([one]), one.result);
  });

  it('add counts, average figures and join histograms', () => {
    const records = runs(station(80), 5, 1, 1000, undefined, 0.99);
    const merged = mergeRuns(records);
    const all = records.map(({ result }) => result);
    const sum = (pick: (one: SimulationResult) => number | null | undefined) =>
      all.reduce((total, one) => total + (pick(one) ?? 0), 0);
    assert.deepEqual(
      merged.seeds,
      all.map(({ seed }) => seed),
    );
    assert.equal(
      merged.flows.ask?.counts.completed,
      sum((one) => one.flows.ask?.counts.completed),
    );
    assert.equal(
      merged.eventCount,
      sum((one) => one.eventCount),
    );
    assert.equal(merged.flows.ask?.latency.mean, sum((one) => one.flows.ask?.latency.mean) / 5);
    const p99 = all.map((one) => one.flows.ask?.latency.p99 ?? 0);
    const joined = merged.flows.ask?.latency.p99 ?? 0;
    assert.ok(joined > Math.min(...p99) && joined < Math.max(...p99));
    // M/M/1 at 80 %: response times are exponential with mean S/(1-ρ) = 50 ms.
    for (const [path, expected] of [
      ['flows.ask.latency.mean', 0.05],
      ['flows.ask.latency.p99', 0.05 * Math.log(100)],
      ['components.s0.utilization', 0.8],
      ['flows.ask.inSystem', 4],
    ] as const)
      holds(merged, path, expected);
    assert.ok(merged.timeline.flows.ask?.completed.every((value) => Number.isFinite(value)));
  });

  it('write histograms and read them back', () => {
    const counts = { cells: [0, 3, 0, 0, 1_000_000], largest: 1.25 };
    const read = decodeCounts(encodeCounts(counts));
    assert.deepEqual(read, counts);
    assert.deepEqual(addCounts([counts, counts]).cells, [0, 6, 0, 0, 2_000_000]);
    for (const text of ['', 'x', '1 2', '1 zzzzzzzz.1', '1 1.1 .', '-1'])
      assert.equal(decodeCounts(text), undefined, text);
  });
});

/** How many of `count` intervals around a mean hold the truth, of runs and of batches. */
function covered(text: string, truth: number, count: number, duration: number, warmup: number): number {
  const prepared = prepare(designOf(text));
  let inside = 0;
  for (let seed = 1; seed <= count; seed++) {
    const one = startSimulation(prepared, 'steady', { seed, duration, warmup });
    one.advance(Infinity);
    const { latency, confidence } = one.result().flows.ask ?? {};
    if (Math.abs((latency?.mean ?? 0) - truth) <= (confidence?.['latency.mean'] ?? 0)) inside++;
  }
  return inside;
}

describe('95 % intervals', () => {
  // Of 200 intervals that hold with 95 %, 179 to 199 do in 999 of 1000 series.
  for (const [name, text, truth, duration, warmup] of [
    ['M/M/1 at 50 %', station(50), 0.02, 100, 5],
    ['M/M/1 at 80 %', station(80), 0.05, 400, 20],
    ['M/M/1 at 90 %', station(90), 0.1, 800, 60],
    ['a tandem of three at 70 %', station(70, 3), 0.1, 200, 20],
  ] as const)
    it(`hold the truth of ${name} in 95 of 100 runs`, () => {
      const inside = covered(text, truth, 200, duration, warmup);
      assert.ok(inside >= 179 && inside <= 200, `${inside} of 200`);
    });

  it('hold it between runs too', () => {
    let inside = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { latency, confidence } = mergeRuns(runs(station(50), 4, seed, 20, 5)).flows.ask ?? {};
      if (Math.abs((latency?.mean ?? 0) - 0.02) <= (confidence?.['latency.mean'] ?? 0)) inside++;
    }
    // As above: at least 87 of 100.
    assert.ok(inside >= 87, `${inside} of 100`);
  });
});

describe('what became of data in several runs', () => {
  const text = `data Item { key id  count 50  popularity uniform }
    client app
    database items { stores Item  work constant(1 us)
      replicas 3 leaderless { write one  read one  delays { write exponential(10 ms) ack 0 ms request 0 ms response 0 ms } } }
    flow both { app -> items { write Item to items  read Item from items } }
    workload steady { both at 200/s }`;
  const records = runs(text, 3, 1, 20, 1);
  const all = records.map(({ result }) => result.data.Item);
  const merged = mergeRuns(records).data.Item;
  const of = (pick: (one: DataResult) => number | null | undefined) =>
    all.map((one) => (one === undefined ? Number.NaN : (pick(one) ?? Number.NaN)));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);

  it('adds counts', () => {
    assert.equal(merged?.reads, sum(of(({ reads }) => reads)));
    assert.equal(merged?.older, sum(of(({ older }) => older)));
    assert.ok((merged?.older ?? 0) > 0);
  });

  it('does not add times and shares', () => {
    assert.equal(merged?.staleness?.max, Math.max(...of(({ staleness }) => staleness?.max)));
    assert.equal(merged?.staleness?.p50, sum(of(({ staleness }) => staleness?.p50)) / 3);
    assert.equal(merged?.kStaleness?.['1'], sum(of(({ kStaleness }) => kStaleness?.['1'])) / 3);
    assert.deepEqual(merged?.followed, { keys: 50, share: 1 });
  });
});

describe('common random numbers', () => {
  it('make a difference between two designs less noisy', () => {
    const mean = (text: string, seed: number) => {
      const one = startSimulation(prepare(designOf(text)), 'steady', { seed, duration: 50, warmup: 5 });
      one.advance(Infinity);
      return one.result().flows.ask?.latency.mean ?? 0;
    };
    const slower = station(50).replace('10 ms', '11 ms');
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    const variance = (values: readonly number[]) => {
      const middle = values.reduce((a, b) => a + b) / values.length;
      return values.reduce((a, b) => a + (b - middle) ** 2, 0) / (values.length - 1);
    };
    const common = variance(seeds.map((seed) => mean(slower, seed) - mean(station(50), seed)));
    const apart = variance(seeds.map((seed) => mean(slower, seed) - mean(station(50), seed + 1000)));
    assert.ok(common < apart / 4, `${common} against ${apart}`);
  });
});
