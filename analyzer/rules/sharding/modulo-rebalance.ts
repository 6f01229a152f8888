/** hash(key) mod n: another n moves almost every key. */
import { quantity, symbol, technologyOf } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayRatio, saySize, sayTime } from '../../design/say.js';
import { partOwner } from '../../estimate/network/effective.js';
import type { Facts } from '../../facts.js';
import { figureOf, itemsOf } from '../amount.js';
import type { Rule } from '../rule.js';
import { kept } from '../step-rates.js';

export const moduloRebalance: Rule = {
  id: 'modulo-rebalance',
  family: 'sharding',
  severity: 'warning',
  summary: 'Keys assigned to shards by modulo: adding one shard moves almost all of them.',
  concept: 'consistent hashing',
  sources: ['Karger et al., Consistent Hashing and Random Trees, STOC 1997'],
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined || shards.by.scheme !== 'hash') continue;
      const owner = partOwner('shards', component, shards);
      const assign = symbol(owner, 'assign');
      if (assign?.value !== 'modulo') continue;
      const { count } = shards;
      // Of the keys on n shards, only 1 in n + 1 has the same remainder by n and by n + 1.
      const moved = count / (count + 1);
      const bytes = stored(facts, component);
      // All shards hand over at once, each its part.
      const time = (bytes * moved) / count / (quantity(owner, 'migrate')?.value ?? Number.POSITIVE_INFINITY);
      const isChosen = assign.id !== undefined;
      yield {
        at: assign.id ?? shards.id,
        message:
          `Going from ${count} to ${count + 1} shards moves ${sayRatio(moved)} of the keys of \`${component.id}\`` +
          `${bytes > 0 ? `: ${saySize(bytes * moved)}, ${sayTime(time)} at the speed it migrates` : ''}; a ring moves ${sayRatio(1 / (count + 1))}.`,
        related: isChosen ? [{ at: shards.id, message: 'the shards' }] : [],
        help: isChosen
          ? 'Use consistent hashing: `assign ring` with `vnodes 256`.'
          : `${technologyOf(component.technology)?.title ?? component.kind} places keys by modulo: plan the number of shards for the size it will have, or multiply it when you change it.`,
        fixes: isChosen
          ? [
              {
                title: 'Use a hash ring',
                edits: [
                  { kind: 'set', into: shards.id, clause: 'assign ring' },
                  { kind: 'set', into: shards.id, clause: 'vnodes 256' },
                ],
              },
            ]
          : [],
      };
    }
  },
};

/** Bytes of one copy of the data, as far as they are given. */
function stored(facts: Facts, component: Component): number {
  return kept(facts, component).reduce(
    (sum, { item }) => sum + (itemsOf(item) ?? 0) * (figureOf(item, 'size') ?? 0),
    0,
  );
}
