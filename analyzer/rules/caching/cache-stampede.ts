/** A hot key expires, and all who ask for it ask its origin. */
import { quantity, symbol } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import { hottestShare } from '../../estimate/cache/popularity.js';
import { stampedeSize } from '../../estimate/cache/time-to-live.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Estimate } from '../../estimate/estimate.js';
import { workLaw } from '../../estimate/network/effective.js';
import { popularityOf } from '../../estimate/network/popularity-of.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
import { cachedReads } from '../cached-reads.js';
import type { Rule } from '../rule.js';

export const cacheStampede: Rule = {
  id: 'cache-stampede',
  family: 'caching',
  severity: 'warning',
  summary: 'A popular entry expires, and everybody who asks for it goes to the origin until the first answer is back.',
  concept: 'cache stampede',
  sources: [
    'Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, §3.2.1',
    'Vattani, Chierichetti, Lowenstein, Optimal Probabilistic Cache Stampede Prevention, VLDB 2015',
  ],
  thresholds: { reads: { default: 10, summary: 'Equal reads at the origin at once from which it is reported.' } },
  *check(facts) {
    const seen = new Set<string>();
    for (const { cache, origin } of cachedReads(facts)) {
      const component = facts.lookup.components.get(cache.target);
      const store = facts.lookup.components.get(origin.target);
      const item = facts.lookup.data.get(cache.data ?? '');
      const key = `${cache.target}>${origin.target}:${cache.data}`;
      if (component === undefined || store === undefined || item === undefined || seen.has(key) || coalesces(component))
        continue;
      seen.add(key);
      const ttl = quantity(component, 'ttl');
      // What is asked for all the time never ends when each hit prolongs it.
      if (ttl === undefined || symbol(component, 'ttl_kind')?.value === 'sliding') continue;
      const worst = worstStampede(facts, component, store, item);
      if (worst === undefined || worst.reads < facts.threshold('cache-stampede', 'reads')) continue;
      yield {
        at: ttl.id ?? component.id,
        message:
          `The hottest \`${item.id}\` is read ${sayRate(worst.rate)} under \`${worst.workload}\`. Each time it expires, every ${sayTime(ttl.value)}, all miss until ` +
          `\`${store.id}\` has answered in ${sayTime(worst.time)}: ${sayCount(Math.round(worst.reads))} equal reads instead of one.`,
        related: [{ at: origin.step.id, message: 'a miss goes to the origin' }],
        help: 'Let one miss fetch for all: `coalesce on`.',
        fixes: [{ title: 'Coalesce misses', edits: [{ kind: 'set', into: component.id, clause: 'coalesce on' }] }],
      };
    }
  },
};

function coalesces(cache: Component): boolean {
  return symbol(cache, 'coalesce')?.value === 'on' || cache.onMiss?.actions.includes('coalesce') === true;
}

interface Stampede {
  readonly workload: Id;
  /** Reads of the hottest item per second. */
  readonly rate: number;
  /** Seconds until the origin has answered. */
  readonly time: number;
  readonly reads: number;
}

function worstStampede(facts: Facts, cache: Component, store: Component, item: DataItem): Stampede | undefined {
  const count = figureOf(item, 'count');
  if (count === undefined) return undefined;
  const share = hottestShare(popularityOf(item), count);
  const all = facts.estimates.flatMap((estimate) => {
    const rate = readRate(facts, estimate, cache.id, item.id) * share;
    const time = distributionMean(workLaw(store, 'read')) + (estimate.components[store.id]?.waitTime ?? 0);
    return rate > 0 && Number.isFinite(time)
      ? [{ workload: estimate.workload, rate, time, reads: stampedeSize(rate, time) }]
      : [];
  });
  return all.sort((a, b) => b.reads - a.reads)[0];
}

function readRate(facts: Facts, estimate: Estimate, cache: Id, data: Id): number {
  const reads = facts.visits(cache).filter((one) => one.kind === 'read' && one.data === data);
  return reads.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0);
}
