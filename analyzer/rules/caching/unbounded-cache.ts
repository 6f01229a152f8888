/** A cache that nothing ever leaves. */
import { capacity, quantity, symbol, technologyOf } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayCount, saySize } from '../../design/say.js';
import { configure } from '../../estimate/network/configuration.js';
import type { Facts } from '../../facts.js';
import { figureOf, itemsOf } from '../amount.js';
import type { Rule } from '../rule.js';

export const unboundedCache: Rule = {
  id: 'unbounded-cache',
  family: 'caching',
  severity: 'warning',
  summary: 'A cache with neither eviction nor a time to live: it fills up, and then refuses new entries.',
  concept: 'eviction',
  sources: ['Redis documentation, Key eviction: noeviction'],
  *check(facts) {
    for (const component of facts.design.components) {
      const evict = symbol(component, 'evict');
      if (
        component.kind !== 'cache' ||
        component.caches.length === 0 ||
        evict?.value !== 'none' ||
        quantity(component, 'ttl') !== undefined
      )
        continue;
      const wanted = wantedOf(facts, component);
      const room = wanted === undefined ? undefined : roomOf(facts, component, wanted);
      if (wanted === undefined || (room !== undefined && wanted.bytes <= room)) continue;
      const by =
        evict.from === 'technology'
          ? ` (${technologyOf(component.technology)?.title ?? component.kind} as shipped)`
          : '';
      yield {
        at: evict.id ?? component.id,
        message:
          `\`${component.id}\` evicts nothing${by} and its entries have no time to live: ` +
          (room === undefined
            ? `it grows until it holds all ${saySize(wanted.bytes)} of ${wanted.names}, or the machine is full.`
            : `${saySize(room)} are full after ${sayCount((wanted.items * room) / wanted.bytes)} of ${sayCount(wanted.items)} ${wanted.names}, and new ones are refused.`),
        related: component.caches.slice(0, 3).map(({ id }) => ({ at: id, message: 'cached here' })),
        help: 'Evict what is used least: `evict lru`.',
        fixes: [
          { title: 'Evict the least recently used', edits: [{ kind: 'set', into: component.id, clause: 'evict lru' }] },
        ],
      };
    }
  },
};

interface Wanted {
  readonly items: number;
  readonly bytes: number;
  readonly names: string;
}

/** All that may come into the cache; `undefined` when nobody says how much that is. */
function wantedOf(facts: Facts, component: Component): Wanted | undefined {
  const items = component.caches.flatMap(({ to }) => facts.lookup.data.get(to) ?? []);
  const known = items.filter((item) => itemsOf(item) !== undefined);
  if (known.length === 0) return undefined;
  return {
    items: known.reduce((sum, item) => sum + (itemsOf(item) ?? 0), 0),
    bytes: known.reduce((sum, item) => sum + (itemsOf(item) ?? 0) * (figureOf(item, 'size') ?? 0), 0),
    names: known.map(({ id }) => `\`${id}\``).join(' and '),
  };
}

/** Bytes of all nodes together; a number of objects counts with their mean size. */
function roomOf(facts: Facts, component: Component, { items, bytes }: Wanted): number | undefined {
  const { instances, shards, copies } = configure(component, facts.lookup);
  const said = capacity(component, 'capacity')?.value;
  const each =
    said?.objects !== undefined && items > 0
      ? said.objects * (bytes / items)
      : (said?.bytes ?? quantity(component, 'memory')?.value);
  return each === undefined
    ? undefined
    : each * Math.max(shards, copies === undefined || copies.count <= 1 ? instances * shards : shards);
}
