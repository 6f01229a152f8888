/** How callers treat calls, made ready for a run. */
import { numberOf } from '../../estimate/network/effective.js';
import type { CallNode } from '../../estimate/network/plan.js';
import { Breaker } from '../behaviours/breaker.js';
import { HedgeDelay } from '../behaviours/hedge.js';

/** A breaker with what is stated, and the defaults of the catalogue. */
export function breakerOf(stated: CallNode['policy']['breaker']): Breaker {
  const owner = { kind: 'breaker', settings: {} };
  const of = (name: string, fallback: number) => numberOf(owner, name) ?? fallback;
  return new Breaker(
    stated?.threshold ?? of('threshold', 0.5),
    stated?.window ?? of('window', 10),
    stated?.openFor ?? of('open', 5),
  );
}

/** When a second attempt is sent; missing: never. */
export function hedgeOf(stated: CallNode['policy']['hedge']): HedgeDelay | undefined {
  if (stated === undefined) return undefined;
  const { at } = stated;
  return 'after' in at ? new HedgeDelay(at.after, undefined) : new HedgeDelay(Infinity, at.percentile);
}
