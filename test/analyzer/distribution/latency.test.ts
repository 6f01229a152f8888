import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branch } from '../../../analyzer/estimate/distribution/branch.js';
import { hedge } from '../../../analyzer/estimate/distribution/hedge.js';
import { invertTail } from '../../../analyzer/estimate/distribution/invert-tail.js';
import {
  constantLatency,
  type Latency,
  latencyFromTail,
  latencyOf,
  NO_TIME,
  quantile,
  scaled,
  shifted,
} from '../../../analyzer/estimate/distribution/latency.js';
import {
  certain,
  elapsed,
  fallible,
  outcomeBranch,
  outcomeParallel,
  outcomeSequence,
  outcomeWithin,
  retried,
} from '../../../analyzer/estimate/distribution/outcome.js';
import { fastestOf, kthFastest, parallelAll, slowestOf } from '../../../analyzer/estimate/distribution/parallel.js';
import { repeatMean, repeatTimes } from '../../../analyzer/estimate/distribution/repeat.js';
import { sequence } from '../../../analyzer/estimate/distribution/sequence.js';
import { gammaTail } from '../../../analyzer/estimate/distribution/special-functions.js';
import { atMost, withinLimit } from '../../../analyzer/estimate/distribution/time-limit.js';
import { mmcResponseTail } from '../../../analyzer/estimate/queueing/mmc.js';
import { closeTo } from '../queueing/close-to.js';

const exponential = (mean: number) => latencyOf({ law: 'exponential', mean });
const levels = [0.5, 0.9, 0.95, 0.99, 0.999];
/** Quantile of a sum of `count` parts, each exponential with mean 1 with probability `share` and else 0. */
const binomialOfExponentials = (count: number, share: number, p: number): number => {
  const tail = (t: number) => {
    let [chance, sum] = [(1 - share) ** count, 0];
    for (let k = 1; k <= count; k++) {
      chance *= ((count - k + 1) / k) * (share / (1 - share));
      sum += chance * gammaTail(k, t);
    }
    return sum;
  };
  return tail(0) <= 1 - p ? 0 : invertTail(tail, 1 - p, count * share);
};
const erlang = (stages: number, p: number) => invertTail((t) => gammaTail(stages, t), 1 - p, stages);

