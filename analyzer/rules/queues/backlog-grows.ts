/** Consumers that are slower than the producers. */
import { quantity } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayCount, sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Report, Rule } from '../rule.js';

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
      const deleted =
        until === undefined ? undefined : `, and retention starts to delete unread messages after ${sayTime(until)}`;
      yield {
        at: queue.id,
        message:
          `Under \`${workload}\`, ${sayRate(arriving)} go into \`${queue.id}\` and \`${consumer}\` takes ${sayRate(taken)}: the backlog grows by ${sayCount(growth * 60)} a minute` +
          `${deleted ?? ''}${fullAfter(queue, growth) ?? ''}.`,
        related: [{ at: consumer, message: 'the consumer' }],
        ...(worst.isWaiting ? moreInHand(facts, queue, worst) : moreInstances(facts, queue, worst)),
      };
    }
  },
};

/** What happens when a queue with a bound is full. */
function fullAfter(queue: Component, growth: number): string | undefined {
  const most = quantity(queue, 'max_length')?.value;
  if (most === undefined) return undefined;
  const then = {
    reject: `${sayRate(growth)} are refused`,
    drop_oldest: `${sayRate(growth)} are thrown away, the oldest first`,
    block: 'its publishers wait',
  }[queue.whenFull?.action ?? 'reject'];
  return `; its ${sayCount(most)} are full after ${sayTime(most / growth)}, and from then on ${then}`;
}

type Remedy = Pick<Report, 'help' | 'fixes'>;

function moreInstances(facts: Facts, queue: Component, { consumer, instances, busy }: Slow): Remedy {
  const partitions = queue.partitions?.count;
  const now = instances ?? quantityOf(facts, consumer, 'instances');
  const needed = Math.ceil((now * busy) / TARGET - 1e-9);
  if (partitions !== undefined && needed > partitions)
    return {
      help: `${needed} instances are needed, and only ${partitions} partitions can be read at once: raise both.`,
      fixes: [],
    };
  return {
    help: `Run ${needed} instances of \`${consumer}\` instead of ${now}.`,
    fixes: [
      {
        title: `Run ${needed} instances of ${consumer}`,
        edits: [{ kind: 'set', into: consumer, clause: `instances ${needed}` }],
      },
    ],
  };
}

/** Its own servers have time left: it waits for others with as many messages in hand as it may have. */
function moreInHand(facts: Facts, queue: Component, { consumer, busy }: Slow): Remedy {
  const component = facts.lookup.components.get(consumer);
  const threads = component === undefined ? undefined : quantity(component, 'threads')?.value;
  const now = threads ?? quantity(queue, 'prefetch')?.value ?? quantityOf(facts, consumer, 'cores');
  const needed = Math.ceil((now * busy) / TARGET - 1e-9);
  const [into, name] = threads === undefined ? [queue.id, 'prefetch'] : [consumer, 'threads'];
  return {
    help: `Each instance of \`${consumer}\` works on ${sayNumber(now)} at a time and waits for others meanwhile: ${sayNumber(needed)} at a time (\`${name} ${needed}\`) would keep up.`,
    fixes: [
      {
        title: `Let each instance of ${consumer} work on ${needed} messages at a time`,
        edits: [{ kind: 'set', into, clause: `${name} ${needed}` }],
      },
    ],
  };
}

/** Share of their capacity that consumers are left with. */
const TARGET = 0.7;

interface Slow {
  readonly consumer: string;
  readonly arriving: number;
  readonly taken: number;
  readonly workload: string;
  /** Utilization of its busiest instance, or share of the messages that it may have in hand. */
  readonly busy: number;
  /** Instances that autoscaling runs. */
  readonly instances: number | undefined;
  /** It is not short of servers: the messages it has in hand wait for others. */
  readonly isWaiting: boolean;
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
      const held = figures.consumerUtilization?.[queue] ?? 0;
      const fullest = Math.max(busy, held);
      if (fullest < 1) return [];
      const isWaiting = busy < TARGET;
      // What the consumer can take of this queue while it shares its time in proportion.
      const served =
        figures.throughput < figures.arrivalRate
          ? (arriving * figures.throughput) / figures.arrivalRate
          : arriving / fullest;
      const taken = held < 1 ? served : Math.min(served, arriving / held);
      const { workload } = estimate;
      const { instances } = figures.autoscaled ?? {};
      return [{ consumer: target, arriving, taken, workload, busy: fullest, instances, isWaiting }];
    }),
  );
  return found.sort((a, b) => b.arriving - b.taken - (a.arriving - a.taken))[0];
}

function quantityOf(facts: Facts, id: string, name: string): number {
  const component = facts.lookup.components.get(id);
  return component === undefined ? 1 : (quantity(component, name)?.value ?? 1);
}
