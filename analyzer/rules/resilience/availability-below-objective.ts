/** Series–parallel availability of a flow below what is expected of it. */
import { sayRatio, sayTime } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import { hasSubstitute } from '../availability-objective.js';
import { missedExpectations } from '../missed-expectations.js';
import type { Rule } from '../rule.js';

const month = 30 * 86_400;

export const availabilityBelowObjective: Rule = {
  id: 'availability-below-objective',
  family: 'resilience',
  severity: 'error',
  summary: 'The components a flow needs are together less available than the flow is expected to be.',
  concept: 'series–parallel availability',
  sources: ['Treynor et al., The Calculus of Service Availability, ACM Queue 2017'],
  *check(facts) {
    for (const { expectation, result, estimate } of missedExpectations(facts)) {
      if (expectation.measure !== 'availability' || result.actual === null) continue;
      const name = result.worst ?? expectation.of[0]?.to ?? '';
      const culprits = contributors(facts, estimate, name).slice(0, 3);
      const listed = culprits
        .map(({ component, missing }) => `\`${component}\` (${sayTime(missing * month)})`)
        .join(', ');
      yield {
        at: expectation.id,
        message:
          `\`${name}\` is available ${sayRatio(result.actual)}, below the ${sayRatio(result.bound)} expected: ` +
          `${sayTime((1 - result.actual) * month)} down a month against ${sayTime((1 - result.bound) * month)}.` +
          (listed === '' ? '' : ` The largest shares: ${listed}.`),
        related: culprits.map(({ component, missing }) => ({
          at: component,
          message: `missing ${sayRatio(missing)} of the time`,
        })),
        help: 'Give the largest contributor more copies or a fallback, or take it out of the synchronous path.',
      };
    }
  },
};

/** Components the flow waits for, by how often they are missing. */
function contributors(
  facts: Facts,
  estimate: Estimate,
  flow: string,
): { readonly component: string; readonly missing: number }[] {
  const used = new Set(
    facts.operations
      .filter((operation) => operation.flow === flow && !operation.asynchronous)
      .map(({ target }) => target),
  );
  return [...used]
    .map((component) => ({ component, missing: 1 - (estimate.components[component]?.availability ?? 1) }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing);
}
