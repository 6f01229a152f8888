/** A join over a store that has none. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayCount, sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

const without: ReadonlySet<string> = new Set(['key_value', 'document', 'wide_column']);

export const joinsWithoutRelations: Rule = {
  id: 'joins-without-relations',
  family: 'stores',
  severity: 'warning',
  summary: 'A join over a key-value, document or wide-column store: the caller has to do it, row by row.',
  concept: 'aggregate-oriented stores',
  sources: ['Sadalage, Fowler, NoSQL Distilled, 2012, ch. 2', 'Chang et al., Bigtable, OSDI 2006'],
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      if (step.kind !== 'query' || step.shape !== 'join') continue;
      const component = facts.lookup.components.get(query.target);
      const technology = technologyOf(component?.technology);
      if (
        component === undefined ||
        technology === undefined ||
        (!technology.lacks.includes('joins') && !without.has(technology.model))
      )
        continue;
      const rate = busiestRate(facts, [query]);
      const reads =
        step.rows === undefined
          ? ''
          : `: ${sayCount(step.rows)} reads for each${rate > 0 ? `, ${sayCount(step.rows * rate)} a second at ${sayRate(rate)}` : ''}`;
      const view = `${(query.data ?? 'joined').toLowerCase()}_joined`;
      yield {
        at: step.id,
        message: `${technology.title} does not join: \`${query.caller ?? query.origin}\` has to fetch the rows of \`${query.data}\` one after the other and match them itself${reads}.`,
        related: [{ at: component.id, message: technology.title }],
        help: 'Keep what is read together in one item, or keep the joined result in a materialized view.',
        fixes:
          step.from === undefined || facts.lookup.components.has(view)
            ? []
            : [
                {
                  title: 'Read the joined result from a view',
                  edits: [
                    {
                      kind: 'declare',
                      after: component.id,
                      text: `materialized_view ${view} from ${component.id} { refresh 1 s }`,
                    },
                    { kind: 'replace', at: step.from.id, text: view },
                  ],
                },
              ],
      };
    }
  },
};
