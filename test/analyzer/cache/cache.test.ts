import assert from 'node:assert/strict';
import { cheApproximation } from '../../../analyzer/estimate/cache/che-approximation.js';
import {
  hottestShare,
  type Popularity,
  popularityGroups,
  topMass,
} from '../../../analyzer/estimate/cache/popularity.js';
import { boundedLoadPeak, fullestShardShare, ringBalance } from '../../../analyzer/estimate/cache/shard-balance.js';
import {
  boundedTimeToLiveCache,
  stampedeSize,
  timeToLiveCache,
} from '../../../analyzer/estimate/cache/time-to-live.js';
import { closeTo } from '../queueing/close-to.js';

const zipf = (exponent: number): Popularity => ({ kind: 'zipf', exponent });
const within = (actual: number, expected: number, allowed: number, what = '') =>
  assert.ok(Math.abs(actual - expected) <= allowed, `${what} expected ${expected} ± ${allowed}, got ${actual}`);

describe('caches', () => {
  /** Objects, exponent, capacity, simulated LRU, Che, LFU limit, FIFO (NaN where not published). */
  const rows = [
    [1e3, 0.8, 100, 0.37812, 0.37779, 0.525827, 0.33368],
    [1e3, 1, 100, 0.57663, 0.576525, 0.692993, 0.520249],
    [1e3, 1.2, 100, 0.75662, 0.75745, 0.831003, 0.706934],
    [1e4, 0.6, 1e3, 0.24392, 0.243206, 0.386135, 0.220035],
    [1e4, 0.8, 100, 0.15655, 0.156625, 0.300046, 0.133625],
    [1e4, 0.8, 1e3, 0.43685, 0.43666, 0.570618, 0.394179],
    [1e4, 1, 1e3, 0.67524, 0.675602, 0.764791, 0.630906],
    [1e4, 1, 100, 0.39008, 0.390525, 0.529995, Number.NaN],
    [1e4, 1.2, 100, 0.6557, 0.656341, 0.750766, 0.603307],
    [1e5, 0.8, 1e3, 0.20394, 0.204334, 0.339529, 0.179212],
    [1e5, 0.8, 1e4, 0.46909, 0.468685, 0.595021, 0.428371],
    [1e5, 1, 1e3, 0.50635, 0.50617, 0.619138, 0.464789],
    [1e5, 0.99, 1e4, 0.72503, 0.724964, 0.800132, 0.687887],
    [1e6, 0.99, 1e4, 0.56633, 0.566183, 0.664271, 0.53102],
    [5e4, 0.7, 5e3, 0.34347, 0.343312, 0.484472, 0.309856],
    [2e4, 1.1, 400, 0.64947, 0.648971, 0.741243, 0.603551],
  ] as const;
  for (const [objects, exponent, capacity, simulated, che, lfu, fifo] of rows) {
    it(`${capacity} of ${objects}, Zipf ${exponent}`, () => {
      const hit = (eviction: 'lru' | 'lfu' | 'fifo' | 'random') =>
        cheApproximation({ popularity: zipf(exponent), objects, capacity, eviction }).hitRatio;
      within(hit('lru'), che, 1e-4, 'Che');
      within(hit('lru'), simulated, 0.002, 'simulation');
      within(hit('lfu'), lfu, 1e-4, 'LFU');
      if (!Number.isNaN(fifo)) within(hit('fifo'), fifo, 1e-4, 'FIFO');
      assert.equal(hit('random'), hit('fifo'));
    });
  }
  it('grouping a million ranks loses nothing that matters', () => {
    const groups = popularityGroups(zipf(0.99), 1e6);
    assert.ok(groups.length < 1000);
    let harmonic = 0;
    for (let i = 1e6; i >= 1; i--) harmonic += i ** -0.99;
    closeTo(groups[0]?.each, 1 / harmonic, 1e-8);
    assert.equal(
      groups.reduce((sum, group) => sum + group.count, 0),
      1e6,
    );
    closeTo(
      groups.reduce((sum, group) => sum + group.count * group.each, 0),
      1,
      1e-12,
    );
  });
  it('a hundred million objects', () => {
    const { hitRatio } = cheApproximation({ popularity: zipf(0.99), objects: 1e8, capacity: 1e6, eviction: 'lru' });
    assert.ok(hitRatio > 0.6 && hitRatio < topMass(zipf(0.99), 1e8, 1e6));
  });
  it('even popularity hits in proportion; two groups in between', () => {
    const even = { kind: 'uniform' } as const;
    within(cheApproximation({ popularity: even, objects: 1000, capacity: 250, eviction: 'lru' }).hitRatio, 0.25, 1e-6);
    const groups = { kind: 'hottest', share: 0.05, mass: 0.6 } as const;
    closeTo(topMass(groups, 1000, 50), 0.6, 1e-9);
    closeTo(hottestShare(groups, 1000), 0.012, 1e-9);
    const some = cheApproximation({ popularity: groups, objects: 1000, capacity: 100, eviction: 'lru' }).hitRatio;
    assert.ok(some > 0.4 && some < 0.65);
  });
  it('edges', () => {
    assert.equal(cheApproximation({ popularity: zipf(1), objects: 10, capacity: 10, eviction: 'lru' }).hitRatio, 1);
    assert.equal(cheApproximation({ popularity: zipf(1), objects: 10, capacity: 0, eviction: 'lru' }).hitRatio, 0);
  });

  it('time to live', () => {
    const load = { popularity: zipf(0.8), objects: 1e4, requestRate: 1000, timeToLive: 60 };
    const plain = timeToLiveCache(load);
    closeTo(plain.hitRatio, 0.87823035, 1e-5);
    closeTo(plain.originRate, 121.77, 1e-4);
    closeTo(plain.occupancy, 7306, 1e-4);
    closeTo(timeToLiveCache({ ...load, sliding: true }).hitRatio, 0.96889, 1e-4);
    closeTo(
      timeToLiveCache({ popularity: zipf(1), objects: 1e4, requestRate: 500, timeToLive: 30 }).hitRatio,
      0.79382524,
      1e-5,
    );
    closeTo(
      timeToLiveCache({ popularity: zipf(0.99), objects: 1e5, requestRate: 5000, timeToLive: 300 }).hitRatio,
      0.95047434,
      1e-5,
    );
    closeTo(stampedeSize(500, 0.2), 100, 1e-9);
  });
  it('capacity and time to live: both limits', () => {
    const load = { popularity: zipf(0.8), objects: 1e4, requestRate: 1000 };
    const lru = cheApproximation({ ...load, capacity: 1000, eviction: 'lru' }).hitRatio;
    closeTo(boundedTimeToLiveCache({ ...load, timeToLive: 1e9, capacity: 1000 }).hitRatio, lru, 1e-4);
    const roomy = boundedTimeToLiveCache({ ...load, timeToLive: 60, capacity: 9000 }).hitRatio;
    closeTo(roomy, timeToLiveCache({ ...load, timeToLive: 60 }).hitRatio, 1e-9);
    assert.ok(boundedTimeToLiveCache({ ...load, timeToLive: 5, capacity: 1000 }).hitRatio < lru);
  });
});