describe('latency algebra', () => {
  describe('one station', () => {
    const rows = [
      [1, 80, 0.01, 0.99, 0.23025851],
      [10, 90, 0.1, 0.99, 0.62498767],
      [10, 90, 0.1, 0.95, 0.43608666],
    ] as const;
    for (const [servers, arrivalRate, meanService, p, expected] of rows) {
      it(`p${p * 100} of ${servers} servers at ${arrivalRate}/s is exact`, () => {
        closeTo(quantile(latencyFromTail(mmcResponseTail({ servers, arrivalRate, meanService })), p), expected, 1e-6);
      });
    }
  });

  describe('sequence', () => {
    for (const stages of [2, 3, 5, 10, 20]) {
      it(`${stages} exponential stages are an Erlang`, () => {
        const sum = sequence(...Array.from({ length: stages }, () => exponential(1)));
        closeTo(sum.mean, stages, 1e-9);
        for (const p of levels) closeTo(quantile(sum, p), erlang(stages, p), 0.003, `p${p}`);
      });
    }
    it('stages of very different size', () => {
      const rates = [1, 100, 1 / 0.3];
      const sum = sequence(...rates.map((rate) => exponential(1 / rate)));
      const tail = (t: number) =>
        rates.reduce((total, rate, i) => {
          const factor = rates.reduce(
            (product, other, j) => (i === j ? product : (product * other) / (other - rate)),
            1,
          );
          return total + factor * Math.exp(-rate * t);
        }, 0);
      for (const p of levels) closeTo(quantile(sum, p), invertTail(tail, 1 - p, 1), 0.005, `p${p}`);
    });
    it('uniform plus uniform is triangular', () => {
      const sum = sequence(
        latencyOf({ law: 'uniform', low: 0, high: 1 }),
        latencyOf({ law: 'uniform', low: 0, high: 1 }),
      );
      for (const p of levels) closeTo(quantile(sum, p), 2 - Math.sqrt(2 * (1 - p)), 0.005, `p${p}`);
    });
    it('constants shift exactly', () => {
      const moved = sequence(constantLatency(1), exponential(1), constantLatency(2));
      closeTo(quantile(moved, 0.99), 3 + Math.log(100), 1e-9);
      assert.equal(sequence(constantLatency(1), constantLatency(2)).constant, 3);
      assert.equal(sequence().constant, 0);
    });
    it('a Pareto without variance keeps its far tail', () => {
      const pareto = latencyOf({ law: 'pareto', minimum: 1, shape: 1.5 });
      const sum = sequence(pareto, exponential(1));
      closeTo(sum.mean, 4, 1e-9);
      // One big jump: the sum's tail is that of the Pareto moved by the other's mean.
      closeTo(quantile(sum, 0.9999), quantile(pareto, 0.9999) + 1, 0.01);
    });
    it('means add and order does not matter', () => {
      const law = fc.oneof(
        fc.record({ law: fc.constant('exponential' as const), mean: fc.double({ min: 1e-4, max: 10, noNaN: true }) }),
        fc.record({
          law: fc.constant('lognormal' as const),
          mean: fc.double({ min: 1e-4, max: 10, noNaN: true }),
          cv: fc.double({ min: 0.1, max: 3, noNaN: true }),
        }),
        fc.record({
          law: fc.constant('erlang' as const),
          mean: fc.double({ min: 1e-4, max: 10, noNaN: true }),
          stages: fc.integer({ min: 1, max: 9 }),
        }),
      );
      fc.assert(
        fc.property(law, law, (first, second) => {
          const [a, b] = [latencyOf(first), latencyOf(second)];
          const forth = sequence(a, b);
          const back = sequence(b, a);
          const { masses, means } = forth.cells();
          closeTo(
            masses.reduce((sum, mass, i) => sum + mass * (means[i] ?? 0), 0),
            a.mean + b.mean,
            0.001,
          );
          for (const p of levels) closeTo(quantile(forth, p), quantile(back, p), 1e-9);
          // A sum is later than either part.
          for (const p of levels) assert.ok(quantile(forth, p) >= Math.max(quantile(a, p), quantile(b, p)) * 0.99);
        }),
        { seed: 11, numRuns: 60 },
      );
    });
    it('ten stations take a few milliseconds', () => {
      const flow = () =>
        sequence(
          ...Array.from({ length: 10 }, (_, i) =>
            latencyFromTail(mmcResponseTail({ arrivalRate: 80 + i, meanService: 0.1, servers: 10 })),
          ),
        );
      for (let i = 0; i < 20; i++) quantile(flow(), 0.99);
      const started = performance.now();
      for (let i = 0; i < 20; i++) quantile(flow(), 0.99);
      // Generous, as machines under test are busy; alone it takes about 3 ms.
      assert.ok((performance.now() - started) / 20 < 20);
    });
  });

  it('branch', () => {
    const mixed = branch([
      { probability: 0.9, latency: constantLatency(1) },
      { probability: 0.1, latency: exponential(10) },
    ]);
    closeTo(mixed.mean, 1.9, 1e-9);
    closeTo(quantile(mixed, 0.5), 1, 1e-6);
    closeTo(quantile(mixed, 0.99), 10 * Math.log(10), 1e-6);
    const later = sequence(mixed, exponential(1));
    closeTo(later.mean, 2.9, 1e-9);
    assert.equal(branch([]).constant, 0);
  });

  describe('parallel', () => {
    const rows = [
      [10, 29.29, 69.032],
      [100, 51.874, 92.054],
      [1000, 74.855, 115.079],
    ] as const;
    for (const [count, mean, p99] of rows) {
      it(`slowest of ${count}`, () => {
        closeTo(slowestOf(exponential(10), count).mean, mean, 0.001);
        closeTo(quantile(slowestOf(exponential(10), count), 0.99), p99, 1e-4);
      });
    }
    it('all, fastest and k-th agree', () => {
      const parts = [exponential(1), exponential(2), exponential(3)];
      closeTo(parallelAll(...parts).tail(2), kthFastest(parts, 3).tail(2), 1e-12);
      closeTo(fastestOf(...parts).mean, 1 / (1 + 1 / 2 + 1 / 3), 0.001);
      closeTo(parallelAll(exponential(1), exponential(1)).tail(1), slowestOf(exponential(1), 2).tail(1), 1e-12);
      closeTo(kthFastest([exponential(2), exponential(2), exponential(2), exponential(2)], 2).mean, 1.1666667, 0.001);
    });
    it('order statistics of sums', () => {
      const sum = sequence(exponential(1), exponential(1));
      closeTo(quantile(slowestOf(sum, 100), 0.5), erlang(2, 0.5 ** (1 / 100)), 0.003);
    });
  });

  it('hedge at the p90', () => {
    const hedged = hedge(exponential(10), 10 * Math.log(10));
    closeTo(hedged.extraLoad, 0.1, 1e-9);
    closeTo(quantile(hedged.latency, 0.99), 34.539, 1e-4);
    closeTo(quantile(hedged.latency, 0.999), 46.052, 1e-4);
    const sooner = hedge(exponential(10), 10);
    closeTo(sooner.extraLoad, 0.368, 0.001);
    closeTo(quantile(sooner.latency, 0.99), 28.026, 1e-4);
  });

  it('repeat', () => {
    const sixteen = repeatTimes(exponential(1), 16);
    for (const p of levels) closeTo(quantile(sixteen, p), erlang(16, p), 0.003);
    // A geometric number of exponentials is exponential.
    const geometric = repeatMean(exponential(1), 5);
    closeTo(geometric.mean, 5, 1e-9);
    for (const p of levels) closeTo(quantile(geometric, p), -5 * Math.log1p(-p), 0.003, `p${p}`);
    closeTo(repeatMean(exponential(1), 0.5).mean, 0.5, 1e-9);
    assert.equal(repeatTimes(exponential(1), 0).constant, 0);
  });

  it('repeats what often takes no time: a binomial number of exponentials', () => {
    for (const [count, share] of [
      [2, 0.5],
      [5, 0.5],
      [50, 0.1],
      [200, 0.02],
    ] as const) {
      const body = branch([
        { probability: share, latency: exponential(1) },
        { probability: 1 - share, latency: NO_TIME },
      ]);
      const law = repeatTimes(body, count);
      closeTo(law.mean, count * share, 1e-9);
      closeTo(1 - law.tail(0), (1 - share) ** count, 1e-9, 'none of them');
      for (const p of levels)
        closeTo(quantile(law, p), binomialOfExponentials(count, share, p), 0.004, `${count} p${p}`);
    }
    // A geometric number of them, 5 on average: none with 1/6, else exponential with mean 3.
    const half = branch([
      { probability: 0.5, latency: exponential(1) },
      { probability: 0.5, latency: NO_TIME },
    ]);
    for (const p of levels) closeTo(quantile(repeatMean(half, 5), p), 3 * Math.log(5 / 6 / (1 - p)), 0.004, `p${p}`);
  });

  it('adds parts that are often left out', () => {
    const rare = branch([
      { probability: 0.1, latency: exponential(1) },
      { probability: 0.9, latency: NO_TIME },
    ]);
    closeTo(quantile(sequence(rare, rare, rare), 0.99), binomialOfExponentials(3, 0.1, 0.99), 0.004);
    closeTo(quantile(sequence(rare, constantLatency(2)), 0.5), 2, 1e-9);
  });

  it('time limits', () => {
    closeTo(atMost(exponential(1), 1).mean, 1 - Math.exp(-1), 0.001);
    const { probability, inTime } = withinLimit(exponential(1), 1);
    closeTo(probability, 1 - Math.exp(-1), 1e-9);
    closeTo(inTime?.mean, 1 - 1 / (Math.E - 1), 0.001);
    assert.equal(withinLimit(constantLatency(2), 1).inTime, undefined);
  });

  it('shifts and scales', () => {
    closeTo(quantile(shifted(scaled(exponential(1), 3), 2), 0.9), 2 + 3 * Math.log(10), 1e-9);
    closeTo(scaled(exponential(1), 3).mean, 3, 1e-9);
  });
});

