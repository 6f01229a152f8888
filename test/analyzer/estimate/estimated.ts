import assert from 'node:assert/strict';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { designOf } from '../../language/check.js';

/** The estimate of the first workload of a text without mistakes. */
export function estimated(text: string): Estimate {
  const [first] = estimateAll(designOf(text));
  assert.ok(first !== undefined, 'the text has no workload');
  return first;
}

/** A figure against what it must be, up to a relative difference. */
export function close(actual: number | null | undefined, expected: number, relative = 1e-4): void {
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} against ${expected}`,
  );
}
