import type { Component, Id } from '../../design/design.js';
import type { Network } from './network.js';
import type { Visits } from './visits.js';

/** Writes per second of each data item at a component; `publish` counts for queues. */
export function writeRates(
  component: Id,
  { network, visits }: { readonly network: Network; readonly visits: Visits },
): ReadonlyMap<Id, number> {
  const known = ratesOf.get(visits) ?? new Map<Id, ReadonlyMap<Id, number>>();
  ratesOf.set(visits, known);
  const rates = known.get(component) ?? sumRates(component, network, visits);
  known.set(component, rates);
  return rates;
}

/** Asked for again for each thing that follows from them. */
const ratesOf = new WeakMap<Visits, Map<Id, ReadonlyMap<Id, number>>>();

function sumRates(component: Id, network: Network, visits: Visits): ReadonlyMap<Id, number> {
  const rates = new Map<Id, number>();
  for (const node of network.callsOf.get(component) ?? []) {
    if (node.data === undefined || (node.operation !== 'write' && node.operation !== 'publish')) continue;
    rates.set(node.data, (rates.get(node.data) ?? 0) + (visits.rates[node.index] ?? 0));
  }
  return rates;
}

/** Sum of all rates. */
export const total = (rates: ReadonlyMap<Id, number>): number =>
  [...rates.values()].reduce((sum, rate) => sum + rate, 0);

/**
 * Writes per second of what a cache holds copies of, at the stores behind it. What a flow writes to the cache as well is no
 * news to it and does not count.
 */
export function writesBehind(cache: Component, network: Network, visits: Visits): ReadonlyMap<Id, number> {
  const own = writeRates(cache.id, { network, visits });
  return new Map(
    cache.caches.map(({ to }) => {
      const stores = (network.lookup.storesOf.get(to) ?? []).filter(({ id }) => id !== cache.id);
      const behind = stores.reduce((sum, { id }) => sum + (writeRates(id, { network, visits }).get(to) ?? 0), 0);
      return [to, Math.max(0, behind - (own.get(to) ?? 0))];
    }),
  );
}
