/**
 * The smallest t ≥ 0 with `tail(t) ≤ level`, for a non-increasing tail function P(T > t).
 *
 * Brackets outward from `scale` (any positive duration of the right order) and bisects to a relative width of 1e-12.
 * `Infinity` when the tail stays above the level as far as numbers reach.
 */
export function invertTail(tail: (t: number) => number, level: number, scale: number): number {
  if (tail(0) <= level) return 0;
  let high = scale > 0 && Number.isFinite(scale) ? scale : 1;
  let low = 0;
  while (tail(high) > level) {
    low = high;
    high *= 2;
    if (high > 1e250) return Infinity;
  }
  // A value far below the scale is found by halving first, so that the bisection below is relative.
  while (low === 0 && high > 1e-250) {
    if (tail(high / 2) <= level) high /= 2;
    else low = high / 2;
  }
  for (let i = 0; i < 60 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (tail(middle) <= level) high = middle;
    else low = middle;
  }
  return high;
}
