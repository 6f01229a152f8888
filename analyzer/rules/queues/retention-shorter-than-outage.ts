/** Messages that are deleted before a consumer that a scenario takes away is back. */
import { quantity } from '../../catalogue/setting.js';
import type { Fault, Id } from '../../design/design.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { consumersOf } from '../carried.js';
import type { Rule } from '../rule.js';

export const retentionShorterThanOutage: Rule = {
  id: 'retention-shorter-than-outage',
  family: 'queues',
  severity: 'warning',
  summary: 'A queue keeps messages for less time than a scenario takes its consumer away.',
  concept: 'retention',
  sources: [
    'Apache Kafka documentation, Log retention',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11',
  ],
  *check(facts) {
    const outages = longestOutages(facts);
    if (outages.size === 0) return;
    for (const queue of facts.design.components) {
      const retention = queue.kind === 'queue' ? quantity(queue, 'retention') : undefined;
      if (retention === undefined) continue;
      const [worst] = consumersOf(facts, queue.id)
        .flatMap((consumer) => {
          const outage = outages.get(consumer.target);
          return outage === undefined ? [] : [{ consumer, ...outage }];
        })
        .sort((a, b) => b.time - a.time);
      if (worst === undefined || worst.time <= retention.value) continue;
      const { consumer, fault, time, workload } = worst;
      const estimates = facts.estimates.filter((estimate) => workload === undefined || estimate.workload === workload);
      const rate = Math.max(0, ...estimates.map(({ steps }) => steps[consumer.at]?.rate ?? 0));
      const lost = rate * (time - retention.value);
      yield {
        at: retention.id ?? queue.id,
        message:
          `\`${queue.id}\` keeps messages for ${sayTime(retention.value)}, and \`${consumer.target}\` is away for ${sayTime(time)}: ` +
          `what came in the first ${sayTime(time - retention.value)} is deleted unread${rate > 0 ? `, ${sayCount(lost)} messages at ${sayRate(rate)}` : ''}.`,
        related: [
          { at: fault, message: 'away from here on' },
          { at: consumer.at, message: 'the consumer' },
        ],
        help: `Keep messages for ${longer(time)} at least: as long as the outage, and the time that the consumer needs to catch up.`,
        fixes: [
          {
            title: `Keep messages for ${longer(time)}`,
            edits: [{ kind: 'set', into: queue.id, clause: `retention ${longer(time)}` }],
          },
        ],
      };
    }
  },
};

interface Outage {
  readonly fault: Id;
  /** Seconds. */
  readonly time: number;
  readonly workload: Id | undefined;
}

/** The longest time that any scenario takes a whole component away, by component. */
function longestOutages(facts: Facts): ReadonlyMap<Id, Outage> {
  const longest = new Map<Id, Outage>();
  for (const { faults, duration, workload = facts.design.workloads[0]?.id } of facts.design.scenarios) {
    for (const fault of faults) {
      const gone = takenAway(fault);
      if (gone === undefined) continue;
      const time = Math.min(fault.duration ?? Infinity, duration - fault.at);
      if (time > (longest.get(gone)?.time ?? 0)) longest.set(gone, { fault: fault.id, time, workload });
    }
  }
  return longest;
}

const takenAway = (fault: Fault): Id | undefined =>
  (fault.kind === 'pause' || fault.kind === 'crash') && fault.target.part === undefined ? fault.target.to : undefined;

/** Twice as long, in whole units of the language. */
function longer(seconds: number): string {
  const twice = 2 * seconds;
  if (twice < 120) return `${Math.ceil(twice)} s`;
  return twice < 7200 ? `${Math.ceil(twice / 60)} min` : `${Math.ceil(twice / 3600)} h`;
}
