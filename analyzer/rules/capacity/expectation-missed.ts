/** An expectation that the estimate says does not hold and that no rule of its own explains. */
import { sayQuantity } from '../../design/say.js';
import { missedExpectations } from '../missed-expectations.js';
import type { Rule } from '../rule.js';

/** Measures whose misses are explained by `latency-objective-missed` and `availability-below-objective`. */
const explained = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'availability']);

export const expectationMissed: Rule = {
  id: 'expectation-missed',
  family: 'capacity',
  severity: 'error',
  summary: 'The estimate contradicts what the design expects.',
  concept: 'expectations as tests',
  sources: ['Beyer et al., The Site Reliability Workbook, 2018, ch. 2'],
  *check(facts) {
    for (const { expectation, result, estimate } of missedExpectations(facts)) {
      if (explained.has(expectation.measure) || result.actual === null) continue;
      const of = result.worst ?? expectation.of[0]?.to;
      const dimension = expectation.bound.dimension;
      yield {
        at: expectation.id,
        message:
          `${expectation.measure}${of === undefined ? '' : ` of \`${of}\``} is ${sayQuantity(result.actual, dimension)} under ` +
          `\`${estimate.workload}\`; expected ${expectation.comparison} ${sayQuantity(result.bound, dimension)}.`,
        related: of === undefined || !facts.lookup.components.has(of) ? [] : [{ at: of, message: 'measured here' }],
        help: 'Change the design, or expect what it can do.',
      };
    }
  },
};
