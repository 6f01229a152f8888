/** Reads that a cache answers or passes on. */
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';

export interface CachedRead {
  readonly cache: Operation;
  /** Where a miss goes. */
  readonly origin: Operation;
}

/** Each read through a cache with the store behind it. */
export function cachedReads(facts: Facts): CachedRead[] {
  return facts.operations.flatMap((cache) => {
    const kind = facts.lookup.components.get(cache.target)?.kind;
    if (cache.kind !== 'read' || (kind !== 'cache' && kind !== 'cdn')) return [];
    const next = cache.step.kind === 'read' ? cache.step.orElse[cache.fallback] : undefined;
    if (next === undefined) return [];
    const origin = facts.visits(next.to).find((one) => one.step === cache.step && one.fallback === cache.fallback + 1);
    return origin === undefined ? [] : [{ cache, origin }];
  });
}
