import assert from 'node:assert/strict';

/** Fails unless `actual` is within the relative tolerance of `expected` (.1 % unless said). */
export function closeTo(actual: number | undefined, expected: number, tolerance = 0.001, what = ''): void {
  const allowed = Math.abs(expected) * tolerance + 1e-12;
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= allowed,
    `${what} expected ${expected} within ${tolerance * 100} %, got ${actual}`,
  );
}
