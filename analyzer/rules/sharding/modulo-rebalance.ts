/** hash(key) mod n: another n moves almost every key. */
import { quantity, symbol } from '../../catalogue/setting.js';
import { sayRatio, saySize, sayTime } from '../../design/say.js';
import type { Component } from '../../design/design.js';
import type { Facts } from '../../facts.js';
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
      const owner = { kind: 'shards', settings: shards.settings, ...(component.technology === undefined ? {} : { technology: component.technology }) };
      const assign = symbol(owner, 'assign');
      if (assign?.value !== 'modulo') continue;
      const { count } = shards;
      // Of the keys on n shards, only 1 in n + 1 has the same remainder by n and by n + 1.
      const moved = count / (count + 1);
      const bytes = stored(facts, component);
      const speed = quantity(owner, 'migrate')?.value ?? Number.POSITIVE_INFINITY;
      yield {
        at: assign.id ?? shards.id,
        message:
          `Going from ${count} to ${count + 1} shards moves ${sayRatio(moved)} of the keys of \`${component.id}\`` +
          `${bytes > 0 ? `: ${saySize(bytes * moved)}, ${sayTime((bytes * moved) / speed)} at the speed it migrates` : ''}; a ring moves ${sayRatio(1 / (count + 1))}.`,
        related: [{ at: shards.id, message: 'the shards' }],
        help: 'Use consistent hashing: `assign ring` with `vnodes 256`.',
        fixes: [{ title: 'Use a hash ring', edits: [{ kind: 'set', into: shards.id, clause: 'assign ring' }, { kind: 'set', into: shards.id, clause: 'vnodes 256' }] }],
      };
    }
  },
};

/** Bytes of the data kept, as far as count and size are given. */
function stored(facts: Facts, component: Component): number {
  return kept(facts, component).reduce((sum, { item }) => {
    const owner = { kind: 'data' as const, settings: item.settings };
    return sum + (quantity(owner, 'count')?.value ?? 0) * (quantity(owner, 'size')?.value ?? 0);
  }, 0);
}
