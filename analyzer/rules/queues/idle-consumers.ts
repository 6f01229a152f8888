/** Consumers beyond the number of partitions have nothing to read. */
import { quantity } from '../../catalogue/setting.js';
import { sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { consumersOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const idleConsumers: Rule = {
  id: 'idle-consumers',
  family: 'queues',
  severity: 'warning',
  summary: 'More instances consume a queue than it has partitions: the rest idle.',
  concept: 'partitioned consumption',
  sources: ['Apache Kafka documentation, Consumers: a partition is consumed by one member of a group'],
  *check(facts) {
    for (const consumer of facts.design.components) {
      const instances = consumer.autoscale?.maximum ?? quantity(consumer, 'instances')?.value ?? 1;
      const queue = widest(facts, consumer.id);
      if (queue === undefined || instances <= queue.partitions.count) continue;
      const { count, key } = queue.partitions;
      const rate = busiestRate(
        facts,
        consumersOf(facts, queue.id).filter(({ target }) => target === consumer.id),
      );
      const clause = `partitions ${instances}${key.length === 0 ? '' : ` by ${key.join(', ')}`}`;
      yield {
        at: consumer.autoscale?.id ?? consumer.settings.instances?.id ?? consumer.id,
        message:
          `${sayNumber(instances)} instances of \`${consumer.id}\` read ${sayNumber(count)} partitions of \`${queue.id}\`: ${sayNumber(instances - count)} have nothing to do, ` +
          `and ${count === 1 ? 'one does' : `${sayNumber(count)} do`} the work of all${rate > 0 ? ` (${sayRate(rate / count)} each)` : ''}.`,
        related: [{ at: queue.partitions.id, message: 'the partitions' }],
        help: `Use at least ${sayNumber(instances)} partitions: a later change moves keys between them.`,
        fixes: [{ title: `Use ${instances} partitions`, edits: [{ kind: 'set', into: queue.id, clause }] }],
      };
    }
  },
};

/** The queue with most partitions among those it consumes, if all of them say how many they have. */
function widest(facts: Facts, consumer: string) {
  const steps = facts.visits(consumer).filter(({ kind }) => kind === 'consume');
  const queues = steps.flatMap(({ step }) =>
    step.kind === 'consume' ? [facts.lookup.components.get(step.queue.to)] : [],
  );
  const partitioned = queues.flatMap((queue) =>
    queue?.partitions === undefined ? [] : [{ id: queue.id, partitions: queue.partitions }],
  );
  if (partitioned.length < queues.length) return undefined;
  return partitioned.sort((a, b) => b.partitions.count - a.partitions.count)[0];
}
