/**
 * Special functions that the laws need and the language lacks. This folder turns the `Distribution` union into
 * moments, tails, quantiles and samples, and combines latencies; it knows nothing of stations or components.
 */

/**
 * Natural logarithm of the gamma function for x > 0, by Lanczos' approximation (g = 7, 9 terms), error below 1e-14.
 *
 * Source: Press et al., Numerical Recipes, §6.1 (Godfrey's coefficients).
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.99999999999980993;
  for (const [i, coefficient] of LANCZOS.entries()) sum += coefficient / (x + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Upper regularised incomplete gamma function `Q(a, x) = Γ(a, x)/Γ(a)`: P(Gamma(a, 1) > x), a > 0.
 *
 * Series below x = a + 1, Lentz's continued fraction above; relative error near 1e-14.
 * Source: Press et al., Numerical Recipes, §6.2.
 */
export function gammaTail(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - sum * factor);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return factor * h;
}

/** Standard normal tail `P(Z > z)`, through the incomplete gamma function: accurate far into the tail. */
export function normalTail(z: number): number {
  const half = gammaTail(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

/**
 * Standard normal quantile: z with `P(Z ≤ z) = p`; ∓`Infinity` at p = 0 and 1.
 *
 * Acklam's rational approximation (relative error 1.15e-9) with one Halley step.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  const z = p < 0.5 ? acklam(p) : -acklam(1 - p);
  const error = p < 0.5 ? normalTail(-z) - p : 1 - p - normalTail(z);
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
  return z - step / (1 + (z * step) / 2);
}

/** For p ≤ 1/2. */
function acklam(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(TAIL_ABOVE, q) / (horner(TAIL_BELOW, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(CENTRE_ABOVE, r) * q) / (horner(CENTRE_BELOW, r) * r + 1);
}

const horner = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, c) => sum * x + c, 0);
const CENTRE_ABOVE = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRE_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
];
const TAIL_ABOVE = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
