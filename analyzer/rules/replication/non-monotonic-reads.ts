/** Reads that go to one follower now and to another, further behind, next time. */
import { replication, symbol } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { isConsistency } from '../../guarantees/consistency.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const nonMonotonicReads: Rule = {
  id: 'non-monotonic-reads',
  family: 'replication',
  severity: 'warning',
  summary: 'Reads are spread over copies with different lag: the next one may show an older state.',
  concept: 'monotonic reads',
  sources: [
    'Terry et al., Session Guarantees for Weakly Consistent Replicated Data, PDIS 1994',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
  ],
  thresholds: {
    share: { default: 0.001, summary: 'Share of pairs of reads that go back in time, from which it is reported.' },
  },
  *check(facts) {
    for (const component of facts.design.components) {
      const worst = furthestBack(facts, component);
      if (worst === undefined || worst.share < facts.threshold('non-monotonic-reads', 'share')) continue;
      const { item, reads, share, copies } = worst;
      const rate = busiestRate(facts, reads);
      const lag = Math.max(
        0,
        ...facts.estimates.map(({ components }) => components[component.id]?.replicationLag?.p99 ?? 0),
      );
      yield {
        at: worst.at,
        message:
          `Each read of \`${item.id}\` goes to any of ${sayNumber(copies)} copies of \`${component.id}\`, of which one may be ${sayTime(lag)} behind (p99): ` +
          `after about ${sayRatio(share)} of the reads the next one shows an older state (${sayRate(share * rate)} of ${sayRate(rate)}).`,
        related: reads.slice(0, 2).map(({ step }) => ({ at: step.id, message: `reads \`${item.id}\`` })),
        help: 'Keep each client at its copy (`sessions sticky`), or read at the leader; where it does not matter, let the data require `eventual`.',
        fixes:
          component.replicas === undefined
            ? []
            : [
                {
                  title: 'Keep each client at its copy',
                  edits: [{ kind: 'set', into: component.replicas.id, clause: 'sessions sticky' }],
                },
              ],
      };
    }
  },
};

interface Back {
  readonly at: Id;
  readonly item: DataItem;
  readonly reads: readonly Operation[];
  /** P(the first of two reads is fresh and the second is not). */
  readonly share: number;
  /** Copies that a read may go to. */
  readonly copies: number;
}

/** The data of a store whose reads go back most often. */
function furthestBack(facts: Facts, component: Component): Back | undefined {
  const { replicas } = component;
  const kept = replication(component);
  if (replicas === undefined || kept?.topology !== 'leader' || kept.mode === 'sync') return undefined;
  if (symbol({ kind: 'replicas', settings: replicas.settings }, 'sessions')?.value === 'sticky') return undefined;
  const found = component.stores.flatMap(({ to }): Back[] => {
    const item = facts.lookup.data.get(to);
    // Data that says what it needs has rules of its own, and what is content with `eventual` is content with this.
    if (item === undefined || item.requires.some(({ name }) => isConsistency(name))) return [];
    const reads = facts.visits(component.id).filter((one) => one.data === to && spread(component, one) > 1);
    const [first] = reads;
    if (first === undefined) return [];
    const stale = Math.max(
      0,
      ...facts.estimates.map(({ components }) => components[component.id]?.staleReads?.[to] ?? 0),
    );
    const own = 'at' in first.step && first.step.at !== undefined;
    const at = own ? first.step.id : (replicas.read?.id ?? replicas.id);
    return [{ at, item, reads, share: stale * (1 - stale), copies: spread(component, first) }];
  });
  return found.sort((a, b) => b.share - a.share)[0];
}

/** Copies that a client’s read may go to; 0 for what nobody waits for. */
function spread(component: Component, { step, asynchronous }: Operation): number {
  const kept = replication(component);
  if (kept === undefined || asynchronous || (step.kind !== 'read' && step.kind !== 'query')) return 0;
  const level = step.at ?? kept.read;
  if (level === 'any') return kept.count;
  return level === 'replica' ? kept.count - 1 : 0;
}
