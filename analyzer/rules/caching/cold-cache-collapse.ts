/** Without its cache the origin is over capacity. */
import type { Component, Id } from '../../design/design.js';
import { sayRate, sayRatio, sayTime } from '../../design/say.js';
import { coldMissRatio } from '../../estimate/cache/warming.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Estimate } from '../../estimate/estimate.js';
import { type Configuration, configure } from '../../estimate/network/configuration.js';
import { workLaw } from '../../estimate/network/effective.js';
import { popularityOf } from '../../estimate/network/popularity-of.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
import { type CachedRead, cachedReads } from '../cached-reads.js';
import type { Rule } from '../rule.js';

export const coldCacheCollapse: Rule = {
  id: 'cold-cache-collapse',
  family: 'caching',
  severity: 'warning',
  summary: 'After a restart of the cache its origin gets more than it can serve.',
  concept: 'cold start and metastability',
  sources: [
    'Huang et al., Metastable Failures in the Wild, OSDI 2022',
    'Nishtala et al., Scaling Memcache at Facebook, NSDI 2013',
  ],
  thresholds: { seconds: { default: 1, summary: 'Seconds of overload at least from which it is reported.' } },
  *check(facts) {
    for (const pair of pairs(facts)) {
      const worst = worstStart(facts, pair);
      if (worst === undefined || worst.duration < facts.threshold('cold-cache-collapse', 'seconds')) continue;
      const { cache, origin } = pair;
      const until = Number.isFinite(worst.duration)
        ? `, for at least ${sayTime(worst.duration)} until enough is cached again`
        : '';
      yield {
        at: cache.id,
        // One machine is one crash away from empty.
        severity: nodesOf(facts, cache) <= 1 ? 'error' : 'warning',
        message:
          `With \`${cache.id}\` empty, \`${origin.id}\` gets ${sayRate(worst.rate)} under \`${worst.workload}\` and is ${sayRatio(worst.cold)} busy ` +
          `instead of ${sayRatio(worst.warm)}${until}.`,
        related: [{ at: origin.id, message: 'the origin' }],
        help: 'Spread the cache over more nodes, keep a replica of it, fill it before it takes traffic, limit what reaches the origin, or give the origin room.',
      };
    }
  },
};

interface Pair {
  readonly cache: Component;
  readonly origin: Component;
  readonly reads: readonly CachedRead[];
}

interface ColdStart {
  readonly workload: Id;
  readonly warm: number;
  readonly cold: number;
  /** Arrivals at the origin just after the cache was emptied. */
  readonly rate: number;
  /** Seconds over capacity at least; `Infinity` when nobody says how many items there are. */
  readonly duration: number;
}

function pairs(facts: Facts): Pair[] {
  const found = new Map<string, Pair>();
  for (const read of cachedReads(facts)) {
    const cache = facts.lookup.components.get(read.cache.target);
    const origin = facts.lookup.components.get(read.origin.target);
    if (cache === undefined || origin === undefined) continue;
    const key = `${cache.id}>${origin.id}`;
    found.set(key, { cache, origin, reads: [...(found.get(key)?.reads ?? []), read] });
  }
  return [...found.values()];
}

function worstStart(facts: Facts, pair: Pair): ColdStart | undefined {
  const starts = facts.estimates.flatMap((estimate) => coldStart(facts, estimate, pair) ?? []);
  return starts.sort((a, b) => b.cold - a.cold)[0];
}

/** The origin with the reads that the cache answered before; each costs it one read. */
function coldStart(facts: Facts, estimate: Estimate, { origin, reads }: Pair): ColdStart | undefined {
  const figures = estimate.components[origin.id];
  const warm = figures?.hottestShardUtilization ?? figures?.utilization ?? undefined;
  if (figures === undefined || warm === undefined || warm >= 1) return undefined;
  const configuration = configure(origin, facts.lookup);
  const each =
    (distributionMean(workLaw(origin, 'read')) *
      configuration.slowing *
      configuration.hottestShare *
      configuration.shards) /
    readers(configuration);
  const flows = reads.map((read) => ({
    ...read,
    asked: estimate.steps[read.cache.at]?.rate ?? 0,
    passed: estimate.steps[read.origin.at]?.rate ?? 0,
  }));
  const extra = (after: number) =>
    flows.reduce(
      (sum, { cache, asked, passed }) =>
        sum + Math.max(0, asked * missesAfter(facts, estimate, cache.target, cache.data, after) - passed),
      0,
    );
  const cold = warm + extra(0) * each;
  if (cold < 1) return undefined;
  return {
    workload: estimate.workload,
    warm,
    cold,
    rate: figures.arrivalRate + extra(0),
    duration: overloadTime((after) => warm + extra(after) * each),
  };
}

/** Share of the reads of `data` that miss `after` seconds from empty. */
function missesAfter(facts: Facts, estimate: Estimate, cache: Id, data: Id | undefined, after: number): number {
  const item = facts.lookup.data.get(data ?? '');
  const count = item === undefined ? undefined : figureOf(item, 'count');
  if (after === 0 || item === undefined || count === undefined) return 1;
  const rate = facts
    .visits(cache)
    .reduce(
      (sum, one) => sum + (one.data === data && one.kind === 'read' ? (estimate.steps[one.at]?.rate ?? 0) : 0),
      0,
    );
  return coldMissRatio(popularityOf(item), count, rate * after);
}

/** First time at which the load is under 1, by bisection up to a day. */
function overloadTime(load: (after: number) => number): number {
  let low = 0.001;
  let high = 86_400;
  if (load(low) < 1) return low;
  if (load(high) >= 1) return Number.POSITIVE_INFINITY;
  while (high / low > 1.02) {
    const middle = Math.sqrt(low * high);
    if (load(middle) >= 1) low = middle;
    else high = middle;
  }
  return high;
}

/** Cores that share the reads of a store; of a leaderless one every copy does each of them. */
function readers({ component, copies, shards, cores, instances }: Configuration): number {
  if (copies === undefined || copies.count <= 1) return shards * instances * cores;
  if (copies.topology === 'leaderless') return (Math.max(instances, shards * copies.count) * cores) / copies.count;
  if (copies.topology === 'multi_leader') return shards * copies.count * cores;
  const read = component.replicas?.read?.from ?? copies.read;
  if (read === 'any' || read === 'nearest' || read === 'one') return shards * copies.count * cores;
  return read === 'replica' ? shards * (copies.count - 1) * cores : shards * cores;
}

/** Machines that each hold a part, or a copy, of what is cached. */
function nodesOf(facts: Facts, cache: Component): number {
  const { instances, shards, copies } = configure(cache, facts.lookup);
  return cache.kind === 'cdn' ? Number.POSITIVE_INFINITY : Math.max(instances * shards, (copies?.count ?? 1) * shards);
}
