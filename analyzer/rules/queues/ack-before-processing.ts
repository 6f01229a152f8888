/** A message is committed before its effect is stored. */
import { quantity, symbol } from '../../catalogue/setting.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { consumersOf, placeOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate, worstFigure } from '../step-rates.js';

export const ackBeforeProcessing: Rule = {
  id: 'ack-before-processing',
  family: 'queues',
  severity: 'error',
  summary: 'Consumers commit a message before they have stored its result: a crash in between loses it.',
  concept: 'delivery guarantees',
  sources: ['Apache Kafka documentation, Message Delivery Semantics', 'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11'],
  *check(facts) {
    for (const queue of facts.design.components) {
      const commit = queue.kind === 'queue' ? symbol(queue, 'commit') : undefined;
      if (commit === undefined || (commit.value !== 'before_processing' && commit.value !== 'auto')) continue;
      const consumers = consumersOf(facts, queue.id).filter((one) => effects(facts, one).length > 0);
      const [consumer] = consumers;
      if (consumer === undefined) continue;
      const [effect] = effects(facts, consumer);
      yield {
        at: placeOf(queue, 'commit'),
        message: `\`${queue.id}\` forgets a message before \`${consumer.target}\` has ${effect?.kind === 'write' ? 'written' : 'published'} its result to \`${effect?.target}\`: what if that fails? ${loss(facts, consumer)}`,
        related: consumers.map(({ step, target }) => ({ at: step.id, message: `\`${target}\` processes it here` })),
        help: 'Commit after processing; the queue then keeps the message until its effect is stored.',
        fixes: [{ title: 'Commit after processing', edits: [{ kind: 'set', into: queue.id, clause: 'commit after_processing' }] }],
      };
    }
  },
};

/** What a consumer leaves behind. */
function effects(facts: Facts, consumer: Operation): Operation[] {
  return facts.operations.filter((one) => one.flow === consumer.flow && one.origin === consumer.origin && (one.kind === 'write' || one.kind === 'publish'));
}

/** Messages in one instance at any moment are lost with it: Little's law over the work of the consumer. */
function loss(facts: Facts, consumer: Operation): string {
  const rate = busiestRate(facts, [consumer]);
  const component = facts.lookup.components.get(consumer.target);
  const instances = component === undefined ? 1 : (quantity(component, 'instances')?.value ?? 1);
  const time = worstFigure(facts, consumer.target, 'responseTime') + effects(facts, consumer).reduce((sum, { target }) => sum + worstFigure(facts, target, 'responseTime'), 0);
  if (rate === 0 || time === 0) return 'The crash of a consumer loses all it is working on.';
  return `At ${sayRate(rate)} and ${sayTime(time)} a message, the crash of one of ${sayNumber(instances)} instances loses ${sayNumber(Math.max(1, (rate * time) / instances))}.`;
}
