/** A view or index refreshed less often than its data may be old. */
import { quantity } from '../../catalogue/setting.js';
import { sayTime } from '../../design/say.js';
import type { Rule } from '../rule.js';

const refreshed: ReadonlySet<string> = new Set(['materialized_view', 'search', 'warehouse']);

export const staleView: Rule = {
  id: 'stale-view',
  family: 'stores',
  severity: 'warning',
  summary: 'A materialized view or index is refreshed less often than its data may be old.',
  concept: 'bounded staleness',
  sources: [
    'Gupta, Mumick, Maintenance of Materialized Views, IEEE Data Eng. Bull. 1995',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11',
  ],
  *check(facts) {
    const seen = new Set<string>();
    for (const read of facts.operations) {
      if (read.kind !== 'read' && read.kind !== 'query') continue;
      const component = facts.lookup.components.get(read.target);
      const item = facts.lookup.data.get(read.data ?? '');
      const bound = item?.requires.find(({ within }) => within !== undefined);
      if (
        component === undefined ||
        item === undefined ||
        bound?.within === undefined ||
        !refreshed.has(component.kind)
      )
        continue;
      const refresh = quantity(component, 'refresh');
      if (refresh === undefined || refresh.value <= bound.within || seen.has(`${component.id} ${item.id}`)) continue;
      seen.add(`${component.id} ${item.id}`);
      yield {
        at: refresh.id ?? component.id,
        message: `\`${component.id}\` is refreshed every ${sayTime(refresh.value)}: \`${item.id}\` is up to that old, ${sayTime(refresh.value / 2)} on average, and may be ${sayTime(bound.within)}.`,
        related: [
          { at: bound.id, message: 'the bound' },
          { at: read.step.id, message: 'read here' },
        ],
        help: `Refresh it every ${sayTime(bound.within)} or more often, or read what must be newer at the source.`,
        fixes: [
          {
            title: `Refresh every ${sayTime(bound.within)}`,
            edits: [{ kind: 'set', into: component.id, clause: `refresh ${sayTime(bound.within)}` }],
          },
        ],
      };
    }
  },
};
