/** An expected percentile that the estimate exceeds. */
import { sayRate, sayRatio, sayTime } from '../../design/say.js';
import { missedExpectations } from '../missed-expectations.js';
import type { Rule } from '../rule.js';

const latencies = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999']);

export const latencyObjectiveMissed: Rule = {
  id: 'latency-objective-missed',
  family: 'capacity',
  severity: 'error',
  summary: 'The estimated latency of a flow is over what is expected of it.',
  concept: 'response-time percentiles',
  sources: ['Dean, Barroso, The Tail at Scale, CACM 2013'],
  *check(facts) {
    for (const { expectation, result, estimate } of missedExpectations(facts)) {
      if (!latencies.has(expectation.measure) || result.actual === null) continue;
      const name = result.worst ?? expectation.of[0]?.to ?? '';
      const flow = estimate.flows[name];
      const costly = flow?.breakdown[0];
      const where =
        costly === undefined || costly.mean === null
          ? ''
          : ` \`${costly.component}\` costs most: ${sayTime(costly.mean)} of the mean${busy(estimate.components[costly.component]?.utilization)}.`;
      yield {
        at: expectation.id,
        message:
          `${expectation.measure} of \`${name}\` is ${sayTime(result.actual)} under \`${estimate.workload}\` at ${sayRate(flow?.rate ?? 0)}, ` +
          `${sayTime(result.actual - result.bound)} over the ${sayTime(result.bound)} expected.${where}`,
        related: costly === undefined ? [] : [{ at: costly.component, message: 'the hop that costs most' }],
        help: 'Shorten or parallelize that hop, give it capacity, or expect less.',
      };
    }
  },
};

function busy(utilization: number | null | undefined): string {
  return utilization === null || utilization === undefined ? '' : `, ${sayRatio(utilization)} busy`;
}
