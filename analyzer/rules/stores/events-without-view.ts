/** Current state computed from the log of events on each request. */
import { sayCount, sayRate } from '../../design/say.js';
import { itemsOf } from '../amount.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const eventsWithoutView: Rule = {
  id: 'events-without-view',
  family: 'stores',
  severity: 'warning',
  summary: 'Event-sourced data read by current state, with no materialized view of it.',
  concept: 'event sourcing',
  sources: ['Fowler, Event Sourcing, 2005', 'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11'],
  thresholds: { events: { default: 20, summary: 'Events replayed by one read from which it is reported.' } },
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      if (step.kind !== 'query' || query.asynchronous || (step.shape !== 'aggregate' && step.shape !== 'scan'))
        continue;
      const item = facts.lookup.data.get(query.data ?? '');
      const immutable = item?.requires.find(({ name }) => name === 'immutable');
      const ordered = item?.requires.find(({ name }) => name === 'ordered');
      // Events: immutable and ordered. A view anywhere over the same source answers such reads.
      if (
        item === undefined ||
        immutable === undefined ||
        ordered === undefined ||
        hasView(facts.design.components, query.target, item.id)
      )
        continue;
      // Of one key's events nobody knows how many there are unless the query says so.
      const rows = step.rows ?? (step.by === undefined ? itemsOf(item) : undefined) ?? 0;
      if (rows < facts.threshold('events-without-view', 'events')) continue;
      const rate = busiestRate(facts, [query]);
      yield {
        at: step.id,
        message: `The state is computed from ${sayCount(rows)} events of \`${item.id}\` on each request${rate > 0 ? `: ${sayCount(rows * rate)} events a second at ${sayRate(rate)}` : ''}, and it grows with every event.`,
        related: [{ at: immutable.id, message: 'events' }],
        help: `Keep the state in a view: \`materialized_view current from ${query.target} { refresh 1 s }\`, and read it there.`,
        fixes:
          step.from === undefined || facts.lookup.components.has('current')
            ? []
            : [
                {
                  title: 'Keep the current state in a view',
                  edits: [
                    {
                      kind: 'declare',
                      after: query.target,
                      text: `materialized_view current from ${query.target} { refresh 1 s }`,
                    },
                    { kind: 'replace', at: step.from.id, text: 'current' },
                  ],
                },
              ],
      };
    }
  },
};

function hasView(
  components: readonly {
    readonly view?: { readonly from: { readonly to: string } };
    readonly stores: readonly { readonly to: string }[];
  }[],
  source: string,
  data: string,
): boolean {
  return components.some(
    ({ view, stores }) => view !== undefined && (view.from.to === source || stores.some(({ to }) => to === data)),
  );
}