describe('shard balance', () => {
  const shares = [
    [1e4, 0.8, 0.036886],
    [1e4, 1, 0.10217],
    [1e5, 1.2, 0.196403],
    [1e6, 1, 0.06948],
  ] as const;
  for (const [objects, exponent, share] of shares) {
    it(`hottest of ${objects}, Zipf ${exponent}`, () => closeTo(hottestShare(zipf(exponent), objects), share, 1e-4));
  }
  const fullest = [
    [1e4, 1, 10, 0.1924],
    [1e4, 0.8, 10, 0.1358],
    [1e5, 1.2, 16, 0.2464],
    [1e6, 0.99, 64, 0.0791],
  ] as const;
  for (const [objects, exponent, shards, share] of fullest) {
    it(`fullest of ${shards} shards, ${objects} keys, Zipf ${exponent}`, () =>
      closeTo(fullestShardShare(zipf(exponent), objects, shards), share, 0.015));
  }
  it('never below the hottest key', () => {
    assert.ok(fullestShardShare(zipf(1.2), 1e5, 1000) >= hottestShare(zipf(1.2), 1e5));
    assert.equal(fullestShardShare(zipf(1), 1e4, 1), 1);
  });
  const rings = [
    [10, 1, 2.929],
    [10, 10, 1.542],
    [10, 50, 1.228],
    [10, 100, 1.159],
    [10, 1000, 1.049],
    [3, 1, 1.839],
    [3, 10, 1.277],
    [3, 50, 1.123],
    [3, 100, 1.085],
    [3, 1000, 1.027],
    [100, 100, 1.269],
    [100, 1000, 1.08],
  ] as const;
  for (const [servers, points, peak] of rings) {
    // The table is of simulations; the form here is exact.
    it(`ring of ${servers} with ${points} points each`, () =>
      closeTo(ringBalance(servers, points).peakToMean, peak, 0.004));
  }
  it('ring of ten, one point each, is the harmonic number', () =>
    closeTo(ringBalance(10, 1).peakToMean, 2.9289682539682538, 1e-6));
  it('spread of a ring', () => {
    closeTo(ringBalance(10, 100).deviation, 0.095, 0.005);
    closeTo(ringBalance(100, 1000).deviation, 0.0314, 0.005);
    closeTo(boundedLoadPeak(10, 10, 0.25), 1.25, 1e-9);
  });
});
