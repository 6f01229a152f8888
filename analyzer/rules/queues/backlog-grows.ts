/** Consumers that are slower than the producers. */
import { quantity } from '../../catalogue/setting.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const backlogGrows: Rule = {
  id: 'backlog-grows',
  family: 'queues',
  severity: 'error',
  summary: 'A queue whose consumers take less than its producers put in.',
  concept: 'stability',
  sources: ['Kleinrock, Queueing Systems I, §2.1'],
  *check(facts) {
    for (const queue of facts.design.components) {
      if (queue.kind !== 'queue') continue;
      const worst = slowest(facts, queue.id);
      if (worst === undefined) continue;
      const { consumer, arriving, taken, workload } = worst;
      const growth = arriving - taken;
      const retention = quantity(queue, 'retention')?.value;
      // After t seconds the consumer is at what arrived at t·taken/arriving: the oldest message is t (1 − taken/arriving) old.
      const until = retention === undefined ? undefined : retention / (1 - taken / arriving);
      const partitions = queue.partitions?.count;
      const instances = worst.instances ?? quantityOf(facts, consumer, 'instances');
      const needed = Math.ceil((instances * worst.busy) / 0.7 - 1e-9);
      const bounded = partitions !== undefined && needed > partitions;
      yield {
        at: queue.id,
        message:
          `Under \`${workload}\`, ${sayRate(arriving)} go into \`${queue.id}\` and \`${consumer}\` takes ${sayRate(taken)}: the backlog grows by ${sayCount(growth * 60)} a minute` +
          `${until === undefined ? '' : `, and retention starts to delete unread messages after ${sayTime(until)}`}.`,
        related: [{ at: consumer, message: 'the consumer' }],
        help: bounded
          ? `${needed} instances are needed, and only ${partitions} partitions can be read at once: raise both.`
          : `Run ${needed} instances of \`${consumer}\` instead of ${instances}.`,
        fixes: bounded
          ? []
          : [
              {
                title: `Run ${needed} instances of ${consumer}`,
                edits: [{ kind: 'set', into: consumer, clause: `instances ${needed}` }],
              },
            ],
      };
    }
  },
};

interface Slow {
  readonly consumer: string;
  readonly arriving: number;
  readonly taken: number;
  readonly workload: string;
  /** Utilization of its busiest instance. */
  readonly busy: number;
  /** Instances that autoscaling runs. */
  readonly instances: number | undefined;
}

function slowest(facts: Facts, queue: string): Slow | undefined {
  const consumers = facts.operations.filter(
    (one) => one.kind === 'consume' && one.step.kind === 'consume' && one.step.queue.to === queue,
  );
  const found = facts.estimates.flatMap((estimate) =>
    consumers.flatMap(({ target, at }) => {
      const figures = estimate.components[target];
      const arriving = estimate.steps[at]?.rate ?? 0;
      if (figures?.utilization === null || figures === undefined || arriving === 0) return [];
      // Partitions are dealt whole: some instances may be full while others are not.
      const busy = Math.max(figures.utilization, figures.hottestInstanceUtilization ?? 0);
      if (busy < 1) return [];
      // What the consumer can take of this queue while it shares its time in proportion.
      const taken =
        figures.throughput < figures.arrivalRate
          ? (arriving * figures.throughput) / figures.arrivalRate
          : arriving / busy;
      const instances = figures.autoscaled?.instances;
      return [{ consumer: target, arriving, taken, workload: estimate.workload, busy, instances }];
    }),
  );
  return found.sort((a, b) => b.arriving - b.taken - (a.arriving - a.taken))[0];
}

function quantityOf(facts: Facts, id: string, name: string): number {
  const component = facts.lookup.components.get(id);
  return component === undefined ? 1 : (quantity(component, name)?.value ?? 1);
}
