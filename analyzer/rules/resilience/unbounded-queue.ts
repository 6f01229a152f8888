/** A queue without a limit in which requests wait longer than their callers do. */
import { sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';

const stations = new Set(['service', 'gateway']);

export const unboundedQueue: Rule = {
  id: 'unbounded-queue',
  family: 'resilience',
  severity: 'warning',
  summary: 'Requests wait in a queue without a limit for longer than their callers wait for them.',
  concept: 'load shedding',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 22, Queue Management'],
  *check(facts) {
    const reported = new Set<string>();
    for (const call of facts.operations) {
      const { target, caller } = call;
      const component = facts.lookup.components.get(target);
      if (call.kind !== 'call' || caller === undefined || component === undefined || reported.has(target)) continue;
      if (!stations.has(component.kind)) continue;
      if (component.settings.limit !== undefined || component.settings.patience !== undefined) continue;
      const late = lateAnswers(facts, call);
      if (late === undefined) continue;
      reported.add(target);
      yield {
        at: target,
        message:
          `\`${target}\` is ${sayRatio(late.utilization)} busy under \`${late.workload}\` and its queue has no limit: one request in a hundred takes over ${sayTime(late.p99)}, ` +
          `\`${caller}\` gives up after ${sayTime(late.timeout)}, and \`${target}\` does the work all the same.`,
        help: `Give \`${target}\` a \`limit\` and \`when full reject\`, so that it refuses what it cannot answer in time, or more capacity.`,
      };
    }
  },
};

interface Late {
  readonly workload: string;
  readonly utilization: number;
  /** Seconds. */
  readonly p99: number;
  /** Seconds. */
  readonly timeout: number;
}

/** The first workload in which the wait makes the p99 of the target longer than the time-out; none when it is overloaded, which has its own rule. */
function lateAnswers(facts: Facts, { target, calls }: Operation): Late | undefined {
  const timeout = calls.timeout?.after;
  if (timeout === undefined) return undefined;
  for (const { workload, components } of facts.estimates) {
    const { utilization, waitTime, serviceTime, response } = components[target] ?? {};
    const p99 = response?.p99;
    if (utilization == null || utilization >= 1 || waitTime == null || serviceTime == null || p99 == null) continue;
    if (waitTime >= serviceTime && p99 > timeout) return { workload, utilization, p99, timeout };
  }
  return undefined;
}
