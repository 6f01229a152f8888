import type { Expectation } from '../design/design.js';
import { sayQuantity } from '../design/say.js';
import type { ExpectationResult } from '../simulator/result.js';

/** What was measured: `240 ms ± 30 ms at chat`, `3`; `undefined` where there is no figure. */
export function sayMeasured(result: ExpectationResult, { bound }: Expectation): string | undefined {
  const { actual, halfWidth, worst } = result;
  if (actual === null) return undefined;
  const say = (value: number): string => sayQuantity(value, bound.dimension);
  const around = halfWidth === undefined || halfWidth === 0 ? '' : ` ± ${say(halfWidth)}`;
  return `${say(actual)}${around}${worst === undefined ? '' : ` at ${worst}`}`;
}

/** One sentence without a full stop: `measured 240 ms ± 30 ms, bound 250 ms`, or why it is undecided. */
export function sayOutcome(result: ExpectationResult, expectation: Expectation): string {
  const measured = sayMeasured(result, expectation);
  const { status, reason, by } = result;
  if (status === 'undecided') return reason ?? 'there is no such figure';
  const { value, dimension } = expectation.bound;
  const verb = by === 'estimate' ? 'estimated' : 'measured';
  const figure = measured === undefined ? (reason ?? 'no figure') : `${verb} ${measured}`;
  return `${figure}, bound ${sayQuantity(value, dimension)}`;
}
