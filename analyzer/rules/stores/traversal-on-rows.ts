/** Walks along relations, in a store that has to look each step up. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayCount, sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { itemsOf } from '../amount.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

const rowModels: ReadonlyMap<string, string> = new Map([
  ['relational', 'a join of the table with itself'],
  ['document', 'one more query by the caller, or a lookup stage'],
  ['key_value', 'one more read by the caller'],
  ['wide_column', 'one more read by the caller'],
]);

export const traversalOnRows: Rule = {
  id: 'traversal-on-rows',
  family: 'stores',
  severity: 'info',
  summary: 'A traversal along relations in a store of rows or documents: each item reached is one more look-up.',
  concept: 'index-free adjacency',
  sources: [
    'Robinson, Webber, Eifrem, Graph Databases, 2015, ch. 2 and 6',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 2',
  ],
  thresholds: { rows: { default: 100, summary: 'Items reached by one traversal from which it is reported.' } },
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      if (step.kind !== 'query' || step.shape !== 'traverse') continue;
      const component = facts.lookup.components.get(query.target);
      const technology = technologyOf(component?.technology);
      const hop = rowModels.get(technology?.model ?? '');
      if (component === undefined || technology === undefined || hop === undefined) continue;
      if (step.rows !== undefined && step.rows < facts.threshold('traversal-on-rows', 'rows')) continue;
      yield {
        at: step.id,
        message: `${technology.title} has no edges to follow: each hop of this traversal is ${hop}, and each \`${query.data}\` it reaches is looked up in an index${cost(facts, query)}.`,
        related: [{ at: component.id, message: technology.title }],
        help: 'Keep the relations in a graph store, or keep what is reached as a list of its own.',
      };
    }
  },
};

/** Look-ups of one traversal, and of all. */
function cost(facts: Facts, query: Operation): string {
  const { step } = query;
  if (step.kind !== 'query' || step.rows === undefined) return '';
  const rate = busiestRate(facts, [query]);
  const item = facts.lookup.data.get(query.data ?? '');
  const items = item === undefined ? undefined : itemsOf(item);
  const among = items === undefined ? '' : ` of ${sayCount(items)}`;
  const often = rate > 0 ? `, ${sayRate(step.rows * rate)} at ${sayRate(rate)}` : '';
  return `${among}: ${sayNumber(step.rows)} look-ups for each${often}`;
}
