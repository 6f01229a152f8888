/** Expectations outside scenarios that the estimate says do not hold, one entry per expectation and workload. */
import type { Expectation } from '../design/design.js';
import type { Estimate, ExpectationResult } from '../estimate/estimate.js';
import type { Facts } from '../facts.js';
import { isImpossible } from './impossible-bound.js';

export interface MissedExpectation {
  readonly expectation: Expectation;
  readonly result: ExpectationResult;
  readonly estimate: Estimate;
}

/** An expectation that fails under several workloads is given once, with the workload that misses it most. */
export function missedExpectations(facts: Facts): MissedExpectation[] {
  return facts.design.expectations.flatMap((expectation) => {
    if (isImpossible(expectation)) return [];
    const missed = facts.estimates.flatMap((estimate) => {
      const result = estimate.expectations.find(({ id, holds }) => id === expectation.id && holds === false);
      return result === undefined ? [] : [{ expectation, result, estimate }];
    });
    missed.sort((a, b) => distance(b.result) - distance(a.result));
    return missed.slice(0, 1);
  });
}

function distance({ actual, bound }: ExpectationResult): number {
  return Math.abs((actual ?? bound) - bound);
}
