/** Bounds of expectations that nothing can meet. */
import type { Expectation } from '../design/design.js';

/** Measures that are shares, and so at most 1. */
const shares = new Set(['availability', 'hit_ratio']);

/** `availability(f) > 100%`. The contradiction is the finding; how far the design is from it says nothing. */
export function isImpossible({ measure, comparison, bound }: Expectation): boolean {
  if (!shares.has(measure)) return false;
  return (comparison === '>' && bound.value >= 1) || (comparison === '>=' && bound.value > 1);
}
