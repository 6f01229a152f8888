/** Money, carts, orders or stock on a store that is eventually consistent as configured. */
import { replication } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayList, sayRate, sayRatio } from '../../design/say.js';
import { isStrict, missProbability } from '../../estimate/quorum/staleness-bounds.js';
import type { Facts } from '../../facts.js';
import { implies } from '../../guarantees/consistency.js';
import { quorumLevels } from '../../guarantees/quorum.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate, isCritical, kept, requirementOf, writesOf } from '../step-rates.js';

export const apForCritical: Rule = {
  id: 'ap-for-critical',
  family: 'cap',
  severity: 'error',
  summary: 'Critical data on a store that keeps answering with old versions, as configured.',
  concept: 'CAP',
  sources: [
    'Gilbert, Lynch, Brewer’s Conjecture, SIGACT News 2002',
    'Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, Computer 2012',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      if (store === undefined || implies(store.consistency, 'read_your_writes')) continue;
      const weak = kept(facts, component).filter(
        ({ item }) =>
          isCritical(item) &&
          !isCopyOfStrong(facts, component, item) &&
          !readsAreFresh(facts, component, item) &&
          !isReadTooWeak(facts, component, item),
      );
      const [first] = weak;
      if (first === undefined) continue;
      const items = weak.map(({ item }) => item);
      const rate = busiestRate(
        facts,
        items.flatMap((item) => writesOf(facts, component.id, item.id)),
      );
      const numbers = [rate > 0 ? `${sayRate(rate)} of writes` : '', missed(facts, component, first.item)].filter(
        (part) => part !== '',
      );
      yield {
        at: first.at,
        message:
          `${sayList(items.map(({ id }) => `\`${id}\``))} ${items.length === 1 ? 'is' : 'are'} critical, and \`${component.id}\` is eventually consistent as configured: ${store.consistencyReason.because}` +
          (numbers.length === 0 ? '.' : ` (${numbers.join('; ')}).`),
        related: [
          { at: store.consistencyReason.at, message: 'this makes it weak' },
          ...items.map((item) => ({ at: item.settings.importance?.id ?? item.id, message: 'critical' })),
        ],
        help: 'Read and write by quorum or at the leader, or keep it in a store that orders its writes.',
        fixes: remedies(component),
      };
    }
  },
};

/** Linearizable items whose reads here are too weak: strong-read-from-replica says so of each read. */
function isReadTooWeak(facts: Facts, component: Component, item: DataItem): boolean {
  if (requirementOf(item, 'linearizable') === undefined || replication(component)?.topology !== 'leader') return false;
  return facts.paths.some(
    (path) =>
      path.data === item.id &&
      (path.operation === 'read' || path.operation === 'query') &&
      !implies(path.gets, 'linearizable'),
  );
}

/** A search index or a view is no system of record when another store keeps the item strongly. */
function isCopyOfStrong(facts: Facts, component: Component, item: DataItem): boolean {
  const others = (facts.lookup.storesOf.get(item.id) ?? []).filter((other) => other !== component);
  return (
    component.kind !== 'database' &&
    others.some(({ id }) => implies(facts.stores.get(id)?.consistency ?? 'eventual', 'read_your_writes'))
  );
}

/** Whether every read of the item there names a level that sees the newest write. */
function readsAreFresh(facts: Facts, component: Component, item: DataItem): boolean {
  const reads = facts.operations.filter(
    (one) => one.target === component.id && one.data === item.id && (one.kind === 'read' || one.kind === 'query'),
  );
  return (
    reads.length > 0 &&
    reads.every(({ step }) =>
      facts.paths.some((path) => path.step === step.id && implies(path.gets, 'read_your_writes')),
    )
  );
}

/** How many reads miss a write that has just been acknowledged, in a leaderless store. */
function missed(facts: Facts, component: Component, item: DataItem): string {
  const levels = quorumLevels(component, item.id, facts.operations);
  if (levels === undefined) return '';
  const quorum = { replicas: levels.count, read: levels.read, write: levels.write };
  return isStrict(quorum) ? '' : `up to ${sayRatio(missProbability(quorum))} of reads right after a write miss it`;
}

function remedies(component: Component): Fix[] {
  const { replicas } = component;
  if (replicas === undefined) return [];
  switch (replication(component)?.topology) {
    case 'leader':
      return [
        { title: 'Read from the leader', edits: [{ kind: 'set', into: replicas.id, clause: 'read from leader' }] },
      ];
    case 'leaderless':
      return [
        {
          title: 'Read and write by quorum',
          edits: ['write quorum', 'read quorum'].map((clause) => ({ kind: 'set' as const, into: replicas.id, clause })),
        },
      ];
    case 'multi_leader':
    case 'consensus':
    case undefined:
      return [];
  }
}
