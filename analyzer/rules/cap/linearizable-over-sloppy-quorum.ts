/** Quorums that count strangers, or clocks that decide between writes: nothing there is linearizable. */

import { type Effective, replication, symbol, technologyOf } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayList, sayNumber, sayRate } from '../../design/say.js';
import { partOwner } from '../../estimate/network/effective.js';
import type { Operation } from '../../flow/operations.js';
import { resolution } from '../concurrent-writes.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate, kept, requirementOf, writesOf } from '../step-rates.js';

export const linearizableOverSloppyQuorum: Rule = {
  id: 'linearizable-over-sloppy-quorum',
  family: 'cap',
  severity: 'error',
  summary: 'Linearizable data on a leaderless store with hinted handoff, or whose clocks decide between writes.',
  concept: 'sloppy quorum',
  sources: [
    'DeCandia et al., Dynamo: Amazon’s Highly Available Key-value Store, SOSP 2007, §4.6',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 9 (linearizability and quorums)',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const strong = kept(facts, component).flatMap(({ item }) =>
        requirementOf(item, 'linearizable') === undefined ? [] : [item],
      );
      if (strong.length === 0) continue;
      const overwritten = strong.filter((item) => !isAlwaysCompared(writesOf(facts, component.id, item.id)));
      const hints = hintsIn(component);
      const causes = [...hints, ...(overwritten.length === 0 ? [] : clocksIn(component))];
      const items = hints.length === 0 ? overwritten : strong;
      const [cause] = causes;
      if (cause === undefined) continue;
      const rate = busiestRate(
        facts,
        items.flatMap((item) => writesOf(facts, component.id, item.id)),
      );
      const names = items.map(({ id }) => `\`${id}\``);
      yield {
        at: cause.at,
        message:
          `${sayList(names)} ${items.length === 1 ? 'requires' : 'require'} linearizable, but in \`${component.id}\` ` +
          `${causes.map(({ because }) => because).join('; and ')}${rate > 0 ? ` (${sayRate(rate)} of writes)` : ''}.`,
        related: items.map((item) => ({ at: needOf(item), message: 'required here' })),
        help: 'Keep it in a store that agrees on each write (consensus, or one leader), or require no more than read_your_writes.',
        fixes: remedies(component),
      };
    }
  },
};

interface Cause {
  readonly at: Id;
  readonly because: string;
}

function hintsIn(component: Component): Cause[] {
  const copies = replication(component);
  const hints = symbol(partOwner('replicas', component, { settings: component.replicas?.settings ?? {} }), 'hints');
  if (copies?.topology !== 'leaderless' || copies.count <= 1 || hints?.value !== 'on') return [];
  const because =
    `a hint at another node counts as one of the ${sayNumber(copies.count)} copies${shipped(component, hints)}, ` +
    'so that a quorum of reads may meet none that has the write';
  return [{ at: hints.id ?? component.replicas?.id ?? component.id, because }];
}

function clocksIn(component: Component): Cause[] {
  const copies = replication(component);
  const settled = resolution(component);
  if (copies?.topology !== 'leaderless' || copies.count <= 1 || settled?.value !== 'last_write_wins') return [];
  const because = `the later clock wins${shipped(component, settled)}: a write stamped by a clock that is behind is acknowledged and gone`;
  return [{ at: settled.id ?? component.replicas?.id ?? component.id, because }];
}

function shipped(component: Component, { from }: Effective<string>): string {
  return from === 'technology' ? `, as ${technologyOf(component.technology)?.title ?? 'it'} ships` : '';
}

/** A compare-and-set is agreed on by the copies (Cassandra’s lightweight transactions) instead of ordered by clocks. */
function isAlwaysCompared(writes: readonly Operation[]): boolean {
  return writes.length > 0 && writes.every(({ step }) => step.kind === 'write' && step.ifUnchanged);
}

function needOf(item: DataItem): Id {
  return requirementOf(item, 'linearizable')?.id ?? item.id;
}

/** Settings of the block that mean nothing to a group that agrees. */
const ofQuorums = new Set(['hints', 'resolve']);

/** Consensus instead, where the technology is open and the block says nothing besides the quorums. */
function remedies({ replicas, technology }: Component): Fix[] {
  if (replicas === undefined || technology !== undefined || replicas.placement !== undefined) return [];
  if (Object.keys(replicas.settings).some((name) => !ofQuorums.has(name))) return [];
  const text = `replicas ${replicas.count} consensus`;
  return [{ title: 'Replicate by consensus', edits: [{ kind: 'replace', at: replicas.id, text }] }];
}
