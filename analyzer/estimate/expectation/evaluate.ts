/** Expectations against estimates: whether what must hold does. This folder knows estimates, not how they were made. */
import type { Design, Expectation } from '../../design/design.js';
import type { Estimate, ExpectationResult } from '../estimate.js';
import { type Measured, measure } from './measure.js';

/** Relative difference up to which an estimate counts as equal to a bound. */
export const EQUAL_WITHIN = 0.001;

/**
 * Every expectation outside scenarios against the estimates of the workloads it is under.
 *
 * One without `under` must hold under each workload; then the result is of the workload where it holds least. Undecided
 * (`holds: null`) beats holding, failing beats both.
 */
export function evaluate(design: Design, estimates: readonly Estimate[]): readonly ExpectationResult[] {
  return design.expectations.map((expectation) => {
    const under = estimates.filter(
      (estimate) => expectation.under === undefined || estimate.workload === expectation.under,
    );
    const results = under.map((estimate) => evaluateUnder(expectation, estimate, design));
    const worst =
      results.find((result) => result.holds === false) ?? results.find((result) => result.holds === null) ?? results[0];
    if (worst !== undefined) return worst;
    const reason =
      expectation.under === undefined ? 'the design has no workload' : `there is no workload ${expectation.under}`;
    return { id: expectation.id, holds: null, actual: null, bound: expectation.bound.value, reason };
  });
}

/** One expectation against one estimate. Of several things measured the one that holds least is reported. */
export function evaluateUnder(expectation: Expectation, estimate: Estimate, design: Design): ExpectationResult {
  const { id, bound } = expectation;
  const isEverything = expectation.of.some((reference) => reference.to === '*');
  const isSeveral = expectation.of.length > 1 || isEverything;
  // Among everything (`*`), what no flow loads is left out rather than undecided.
  const measured = measure(expectation, estimate, design).filter(
    (entry) => !isEverything || entry.value !== null || estimate.components[entry.of]?.arrivalRate !== 0,
  );
  const result = (entry: Measured | undefined, found: Pick<ExpectationResult, 'holds' | 'actual' | 'reason'>) => ({
    id,
    ...found,
    bound: bound.value,
    ...(isSeveral && entry !== undefined ? { worst: entry.of } : {}),
  });
  // Beyond the bound whatever the unknown rest is: an endless wait, a sum whose known part is too much.
  const beyond = measured.find((entry) => entry.value === null && isBeyond(entry.atLeast, expectation));
  if (beyond !== undefined)
    return result(beyond, {
      holds: false,
      actual: Number.isFinite(beyond.atLeast) ? (beyond.atLeast ?? null) : null,
      reason: Number.isFinite(beyond.atLeast)
        ? `at least this much: ${beyond.reason ?? ''}`
        : `it grows without bound: ${beyond.reason ?? ''}`,
    });
  const known = measured.filter((entry): entry is Known => entry.value !== null);
  const worst = known.reduce<Known | undefined>(
    (least, entry) =>
      least === undefined || margin(entry.value, expectation) < margin(least.value, expectation) ? entry : least,
    undefined,
  );
  if (worst !== undefined && !holds(worst.value, expectation))
    return result(worst, { holds: false, actual: worst.value });
  const unknown = measured.find((entry) => entry.value === null);
  if (unknown !== undefined)
    return result(unknown, { holds: null, actual: null, reason: unknown.reason ?? 'there is no such figure' });
  if (worst === undefined)
    return result(undefined, {
      holds: null,
      actual: null,
      reason: `nothing in this design has the measure ${expectation.measure}`,
    });
  return result(worst, { holds: true, actual: worst.value });
}

type Known = Measured & { readonly value: number };

/** Whether something that is at least so much cannot hold. */
function isBeyond(atLeast: number | undefined, { comparison, bound }: Expectation): boolean {
  if (atLeast === undefined || comparison === '>' || comparison === '>=') return false;
  return comparison === '<' ? atLeast >= bound.value : atLeast > bound.value;
}

function holds(actual: number, { comparison, bound }: Expectation): boolean {
  switch (comparison) {
    case '<':
      return actual < bound.value;
    case '<=':
      return actual <= bound.value;
    case '>':
      return actual > bound.value;
    case '>=':
      return actual >= bound.value;
    case '==':
      return Math.abs(actual - bound.value) <= EQUAL_WITHIN * Math.max(Math.abs(actual), Math.abs(bound.value));
  }
}

/** How far inside the bound; the smallest is the worst. */
function margin(actual: number, { comparison, bound }: Expectation): number {
  if (comparison === '<' || comparison === '<=') return bound.value - actual;
  if (comparison === '>' || comparison === '>=') return actual - bound.value;
  return -Math.abs(actual - bound.value);
}
