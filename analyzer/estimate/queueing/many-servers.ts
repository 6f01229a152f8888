/**
 * Sums over the states of a station with very many servers, in closed form.
 *
 * The sums of Erlang's formulas have as many terms as there are servers. They are incomplete gamma functions, whose uniform
 * expansion by Temme, cut after its first term, is right to about 1/x of the sum: beyond `MANY` servers to nine digits, so that
 * nothing jumps where the sums end and the expansion begins. It holds on both sides of full load and at it.
 * Source: Temme, SIAM Journal on Mathematical Analysis 10 (1979); DLMF §8.12.
 */

/** Servers beyond which sums over them are not added up any more. */
export const MANY = 1_000_000;

/** `Σ_{j≥0} x(x-1)…(x-j+1)/y^j`, which is 1/B of Erlang's formula for x servers offered y; at least 1. */
export function sumBelow(x: number, y: number): number {
  const { root, correction } = expansion(x, y);
  return 1 + Math.max(0, Math.sqrt((Math.PI * x) / 2) * scaledErfc(root) + correction);
}

/** `Σ_{j≥0} y^j/((x+1)…(x+j))`; at least 1. */
export function sumAbove(x: number, y: number): number {
  const { root, correction } = expansion(x, y);
  return Math.max(1, Math.sqrt((Math.PI * x) / 2) * scaledErfc(-root) - correction);
}

/** `η√(x/2)` with `η²/2 = λ - 1 - ln λ`, `λ = y/x`, and the first term beside the error function, `1/(λ-1) - 1/η`. */
function expansion(x: number, y: number): { readonly root: number; readonly correction: number } {
  const d = (y - x) / x;
  const isNear = Math.abs(d) < 1e-3;
  const eta = isNear
    ? d * Math.sqrt(1 - (2 * d) / 3 + d ** 2 / 2 - (2 * d ** 3) / 5)
    : Math.sign(d) * Math.sqrt(2 * (d - Math.log1p(d)));
  const correction = isNear ? -1 / 3 + d / 12 - (23 * d ** 2) / 540 : 1 / d - 1 / eta;
  return { root: eta * Math.sqrt(x / 2), correction };
}

/** `e^{z²} erfc(z)`: a power series below 2, a continued fraction above it; `Infinity` far below 0. */
function scaledErfc(z: number): number {
  if (z < 0) return 2 * Math.exp(z * z) - scaledErfc(-z);
  if (z < 2) {
    let term = z;
    let sum = z;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    return Math.exp(z * z) - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = z;
  for (let k = 80; k > 0; k--) fraction = z + k / 2 / fraction;
  return 1 / (fraction * Math.sqrt(Math.PI));
}
