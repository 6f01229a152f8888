import { mm1 } from './mm1.js';
import type { Load } from './station-measures.js';

/** `H_n = 1 + 1/2 + … + 1/n`; 0 for n = 0. The mean of the slowest of n exponentials is `H_n` times their mean. */
export function harmonic(n: number): number {
  let sum = 0;
  for (let k = n; k >= 1; k--) sum += 1 / k;
  return sum;
}

/**
 * Mean response of a fork-join: each arrival forks to `branches` separate M/M/1 queues and waits for all.
 *
 * k = 1 exact; k = 2 exact, `R_2 = (12-ρ)/8 · R_1`; k > 2 `R_k ≈ [H_k/H_2 + 4ρ/11 (1 - H_k/H_2)] R_2`, 1-2.5 % low at
 * high load and k ≤ 32. Poisson arrivals, equal exponential servers; `load` is that of one branch. `Infinity` when
 * saturated. Source: Flatto and Hahn 1984; Nelson and Tantawi, IEEE Trans. Computers 37 (1988).
 */
export function forkJoinResponse(load: Load, branches: number): number {
  const utilization = load.arrivalRate * load.meanService;
  const alone = mm1(load).meanResponse;
  if (branches <= 1 || !Number.isFinite(alone)) return alone;
  const pair = ((12 - utilization) / 8) * alone;
  const growth = harmonic(branches) / harmonic(2);
  return (growth + ((4 * utilization) / 11) * (1 - growth)) * pair;
}
