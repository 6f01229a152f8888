/** Without its cache the origin is over capacity. */
import { quantity } from '../../catalogue/setting.js';
import { sayRate, sayRatio } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import { cachedReads } from '../cached-reads.js';
import type { Rule } from '../rule.js';

export const coldCacheCollapse: Rule = {
  id: 'cold-cache-collapse',
  family: 'caching',
  severity: 'warning',
  summary: 'After a restart of the cache its origin gets more than it can serve, and the cache cannot warm up.',
  concept: 'cold start and metastability',
  sources: ['Huang et al., Metastable Failures in the Wild, OSDI 2022', 'Nishtala et al., Scaling Memcache at Facebook, NSDI 2013'],
  *check(facts) {
    for (const [key, worst] of coldLoads(facts)) {
      const [cache = '', origin = ''] = key.split('>');
      if (worst.cold < 1 || worst.warm >= 1) continue;
      const component = facts.lookup.components.get(cache);
      const instances = component === undefined ? 1 : (quantity(component, 'instances')?.value ?? 1);
      yield {
        at: cache,
        // One machine is one crash away from empty.
        severity: instances <= 1 ? 'error' : 'warning',
        message:
          `With \`${cache}\` empty, \`${origin}\` gets ${sayRate(worst.rate)} under \`${worst.workload}\` and is ${sayRatio(worst.cold)} busy instead of ${sayRatio(worst.warm)}: ` +
          'it cannot answer, so the cache does not fill again.',
        related: [{ at: origin, message: 'the origin' }],
        help: 'Warm the cache before it takes traffic, coalesce misses (`coalesce on`), limit what reaches the origin, or give the origin room.',
      };
    }
  },
};

interface ColdLoad {
  readonly warm: number;
  readonly cold: number;
  readonly rate: number;
  readonly workload: string;
}

/** By `cache>origin`: the workload in which an empty cache hurts most. */
function coldLoads(facts: Facts): Map<string, ColdLoad> {
  const loads = new Map<string, ColdLoad>();
  const pairs = new Map<string, { readonly cache: string; readonly origin: string; readonly steps: [string, string][] }>();
  for (const { cache, origin } of cachedReads(facts)) {
    const key = `${cache.target}>${origin.target}`;
    const pair = pairs.get(key) ?? { cache: cache.target, origin: origin.target, steps: [] };
    pair.steps.push([cache.at, origin.at]);
    pairs.set(key, pair);
  }
  for (const [key, { origin, steps }] of pairs) {
    for (const estimate of facts.estimates) {
      const load = coldLoad(estimate, origin, steps);
      if (load !== undefined && load.cold > (loads.get(key)?.cold ?? 0)) loads.set(key, load);
    }
  }
  return loads;
}

/** The origin when every read that the cache answered comes to it as well, at the same cost each. */
function coldLoad(estimate: Estimate, origin: string, steps: readonly [string, string][]): ColdLoad | undefined {
  const figures = estimate.components[origin];
  const warm = figures?.hottestShardUtilization ?? figures?.utilization;
  if (figures === undefined || warm === null || warm === undefined || figures.arrivalRate === 0) return undefined;
  const extra = steps.reduce((sum, [cache, store]) => sum + Math.max(0, (estimate.steps[cache]?.rate ?? 0) - (estimate.steps[store]?.rate ?? 0)), 0);
  const rate = figures.arrivalRate + extra;
  return { warm, cold: (warm * rate) / figures.arrivalRate, rate, workload: estimate.workload };
}
