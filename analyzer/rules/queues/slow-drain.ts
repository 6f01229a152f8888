/** Backlogs of a spike that last longer than their data may be old. */
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayCount, sayNumber, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { consumersOf } from '../carried.js';
import type { Rule } from '../rule.js';

export const slowDrain: Rule = {
  id: 'slow-drain',
  family: 'queues',
  severity: 'warning',
  summary: 'After the spike of a workload the backlog takes longer to drain than its data may be old.',
  concept: 'backlog and drain',
  sources: ['Newell, Applications of Queueing Theory, 1982, ch. 2 (fluid approximation)'],
  *check(facts) {
    for (const queue of facts.design.components) {
      const slow = queue.kind === 'queue' ? slowest(facts, queue) : undefined;
      if (slow === undefined) continue;
      const { item, bound, within, drain, peak, workload } = slow;
      const [consumer] = consumersOf(facts, queue.id);
      yield {
        at: queue.id,
        message:
          `After the spike of \`${workload}\`, ${sayCount(peak)} messages wait in \`${queue.id}\` and take ${sayTime(drain)} to drain: ` +
          `so long \`${item.id}\` is behind, and it may be ${sayTime(within)}.`,
        related: [
          { at: bound, message: 'the bound' },
          ...(consumer === undefined ? [] : [{ at: consumer.target, message: 'the consumer' }]),
        ],
        help: `Give the consumer ${sayNumber(Math.ceil((100 * drain) / within) / 100)} times the time it has to spare now, by more instances or less work, or let autoscaling follow the spike.`,
      };
    }
  },
};

interface Slow {
  readonly item: DataItem;
  readonly bound: Id;
  /** Seconds. */
  readonly within: number;
  readonly drain: number;
  /** Messages. */
  readonly peak: number;
  readonly workload: string;
}

/** The workload after which the strictest data of a queue is behind for longest; `undefined` where none is for too long. */
function slowest(facts: Facts, queue: Component): Slow | undefined {
  const bounds = queue.carries.flatMap(({ to }) => {
    const item = facts.lookup.data.get(to);
    const bound = item?.requires.find(({ within }) => within !== undefined);
    return item === undefined || bound?.within === undefined ? [] : [{ item, bound: bound.id, within: bound.within }];
  });
  const [strictest] = bounds.sort((a, b) => a.within - b.within);
  if (strictest === undefined) return undefined;
  const drains = facts.estimates.flatMap(({ workload, components }) => {
    const { drainTime, backlogPeak } = components[queue.id] ?? {};
    if (drainTime == null || backlogPeak == null || drainTime <= strictest.within) return [];
    return [{ ...strictest, drain: drainTime, peak: backlogPeak, workload }];
  });
  return drains.sort((a, b) => b.drain - a.drain)[0];
}
