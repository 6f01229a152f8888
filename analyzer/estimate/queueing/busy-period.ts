/** A mixture of exponentials: `P(T > t) = Σ weight e^{-rate t}`; weights sum to 1, rates are per second. */
export interface ExponentialMixture {
  readonly weights: Float64Array;
  readonly rates: Float64Array;
}

/** Few points are enough unless the load is near 1. */
const LEAST_POINTS = 48;
const MOST_POINTS = 20_000;

/**
 * The busy period of M/M/1: how long a server that just began stays busy. Mean `1/(μ - λ)`.
 *
 * Its density `e^{-(λ+μ)t} I₁(2t√(λμ)) / (t√ρ)` is, by the integral of the Bessel function, a mixture of exponentials of
 * rates `a(θ) = λ + μ - 2√(λμ) cos θ`, so that `P(B > t) = (2μ/π) ∫₀^π sin²θ e^{-a(θ)t} / a(θ) dθ`. The trapezoidal rule
 * converges geometrically, the more slowly the nearer ρ is to 1. For ρ < 1; else the weights do not sum to 1.
 * Sources: Kleinrock, Queueing Systems I, §5.8; Abate and Whitt, Queueing Systems 3 (1988).
 */
export function busyPeriod(arrivalRate: number, serviceRate: number): ExponentialMixture {
  const rho = arrivalRate / serviceRate;
  const wanted = rho > 0 ? Math.ceil(32 / -Math.log(rho)) : 0;
  const points = Math.min(MOST_POINTS, Math.max(LEAST_POINTS, wanted));
  const weights = new Float64Array(points - 1);
  const rates = new Float64Array(points - 1);
  const slope = 2 * Math.sqrt(arrivalRate * serviceRate);
  let total = 0;
  for (let i = 1; i < points; i++) {
    const angle = (Math.PI * i) / points;
    const rate = arrivalRate + serviceRate - slope * Math.cos(angle);
    rates[i - 1] = rate;
    const weight = (2 * serviceRate * Math.sin(angle) ** 2) / (points * rate);
    weights[i - 1] = weight;
    total += weight;
  }
  // They sum to 1 up to the error of the rule.
  return { weights: weights.map((weight) => weight / total), rates };
}

/** `P(T > t)` of a mixture of exponentials. */
export const mixtureTail =
  ({ weights, rates }: ExponentialMixture) =>
  (t: number): number => {
    if (t < 0) return 1;
    let sum = 0;
    for (let i = 0; i < rates.length; i++) sum += (weights[i] ?? 0) * Math.exp(-(rates[i] ?? 0) * t);
    return Math.min(1, sum);
  };
