import assert from 'node:assert/strict';
import type { Distribution } from '../../../analyzer/design/distribution.js';
import { quantile } from '../../../analyzer/estimate/distribution/latency.js';
import {
  isStrict,
  missProbability,
  nonMonotonicProbability,
  withinVersions,
} from '../../../analyzer/estimate/quorum/staleness-bounds.js';
import { type WarsLegs, wars } from '../../../analyzer/estimate/quorum/wars.js';
import { warsMonteCarlo } from '../../../analyzer/estimate/quorum/wars-monte-carlo.js';
import { closeTo } from '../queueing/close-to.js';

/** The published fits, in milliseconds. */
const exponential = (mean: number): Distribution => ({ law: 'exponential', mean });
const storeFit = (share: number, minimum: number, shape: number, rate: number): Distribution => ({
  law: 'mixture',
  parts: [
    { weight: share, of: { law: 'pareto', minimum, shape } },
    { weight: 1 - share, of: exponential(1 / rate) },
  ],
});
const ssd = storeFit(0.9122, 0.235, 10, 1.66);
const disk = storeFit(0.38, 1.05, 1.51, 0.183);
const legs = (write: Distribution, others: Distribution): WarsLegs => ({
  write,
  acknowledge: others,
  request: others,
  response: others,
});
const within = (actual: number, expected: number, allowed: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= allowed, `${what}: expected ${expected} ± ${allowed}, got ${actual}`);