describe('outcomes', () => {
  const attempt = fallible(exponential(1), 0.2);
  it('retries: attempts, success and time', () => {
    const four = retried(attempt, 4, () => constantLatency(0));
    closeTo(four.meanAttempts, 1.248, 1e-9);
    closeTo(four.probability, 1 - 0.2 ** 4, 1e-9);
    // Every attempt takes 1 on average, failed or not.
    closeTo(elapsed(four).mean, 1.248, 0.001);
    const paused = retried(attempt, 2, (retry) => constantLatency(retry * 5));
    closeTo(elapsed(paused).mean, 1 + 0.2 * 6, 0.001);
  });
  it('a single attempt is itself', () => {
    const once = retried(attempt, 1, () => constantLatency(9));
    closeTo(once.probability, 0.8, 1e-12);
    closeTo(once.failure.mean, 1, 1e-9);
  });
  it('steps end at the first failure', () => {
    const both = outcomeSequence(attempt, attempt);
    closeTo(both.probability, 0.64, 1e-9);
    closeTo(both.success.mean, 2, 1e-9);
    closeTo(both.failure.mean, (0.2 * 1 + 0.16 * 2) / 0.36, 1e-9);
  });
  it('a time-out is a failure at the limit', () => {
    const limited = outcomeWithin(certain(exponential(1)), 2);
    closeTo(limited.probability, 1 - Math.exp(-2), 1e-9);
    assert.equal(limited.failure.constant, 2);
    closeTo(elapsed(limited).mean, atMost(exponential(1), 2).mean, 0.001);
  });
  it('parallel parts wait for enough successes', () => {
    const parts = [attempt, attempt, attempt];
    closeTo(outcomeParallel(parts).probability, 0.512, 1e-9);
    const two = outcomeParallel(parts, 2);
    closeTo(two.probability, 0.512 + 3 * 0.64 * 0.2, 1e-9);
    const sure = outcomeParallel([certain(exponential(1)), certain(exponential(1))], 1);
    closeTo(sure.success.mean, 0.5, 0.001);
    assert.equal(outcomeParallel(parts, 4).probability, 0);
    // Two of three: the first failure is harmless, the second ends it.
    assert.ok(two.failure.mean < outcomeParallel(parts, 1).failure.mean);
  });
  it('branches mix both ways', () => {
    const mixed = outcomeBranch([
      { probability: 0.5, outcome: attempt },
      { probability: 0.5, outcome: certain(constantLatency(1)) },
    ]);
    closeTo(mixed.probability, 0.9, 1e-9);
    closeTo(mixed.failure.mean, 1, 1e-9);
  });
  it('probabilities and means of any retry stay sound', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 6 }), (failing, attempts) => {
        const result = retried(fallible(exponential(1), failing), attempts, () => constantLatency(0));
        closeTo(result.probability, 1 - failing ** attempts, 1e-9);
        assert.ok(result.meanAttempts >= 1 && result.meanAttempts <= attempts + 1e-9);
        const whole: Latency = elapsed(result);
        closeTo(whole.mean, result.meanAttempts, 0.002);
      }),
      { seed: 5, numRuns: 40 },
    );
  });
});
