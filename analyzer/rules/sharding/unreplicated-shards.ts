/** Many shards with one copy each. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayRatio, sayTime } from '../../design/say.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import { availabilityOf } from '../../estimate/reliability/availability.js';
import type { Rule } from '../rule.js';

/** Availability of one machine when nobody says: nine hours a year. */
const usual = 0.999;
const month = (365 * 86_400) / 12;

export const unreplicatedShards: Rule = {
  id: 'unreplicated-shards',
  family: 'sharding',
  severity: 'warning',
  summary: 'Shards without replicas: the more there are, the more often one of them is away.',
  concept: 'series availability',
  sources: ['Treynor et al., The Calculus of Service Availability, ACM Queue 2017'],
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (
        component.kind !== 'database' ||
        shards === undefined ||
        shards.count < 2 ||
        (replication(component)?.count ?? 1) > 1
      )
        continue;
      const stated = quantity(component, 'availability');
      if (stated?.from === 'technology') continue;
      const one = machine(component) ?? stated?.value ?? usual;
      const all = one ** shards.count;
      yield {
        at: shards.id,
        message:
          `Each of the ${shards.count} shards of \`${component.id}\` has one copy. With machines up ${sayRatio(one)} of the time, all are up ${sayRatio(all)}: ` +
          `${sayTime((1 - all) * month)} a month some keys cannot be reached, and a lost disk loses ${sayRatio(1 / shards.count)} of the data.`,
        related: [{ at: component.id, message: 'the store' }],
        help: 'Give each shard followers that can take over: `replicas 3 leader semi_sync 1 { elect by consensus }`.',
        fixes: [
          {
            title: 'Keep three copies',
            edits: [
              { kind: 'set', into: component.id, clause: 'replicas 3 leader semi_sync 1 { elect by consensus }' },
            ],
          },
        ],
      };
    }
  },
};

/** From `breaks every … repaired in …`. */
function machine({ breaks }: Component): number | undefined {
  return breaks === undefined
    ? undefined
    : availabilityOf(distributionMean(breaks.every), distributionMean(breaks.repair));
}
