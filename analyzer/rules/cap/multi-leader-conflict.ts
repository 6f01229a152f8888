/** Several leaders take writes of one item, and nothing says which of two counts. */
import { replication } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayList, sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { hasNoConflicts, hottestKeyRate, overlapsPerHour, resolution } from '../concurrent-writes.js';
import type { Fix, Rule } from '../rule.js';
import { isCritical, kept, writesOf } from '../step-rates.js';

export const multiLeaderConflict: Rule = {
  id: 'multi-leader-conflict',
  family: 'cap',
  severity: 'warning',
  summary: 'Several leaders take writes, and nothing says what becomes of two that did not see each other.',
  concept: 'write conflicts',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5 (multi-leader replication)',
    'Shapiro et al., Conflict-free Replicated Data Types, SSS 2011',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const copies = replication(component);
      if (copies?.topology !== 'multi_leader' || copies.count <= 1 || resolution(component) !== undefined) continue;
      const items = kept(facts, component)
        .map(({ item }) => item)
        .filter((item) => !hasNoConflicts(item) && writesOf(facts, component.id, item.id).length > 0);
      if (items.length === 0) continue;
      const names = sayList(items.map(({ id }) => `\`${id}\``));
      yield {
        at: component.replicas?.id ?? component.id,
        message:
          `Each of ${sayNumber(copies.count)} leaders of \`${component.id}\` acknowledges writes of ${names} that the others have not seen, ` +
          `and nothing says what becomes of two of one item${often(facts, component, items, copies.count)}.`,
        related: items.flatMap((item) =>
          writesOf(facts, component.id, item.id)
            .slice(0, 1)
            .map(({ step }) => ({ at: step.id, message: 'written here' })),
        ),
        help: 'Say it with `resolve`: the data type merges them, the application is given both, or the later one wins and the other is lost.',
        fixes: remedies(component, items),
      };
    }
  },
};

/** Conflicts of the item that has most: another leader's write within the time a write takes to get there. */
function often(facts: Facts, component: Component, items: readonly DataItem[], leaders: number): string {
  const lag = Math.max(0, ...facts.estimates.map((one) => one.components[component.id]?.replicationLag?.mean ?? 0));
  const rates = items.map((item) => hottestKeyRate(facts, item, writesOf(facts, component.id, item.id)) ?? 0);
  const rate = Math.max(0, ...rates);
  if (lag === 0 || rate === 0) return '';
  const conflicts = overlapsPerHour(rate, (lag * (leaders - 1)) / leaders);
  return `: about ${sayNumber(conflicts)} an hour on the hottest key, which takes ${sayRate(rate)} while a write needs ${sayTime(lag)} to the other leaders`;
}

function remedies({ replicas }: Component, items: readonly DataItem[]): Fix[] {
  if (replicas === undefined) return [];
  const fix = (title: string, clause: string): Fix => ({ title, edits: [{ kind: 'set', into: replicas.id, clause }] });
  return [
    fix('Resolve by a data type that merges', 'resolve crdt'),
    fix('Resolve in the application', 'resolve application'),
    ...(items.some(isCritical) ? [] : [fix('Let the last write win', 'resolve last_write_wins')]),
  ];
}