describe('quorums', () => {
  it('k-staleness', () => {
    const rows = [
      [1, 0.3333],
      [2, 0.5556],
      [3, 0.7037],
      [5, 0.8683],
      [10, 0.9827],
    ] as const;
    for (const [k, expected] of rows) closeTo(withinVersions({ replicas: 3, read: 1, write: 1 }, k), expected, 2e-4);
    for (const [k, expected] of [
      [1, 0.6667],
      [2, 0.8889],
      [5, 0.9959],
    ] as const) {
      closeTo(withinVersions({ replicas: 3, read: 2, write: 1 }, k), expected, 2e-4);
    }
    closeTo(missProbability({ replicas: 100, read: 30, write: 30 }), 1.88e-6, 0.005);
    closeTo(nonMonotonicProbability({ replicas: 3, read: 1, write: 1 }, 1, 2), (2 / 3) ** 1.5, 1e-9);
    assert.equal(missProbability({ replicas: 3, read: 2, write: 2 }), 0);
    assert.ok(isStrict({ replicas: 3, read: 2, write: 2 }) && !isStrict({ replicas: 3, read: 2, write: 1 }));
  });

  describe('WARS', () => {
    /** Name, legs, N, R, W, read p99.9, write p99.9, consistent at once, t at 99.9 %; NaN where not tabled. */
    const rows: readonly (readonly [string, WarsLegs, number, number, number, number, number, number, number])[] = [
      ['SSD', legs(ssd, ssd), 3, 1, 1, 0.6555, 0.656, 0.9736, 1.97],
      ['SSD', legs(ssd, ssd), 3, 1, 2, 0.6555, 1.6267, 0.9782, 1.85],
      ['SSD', legs(ssd, ssd), 3, 2, 1, 1.6314, 0.656, 0.99942, 0],
      ['SSD', legs(ssd, ssd), 3, 2, 2, 1.6314, 1.6267, 1, 0],
      ['SSD', legs(ssd, ssd), 3, 3, 1, 4.117, 0.656, 1, 0],
      ['SSD', legs(ssd, ssd), 3, 1, 3, 0.6555, 4.114, 1, 0],
      ['disk', legs(disk, ssd), 3, 1, 1, 0.6538, 10.91, 0.4365, 51.85],
      ['disk', legs(disk, ssd), 3, 1, 2, 0.6538, 20.98, 0.7127, 48.2],
      ['SSD', legs(ssd, ssd), 5, 1, 1, Number.NaN, Number.NaN, 0.97164, Number.NaN],
      ['disk', legs(disk, ssd), 5, 1, 1, Number.NaN, Number.NaN, 0.32003, Number.NaN],
      ['W .25, others 1', legs(exponential(0.25), exponential(1)), 3, 1, 1, Number.NaN, Number.NaN, 0.943, 1.014],
      ['W 10, others 5', legs(exponential(10), exponential(5)), 3, 1, 1, Number.NaN, Number.NaN, 0.62488, 59.2],
      ['all 1', legs(exponential(1), exponential(1)), 3, 1, 1, Number.NaN, Number.NaN, 0.7516, Number.NaN],
    ];
    for (const [name, delays, replicas, read, write, reading, writing, atOnce, visible] of rows) {
      it(`${name}, N=${replicas} R=${read} W=${write}`, () => {
        const measures = wars(delays, { replicas, read, write });
        if (!Number.isNaN(reading)) closeTo(quantile(measures.readLatency, 0.999), reading, 0.005, 'read');
        if (!Number.isNaN(writing)) closeTo(quantile(measures.writeLatency, 0.999), writing, 0.005, 'write');
        within(measures.consistency(0), atOnce, 0.001, 'at once');
        if (!Number.isNaN(visible)) closeTo(measures.visibility(0.999), visible, 0.01, 'visibility');
      });
    }
    it('disk ten milliseconds after commit, and medians', () => {
      const measures = wars(legs(disk, ssd), { replicas: 3, read: 1, write: 1 });
      within(measures.consistency(10), 0.9262, 0.001, 'after 10 ms');
      closeTo(quantile(measures.readLatency, 0.5), 0.489, 0.005);
      closeTo(quantile(measures.writeLatency, 0.5), 1.505, 0.01);
    });
    it('exponential, one and two replies', () => {
      const one = wars(legs(exponential(10), exponential(5)), { replicas: 3, read: 1, write: 1 });
      within(one.consistency(5), 0.77235, 0.001, 'after 5');
      within(one.consistency(10), 0.86202, 0.001, 'after 10');
      const two = wars(legs(exponential(10), exponential(5)), { replicas: 3, read: 2, write: 1 });
      within(two.consistency(0), 0.9088, 0.001, 'at once');
      closeTo(two.visibility(0.99), 11.05, 0.01);
      closeTo(quantile(two.readLatency, 0.99), 22.7, 0.01);
    });
    it('only ratios matter', () => {
      const small = wars(legs(exponential(10), exponential(5)), { replicas: 3, read: 1, write: 1 });
      const large = wars(legs(exponential(20), exponential(10)), { replicas: 3, read: 1, write: 1 });
      closeTo(small.consistency(0), large.consistency(0), 1e-6);
      closeTo(small.visibility(0.99) * 2, large.visibility(0.99), 1e-4);
    });
  });

  describe('WARS by sampling', () => {
    it('agrees with the integration within its own error, and repeats itself', () => {
      const run = () =>
        warsMonteCarlo({
          replicas: new Array(3).fill(legs(exponential(10), exponential(5))),
          read: 2,
          write: 1,
          trials: 100_000,
          uniform: uniforms(3),
        });
      const trials = run();
      const exact = wars(legs(exponential(10), exponential(5)), { replicas: 3, read: 2, write: 1 });
      for (const t of [0, 5, 15]) {
        const p = exact.consistency(t);
        within(trials.consistency(t), p, 4 * Math.sqrt((p * (1 - p)) / 100_000), `after ${t}`);
      }
      closeTo(trials.readLatencyQuantile(0.5), quantile(exact.readLatency, 0.5), 0.01);
      assert.equal(run().visibility(0.999), trials.visibility(0.999));
    });
    it('a far replica makes reads staler', () => {
      const near = legs(exponential(1), exponential(1));
      const far: WarsLegs = { ...near, write: { law: 'uniform', low: 75, high: 80 } };
      const trial = (last: WarsLegs) =>
        warsMonteCarlo({ replicas: [near, near, last], read: 1, write: 1, trials: 20_000, uniform: uniforms(9) });
      assert.ok(trial(far).consistency(10) < 0.7);
      assert.ok(trial(near).consistency(10) > 0.99);
      assert.ok(trial(far).visibility(0.9) > 65);
    });
  });
});

/** Park and Miller's generator. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
