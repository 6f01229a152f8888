/** A message is committed before its effect is stored. */
import { quantity, symbol, technologyOf } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayCount, sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { consumersOf, durableMessages, placeOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate, required, worstFigure } from '../step-rates.js';

export const ackBeforeProcessing: Rule = {
  id: 'ack-before-processing',
  family: 'queues',
  severity: 'error',
  summary: 'Consumers commit a message before they have stored its result: a crash in between loses it.',
  concept: 'delivery guarantees',
  sources: [
    'Apache Kafka documentation, Message Delivery Semantics',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11',
  ],
  *check(facts) {
    for (const queue of facts.design.components) {
      // A channel that keeps nothing has nothing to commit: ephemeral-pubsub.
      const isEphemeral = technologyOf(queue.technology)?.lacks.includes('persistence') ?? false;
      const commit = queue.kind === 'queue' && !isEphemeral ? symbol(queue, 'commit') : undefined;
      if (commit === undefined || (commit.value !== 'before_processing' && commit.value !== 'auto')) continue;
      const consumers = consumersOf(facts, queue.id).filter((one) => effects(facts, one).length > 0);
      const [consumer] = consumers;
      if (consumer === undefined || isAccepted(facts, queue, consumer)) continue;
      const [effect] = effects(facts, consumer);
      const isShipped = commit.from === 'technology';
      const when = commit.value === 'auto' ? 'commits by the clock, perhaps' : 'forgets a message';
      yield {
        at: placeOf(queue, 'commit'),
        // What a technology ships may be set right in code that the design does not show.
        severity: isShipped ? 'warning' : 'error',
        message:
          `\`${queue.id}\` ${when} before \`${consumer.target}\` has ${effect?.kind === 'write' ? 'written' : 'published'} its result to \`${effect?.target}\`` +
          `${isShipped ? ` (as ${technologyOf(queue.technology)?.title ?? 'it'} ships)` : ''}: what if that fails? ${loss(facts, queue, consumer)}`,
        related: consumers.map(({ step, target }) => ({ at: step.id, message: `\`${target}\` processes it here` })),
        help: 'Commit after processing; the queue then keeps the message until its effect is stored.',
        fixes: [
          {
            title: 'Commit after processing',
            edits: [
              { kind: 'set', into: queue.id, clause: 'commit after_processing' },
              ...(queue.settings.deliver === undefined || symbol(queue, 'deliver')?.value !== 'at_most_once'
                ? []
                : [{ kind: 'set' as const, into: queue.id, clause: 'deliver at_least_once' }]),
            ],
          },
        ],
      };
    }
  },
};

/** A design that says at most once, of messages and results that need not last, means it. */
function isAccepted(facts: Facts, queue: Component, consumer: Operation): boolean {
  const kept = effects(facts, consumer).some(
    ({ data }) => required(facts.lookup.data.get(data ?? ''), 'durable') !== undefined,
  );
  return symbol(queue, 'deliver')?.value === 'at_most_once' && !kept && durableMessages(facts, queue).length === 0;
}

/** What a consumer leaves behind. */
function effects(facts: Facts, consumer: Operation): Operation[] {
  return facts.operations.filter(
    (one) =>
      one.flow === consumer.flow && one.origin === consumer.origin && (one.kind === 'write' || one.kind === 'publish'),
  );
}

/** What a consumer was handed and has not finished: its prefetch, else by Little's law its share of what is in work. */
function loss(facts: Facts, queue: Component, consumer: Operation): string {
  const handed = quantity(queue, 'prefetch')?.value;
  const rate = busiestRate(facts, [consumer]);
  if (handed !== undefined)
    return `The crash of a consumer loses up to ${sayCount(handed)} messages that it was handed${rate > 0 ? `, of ${sayRate(rate)}` : ''}.`;
  const component = facts.lookup.components.get(consumer.target);
  const instances = component === undefined ? 1 : (quantity(component, 'instances')?.value ?? 1);
  const time =
    worstFigure(facts, consumer.target, 'responseTime') +
    effects(facts, consumer).reduce((sum, { target }) => sum + worstFigure(facts, target, 'responseTime'), 0);
  if (rate === 0 || time === 0) return 'The crash of a consumer loses all it is working on.';
  return `At ${sayRate(rate)} and ${sayTime(time)} a message, the crash of one of ${sayNumber(instances)} instances loses ${sayNumber((rate * time) / instances)} on average.`;
}
