/** Acknowledged writes that exist only on the leader when it dies. */
import { replication } from '../../catalogue/setting.js';
import { sayCount, sayList, sayRate, sayTime } from '../../design/say.js';
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
      // The critical ones first: they decide how bad it is.
      const threatened = [...durable].sort((a, b) => Number(isCritical(b.item)) - Number(isCritical(a.item)));
      const items = threatened.map(({ item }) => item);
      if (items.length === 0) continue;
      const names = sayList(items.map(({ id }) => `\`${id}\``));
      const rate = busiestRate(
        facts,
        items.flatMap((item) => writesOf(facts, component.id, item.id)),
      );
      const window = worstFigure(facts, component.id, 'rpo');
      const count = Math.max(1, Math.round(rate * window));
      const lost =
        rate > 0 && window > 0
          ? `about ${sayCount(count)} acknowledged ${count === 1 ? 'write' : 'writes'} of ${names} ${count === 1 ? 'is' : 'are'} lost (${sayTime(window)} of lag at ${sayRate(rate)})`
          : `writes of ${names} acknowledged within the lag are lost`;
      yield {
        at: replicas.id,
        severity: items.some(isCritical) ? 'error' : 'warning',
        message: `When the leader of \`${component.id}\` dies, ${lost}: followers are told after the client is.`,
        related: items.flatMap((item) => {
          const need = required(item, 'durable');
          return need === undefined ? [] : [{ at: need.id, message: 'requires durable' }];
        }),
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
