/** A replicated queue that answers before the replicas have the message. */
import { replication, symbol } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import { durableMessages, placeOf } from '../carried.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

/** The unit in which the message says what a delay costs, in seconds; how long the delay is nobody knows beforehand. */
const unit = 0.01;

export const leaderOnlyAck: Rule = {
  id: 'leader-only-ack',
  family: 'queues',
  severity: 'warning',
  summary: 'A replicated queue acknowledges a durable message when only its leader has it.',
  concept: 'acknowledgement levels',
  sources: ['Apache Kafka documentation, producer configuration: acks'],
  *check(facts) {
    for (const queue of facts.design.components) {
      if (queue.kind !== 'queue' || symbol(queue, 'ack')?.value !== 'leader') continue;
      const copies = replication(queue);
      const [message] = durableMessages(facts, queue);
      if (message === undefined || copies === undefined || copies.count < 2) continue;
      const rate = busiestRate(facts, message.publishes);
      yield {
        at: placeOf(queue, 'ack'),
        message:
          `\`${queue.id}\` has ${copies.count} copies and acknowledges when one has \`${message.item.id}\`: ` +
          `the crash of its leader loses the acknowledged messages that no other copy has fetched${rate > 0 ? `: ${sayNumber(rate * unit)} for each ${sayTime(unit)} that they are behind, at ${sayRate(rate)}` : ''}.`,
        related: [{ at: message.need, message: 'requires durable' }],
        help: 'Use `ack all` with `min_insync 2`.',
        fixes: [
          {
            title: 'Use ack all',
            edits: [{ kind: 'set', into: queue.id, clause: 'ack all' }, ...insync(queue, copies.count)],
          },
        ],
      };
    }
  },
};

/** Without it `ack all` may mean the leader alone. */
function insync({ replicas }: Component, count: number): Fix['edits'] {
  return replicas === undefined || count < 3 ? [] : [{ kind: 'set', into: replicas.id, clause: 'min_insync 2' }];
}
