import { gammaTail } from '../distribution/special-functions.js';
import { type Popularity, popularityGroups } from './popularity.js';

/** Keys placed one by one; the rest are treated together. */
const SINGLE_KEYS = 200;
/** Cells of the load axis. */
const CELLS = 2000;

/**
 * Mean share of requests on the fullest of `shards` when keys are spread by a random hash.
 *
 * The load of a shard is the sum of its keys' shares. Its law is found exactly for the 200 hottest keys, each on it with
 * probability 1/m, and as normal for the rest; the hottest key is on exactly one shard. Shards are taken as independent,
 * which is within some percent from 10 shards on. Never below the hottest key's share: more shards do not help then.
 */
export function fullestShardShare(popularity: Popularity, objects: number, shards: number): number {
  if (shards <= 1) return 1;
  const chance = 1 / shards;
  const singles: number[] = [];
  let restMean = 0;
  let restVariance = 0;
  for (const { count, each } of popularityGroups(popularity, objects)) {
    let left = count;
    while (left >= 1 && singles.length < SINGLE_KEYS && each > 0) {
      singles.push(each);
      left--;
    }
    restMean += left * each * chance;
    restVariance += left * each * each * chance * (1 - chance);
  }
  const [hottest = 0, ...others] = singles;
  const cdf = cumulative(others, chance, restMean, Math.sqrt(restVariance));
  const own = Math.round(hottest * CELLS);
  let mean = 0;
  for (let i = 0; i < CELLS; i++) {
    const withHottest = i >= own ? (cdf[i - own] ?? 1) : 0;
    mean += (1 - withHottest * (cdf[i] ?? 1) ** (shards - 1)) / CELLS;
  }
  return mean;
}

/** Distribution function of the load on one shard without the hottest key; index is the load in cells. */
function cumulative(keys: readonly number[], chance: number, mean: number, deviation: number): Float64Array {
  let law = normalCells(mean, deviation);
  for (const key of keys) {
    const next = new Float64Array(CELLS + 1);
    // A key moves the load by a fraction of a cell: the mass is split between the two neighbours, keeping the mean.
    const moved = key * CELLS;
    const whole = Math.floor(moved);
    const part = moved - whole;
    for (let i = 0; i <= CELLS; i++) {
      const value = law[i] ?? 0;
      if (value < 1e-18) continue;
      next[i] = (next[i] ?? 0) + value * (1 - chance);
      const low = Math.min(CELLS, i + whole);
      const high = Math.min(CELLS, low + 1);
      next[low] = (next[low] ?? 0) + value * chance * (1 - part);
      next[high] = (next[high] ?? 0) + value * chance * part;
    }
    law = next;
  }
  let sum = 0;
  return law.map((value) => {
    sum += value;
    return Math.min(1, sum);
  });
}

function normalCells(mean: number, deviation: number): Float64Array {
  const law = new Float64Array(CELLS + 1);
  const centre = mean * CELLS;
  const spread = deviation * CELLS;
  if (spread < 0.3) {
    const low = Math.min(CELLS, Math.floor(centre));
    law[low] = 1 - (centre - low);
    law[Math.min(CELLS, low + 1)] = (law[Math.min(CELLS, low + 1)] ?? 0) + centre - low;
    return law;
  }
  let total = 0;
  for (let i = 0; i <= CELLS; i++) {
    const z = (i - centre) / spread;
    law[i] = Math.exp((-z * z) / 2);
    total += law[i] ?? 0;
  }
  return law.map((value) => value / total);
}

/** How evenly a consistent-hash ring spreads keys. */
export interface RingBalance {
  /** Mean load of the fullest server over the mean load. */
  readonly peakToMean: number;
  /** Standard deviation of a server's load over the mean load. */
  readonly deviation: number;
}

/**
 * Consistent hashing with `points` virtual nodes per server, as many keys as you like.
 *
 * Arcs between random points are Dirichlet, so server loads are normalised Gamma(V) variables and, the sum being
 * independent of the shares, `E[max]/mean = E[max of n Gamma(V, 1)]/V`: exact. s.d. `√((n-1)/(nV+1))`.
 * Source: Karger et al., STOC 1997; the form follows from Devroye, Non-Uniform Random Variate Generation, §XI.4.
 */
export function ringBalance(servers: number, points: number): RingBalance {
  if (servers <= 1) return { peakToMean: 1, deviation: 0 };
  // ∫ P(max > x) dx by Simpson's rule, over the span where it is neither 1 nor 0.
  const spread = Math.sqrt(points);
  const from = Math.max(0, points - 8 * spread);
  const to = points + 12 * spread + 4 * Math.log(servers) + 30;
  const steps = 600;
  const width = (to - from) / steps;
  let integral = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    integral += weight * -Math.expm1(servers * Math.log1p(-gammaTail(points, from + i * width)));
  }
  return {
    peakToMean: (from + (integral * width) / 3) / points,
    deviation: Math.sqrt((servers - 1) / (servers * points + 1)),
  };
}

/** Bounded-load consistent hashing: no server exceeds `(1 + slack)` times the mean, by construction. */
export function boundedLoadPeak(servers: number, points: number, slack: number): number {
  return Math.min(1 + slack, ringBalance(servers, points).peakToMean);
}
