/** Expectations and their results as text. */
import type { Design, Expectation } from '../design/design.js';
import { sayNumber, sayQuantity } from '../design/say.js';
import type { ExpectationResult } from '../estimate/estimate.js';

/** `p99(send) < 250 ms`. */
export function sayExpectation({ measure, of, comparison, bound }: Expectation): string {
  const targets = of.map(({ to }) => to).join(', ');
  return `${measure}(${targets}) ${comparison} ${sayQuantity(bound.value, bound.dimension)}`;
}

/** The expectation as it reads in the design, and how its figures are said. */
export function stated(result: ExpectationResult, design: Design): { text: string; say: (value: number) => string } {
  const found = design.expectations.find(({ id }) => id === result.id);
  if (found === undefined) return { text: `${result.id} ${sayNumber(result.bound)}`, say: sayNumber };
  return { text: sayExpectation(found), say: (value) => sayQuantity(value, found.bound.dimension) };
}

/** What was estimated: `290 ms`, `54 % at messages`, `unknown`, or `no bound` where it grows without end. */
export function sayActual(result: ExpectationResult, say: (value: number) => string): string {
  const worst = result.worst === undefined ? '' : ` at ${result.worst}`;
  const none = result.holds === null ? 'unknown' : 'no bound';
  return `${result.actual === null ? none : say(result.actual)}${worst}`;
}
