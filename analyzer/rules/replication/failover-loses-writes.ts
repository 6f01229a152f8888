/** Acknowledged writes that exist only on the leader when it dies. */
import { replication } from '../../catalogue/setting.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, isCritical, kept, required, worstFigure, writesOf } from '../step-rates.js';

export const failoverLosesWrites: Rule = {
  id: 'failover-loses-writes',
  family: 'replication',
  severity: 'warning',
  summary: 'An asynchronous leader acknowledges durable writes that a fail-over loses.',
  concept: 'recovery point objective',
  sources: [
    'PostgreSQL documentation, Synchronous Replication',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const copies = replication(component);
      const { replicas } = component;
      if (
        copies === undefined ||
        replicas === undefined ||
        copies.topology !== 'leader' ||
        copies.mode !== 'async' ||
        copies.count < 2
      )
        continue;
      const durable = kept(facts, component).filter(({ item }) => required(item, 'durable') !== undefined);
      const threatened = durable.find(({ item }) => isCritical(item)) ?? durable[0];
      if (threatened === undefined) continue;
      const { item } = threatened;
      const need = required(item, 'durable');
      const rate = busiestRate(facts, writesOf(facts, component.id, item.id));
      const window = worstFigure(facts, component.id, 'rpo');
      const count = Math.max(1, Math.round(rate * window));
      const lost =
        rate > 0 && window > 0
          ? `about ${sayCount(count)} acknowledged ${count === 1 ? 'write' : 'writes'} of \`${item.id}\` ${count === 1 ? 'is' : 'are'} lost (${sayTime(window)} of lag at ${sayRate(rate)})`
          : `writes of \`${item.id}\` acknowledged within the lag are lost`;
      yield {
        at: replicas.id,
        severity: isCritical(item) ? 'error' : 'warning',
        message: `When the leader of \`${component.id}\` dies, ${lost}: followers are told after the client is.`,
        related: need === undefined ? [] : [{ at: need.id, message: 'requires durable' }],
        help: 'Wait for one follower before acknowledging (semi-synchronous): one round trip more per write, none lost.',
        fixes: [
          {
            title: 'Use semi-synchronous replication',
            edits: [{ kind: 'set', into: component.id, clause: `replicas ${copies.count} leader semi_sync 1` }],
          },
        ],
      };
    }
  },
};
