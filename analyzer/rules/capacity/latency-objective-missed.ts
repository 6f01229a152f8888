/** An expected percentile that the estimate exceeds. */
import { sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { type MissedExpectation, missedExpectations } from '../missed-expectations.js';
import type { Related, Report, Rule } from '../rule.js';

const latencies = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999']);

export const latencyObjectiveMissed: Rule = {
  id: 'latency-objective-missed',
  family: 'capacity',
  severity: 'error',
  summary: 'The estimated latency of a flow is over what is expected of it.',
  concept: 'response-time percentiles',
  sources: ['Dean, Barroso, The Tail at Scale, CACM 2013'],
  *check(facts) {
    for (const missed of missedExpectations(facts)) {
      const { expectation, result } = missed;
      const isOver = result.actual !== null && result.actual >= result.bound;
      if (latencies.has(expectation.measure) && isOver) yield report(facts, missed, result.actual);
    }
  },
};

function report(facts: Facts, { expectation, result, estimate }: MissedExpectation, actual: number): Report {
  const name = result.worst ?? expectation.of[0]?.to ?? '';
  const flow = estimate.flows[name];
  const costly = flow?.breakdown[0];
  const rate = flow?.rate ?? estimate.components[name]?.arrivalRate ?? 0;
  const over =
    actual > result.bound
      ? `${sayTime(actual - result.bound)} over the ${sayTime(result.bound)} expected`
      : `expected less than ${sayTime(result.bound)}`;
  const where =
    costly === undefined || costly.mean === null
      ? ''
      : ` \`${costly.component}\` costs most: ${sayTime(costly.mean)} of the mean${busy(estimate.components[costly.component]?.utilization)}.`;
  return {
    at: expectation.id,
    message: `${expectation.measure} of \`${name}\` is ${sayTime(actual)} under \`${estimate.workload}\`${rate > 0 ? ` at ${sayRate(rate)}` : ', which does not load it'}, ${over}.${where}`,
    related: related(facts, name, costly?.component),
    help:
      flow === undefined
        ? 'Give it capacity or less work, or expect less.'
        : 'Shorten or parallelize that hop, give it capacity, or expect less.',
  };
}

function related(facts: Facts, name: string, costly: string | undefined): readonly Related[] {
  if (costly !== undefined) return [{ at: costly, message: 'the hop that costs most' }];
  return facts.lookup.components.has(name) ? [{ at: name, message: 'measured here' }] : [];
}

function busy(utilization: number | null | undefined): string {
  return utilization === null || utilization === undefined ? '' : `, ${sayRatio(utilization)} busy`;
}
