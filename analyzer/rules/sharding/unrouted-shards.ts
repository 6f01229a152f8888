/** Nobody knows which shard has a key. */
import { symbol, technologyOf } from '../../catalogue/setting.js';
import { sayRatio } from '../../design/say.js';
import { partOwner } from '../../estimate/network/effective.js';
import type { Rule } from '../rule.js';

export const unroutedShards: Rule = {
  id: 'unrouted-shards',
  family: 'sharding',
  severity: 'warning',
  summary: 'Shards of a store that does not route by itself, and nothing said about who knows where a key is.',
  concept: 'request routing',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6, Request Routing'],
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (component.kind !== 'database' || shards === undefined || shards.count < 2 || shards.by.scheme === 'vertical')
        continue;
      const technology = technologyOf(component.technology);
      // A technology that says how it places keys brings the map along.
      const placed = symbol(partOwner('shards', component, { settings: {} }), 'assign');
      if (
        shards.routing !== undefined ||
        placed !== undefined ||
        (technology !== undefined && technology.model !== 'relational')
      )
        continue;
      yield {
        at: shards.id,
        message:
          `${technology === undefined ? 'Nothing' : `${technology.title} does not split data by itself, and nothing`} says who knows which of the ${shards.count} shards of \`${component.id}\` has a key: ` +
          `a caller that guesses is wrong ${sayRatio(1 - 1 / shards.count)} of the time.`,
        related: [{ at: component.id, message: 'the store' }],
        help: 'Say who routes: `routed by proxy`, `routed by client`, `routed by table`, or `routed by coordinator: …`.',
        fixes: [{ title: 'Route by a proxy', edits: [{ kind: 'set', into: shards.id, clause: 'routed by proxy' }] }],
      };
    }
  },
};
