/** The working set does not fit. */
import { capacity, quantity } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayCount, sayRatio, saySize } from '../../design/say.js';
import { cheApproximation } from '../../estimate/cache/che-approximation.js';
import { popularityOf } from '../../estimate/network/popularity-of.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const undersizedCache: Rule = {
  id: 'undersized-cache',
  family: 'caching',
  severity: 'warning',
  summary: 'A cache too small for the working set: most requests pass through it.',
  concept: 'hit ratio',
  sources: ['Che, Tung, Wang, Hierarchical Web Caching Systems, JSAC 2002'],
  thresholds: { hitRatio: { default: 0.8, summary: 'Wanted hit ratio where no expectation says one.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      const size = sizeOf(component);
      const ratios = facts.estimates.flatMap((estimate) => estimate.components[component.id]?.hitRatio ?? []);
      if ((component.kind !== 'cache' && component.kind !== 'cdn') || ratios.length === 0 || size === undefined) continue;
      const ratio = Math.min(...ratios);
      const wanted = expected(facts, component.id);
      if (ratio >= wanted.ratio) continue;
      const needed = wantedSize(facts, component, wanted.ratio);
      // Nothing to say about size when a full-size cache would not reach it either (a short time to live).
      if (needed === undefined || needed.best < wanted.ratio) continue;
      const now = size.bytes === undefined ? `${sayCount(size.objects ?? 0)} objects` : saySize(size.bytes);
      const more = size.bytes === undefined ? `${sayCount(needed.objects)} objects` : saySize(needed.bytes);
      if (size.bytes !== undefined && needed.bytes <= size.bytes) continue;
      yield {
        at: size.at ?? component.id,
        message: `With ${now}, \`${component.id}\` answers ${sayRatio(ratio)} of requests; ${sayRatio(wanted.ratio)} are wanted, which takes ${more}.`,
        related: wanted.at === undefined ? [] : [{ at: wanted.at, message: 'the expectation' }],
        help: `Give it ${more}.`,
        fixes:
          size.bytes === undefined || size.at === undefined
            ? []
            : [{ title: `Use ${saySize(needed.bytes)}`, edits: [{ kind: 'set', into: component.id, clause: `memory ${Math.ceil(needed.bytes / 1e9)} GB` }] }],
      };
    }
  },
};

interface CacheSize {
  readonly at?: string;
  readonly bytes?: number;
  readonly objects?: number;
}

/** `capacity 500 objects` or `memory 8 GB`, as written or by default. */
function sizeOf(component: Component): CacheSize | undefined {
  const said = capacity(component, 'capacity');
  if (said !== undefined) return { ...said.value, ...(said.id === undefined ? {} : { at: said.id }) };
  const memory = quantity(component, 'memory');
  return memory === undefined ? undefined : { bytes: memory.value, ...(memory.id === undefined ? {} : { at: memory.id }) };
}

function expected(facts: Facts, component: string): { readonly ratio: number; readonly at?: string } {
  const said = facts.lookup.expectationsOf.get(component)?.find(({ measure }) => measure === 'hit_ratio');
  return said === undefined ? { ratio: facts.threshold('undersized-cache', 'hitRatio') } : { ratio: said.bound.value, at: said.id };
}

interface WantedSize {
  readonly objects: number;
  readonly bytes: number;
  /** Hit ratio with everything in it. */
  readonly best: number;
}

/** Smallest size that reaches `ratio` for all cached data together, by bisection over the Che approximation. */
function wantedSize(facts: Facts, component: Component, ratio: number): WantedSize | undefined {
  const items = component.caches.flatMap(({ to }) => facts.lookup.data.get(to) ?? []);
  const sized = items.flatMap((item) => {
    const count = figure(item, 'count');
    const size = figure(item, 'size');
    return count === undefined || size === undefined ? [] : [{ item, count, size }];
  });
  if (sized.length !== 1) return undefined;
  const [only] = sized;
  if (only === undefined) return undefined;
  const popularity = popularityOf(only.item);
  const hit = (objects: number) => cheApproximation({ popularity, objects: only.count, capacity: objects, eviction: 'lru' }).hitRatio;
  let low = 1;
  let high = only.count;
  for (let round = 0; round < 40 && high - low > 1; round += 1) {
    const middle = Math.sqrt(low * high);
    if (hit(middle) < ratio) low = middle;
    else high = middle;
  }
  const instances = quantity(component, 'instances')?.value ?? 1;
  return { objects: Math.ceil(high), bytes: (Math.ceil(high) * only.size) / instances, best: 1 };
}

function figure(item: DataItem, name: string): number | undefined {
  return quantity({ kind: 'data', settings: item.settings }, name)?.value;
}
