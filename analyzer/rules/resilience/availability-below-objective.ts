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
      if (expectation.measure !== 'availability' || result.actual === null || result.actual > result.bound) continue;
      const name = result.worst ?? expectation.of[0]?.to ?? '';
      const culprits = contributors(facts, estimate, name);
      const listed = culprits
        .slice(0, 3)
        .map(({ component, missing }) => `\`${component}\` (${sayTime(missing * month)})`);
      const down = culprits.reduce((sum, { missing }) => sum + missing, 0);
      // Requests that err, time out or are turned away while everything is up.
      const failing = Object.hasOwn(estimate.flows, name) ? 1 - result.actual - down : 0;
      const isFailing = failing > (1 - result.actual) / 4;
      if (isFailing) listed.unshift(`requests that fail while all is up (${sayTime(failing * month)})`);
      yield {
        at: expectation.id,
        message:
          `\`${name}\` is available ${sayRatio(result.actual)}, below the ${sayRatio(result.bound)} expected: ` +
          `${sayTime((1 - result.actual) * month)} down a month against ${sayTime((1 - result.bound) * month)}.` +
          (listed.length === 0 ? '' : ` The largest shares: ${listed.slice(0, 3).join(', ')}.`),
        related: culprits.slice(0, 3).map(({ component, missing }) => ({
          at: component,
          message: `missing ${sayRatio(missing)} of the time`,
        })),
        help: isFailing
          ? 'Look at time-outs, errors and limits of its calls: longer time-outs, a retry with a budget, more capacity.'
          : 'Give the largest contributor more copies or a fallback, or take it out of the synchronous path.',
      };
    }
  },
};

interface Contributor {
  readonly component: string;
  /** Share of requests that find it down. */
  readonly missing: number;
}

/** Components the flow cannot do without, by the share of requests that find them down. */
function contributors(facts: Facts, estimate: Estimate, flow: string): Contributor[] {
  const asked = new Map<string, number>();
  for (const operation of facts.operations) {
    if (operation.flow !== flow || operation.asynchronous || operation.fallback > 0 || hasSubstitute(operation))
      continue;
    const share = Math.min(1, operation.times);
    asked.set(operation.target, Math.max(share, asked.get(operation.target) ?? 0));
  }
  return [...asked]
    .map(([component, share]) => ({
      component,
      missing: share * (1 - (estimate.components[component]?.availability ?? 1)),
    }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing);
}
