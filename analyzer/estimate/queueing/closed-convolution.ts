import type { CentreMeasures, ClosedCentre, ClosedMeasures } from './closed-network.js';

/**
 * A closed single-class network with multi-server centres, exactly, by normalising constants.
 *
 * `G = f_1 * f_2 * …` with `f(n) = Dⁿ / Π_{j≤n} min(j, c)`, `X(N) = G(N-1)/G(N)`, marginal `p_i(n) = f_i(n) G_{-i}(N-n)/G(N)`.
 * Chosen over the recursion on marginal probabilities because every term is positive, so nothing cancels at high load.
 * Held as logarithms, since G spans more than floating point does.
 * Source: Buzen, Comm. ACM 16 (1973); Bolch et al., Queueing Networks and Markov Chains, §8.1.
 */
export function closedByConvolution(
  centres: readonly ClosedCentre[],
  thinkTime: number,
  population: number,
): ClosedMeasures {
  if (population < 1) return empty(centres);
  const factors = centres.map((centre) => logFactors(centre, population));
  const think = logFactors({ demand: thinkTime, servers: Infinity }, population);
  const before: Float64Array[] = [think];
  for (const factor of factors) before.push(convolve(before.at(-1) ?? think, factor));
  const whole = before.at(-1) ?? think;
  const normal = whole[population] ?? 0;
  const throughput = Math.exp((whole[population - 1] ?? 0) - normal);

  const measures: CentreMeasures[] = [];
  let after = unit(population);
  for (let k = centres.length - 1; k >= 0; k--) {
    const centre = centres[k];
    const factor = factors[k];
    const prefix = before[k];
    if (centre === undefined || factor === undefined || prefix === undefined) continue;
    const delay = !Number.isFinite(centre.servers);
    const inSystem = delay ? throughput * centre.demand : meanNumber(factor, convolve(prefix, after), normal);
    measures.unshift({
      utilization: (throughput * centre.demand) / (delay ? 1 : centre.servers),
      meanInSystem: inSystem,
      meanResidence: inSystem / throughput,
    });
    after = convolve(after, factor);
  }
  return { throughput, meanResponse: population / throughput - thinkTime, centres: measures, method: 'exact' };
}

function meanNumber(factor: Float64Array, others: Float64Array, normal: number): number {
  const population = factor.length - 1;
  let sum = 0;
  for (let n = 1; n <= population; n++) sum += n * Math.exp((factor[n] ?? 0) + (others[population - n] ?? 0) - normal);
  return sum;
}

function logFactors({ demand, servers }: ClosedCentre, population: number): Float64Array {
  const result = new Float64Array(population + 1);
  for (let n = 1; n <= population; n++) {
    result[n] = (result[n - 1] ?? 0) + Math.log(demand / Math.min(n, servers));
  }
  return result;
}

/** The neutral element: everybody elsewhere. */
function unit(population: number): Float64Array {
  const result = new Float64Array(population + 1).fill(-Infinity);
  result[0] = 0;
  return result;
}

function convolve(left: Float64Array, right: Float64Array): Float64Array {
  const result = new Float64Array(left.length).fill(-Infinity);
  for (let n = 0; n < left.length; n++) {
    let top = -Infinity;
    for (let i = 0; i <= n; i++) top = Math.max(top, (left[i] ?? 0) + (right[n - i] ?? 0));
    if (top === -Infinity) continue;
    let sum = 0;
    for (let i = 0; i <= n; i++) {
      const term = (left[i] ?? 0) + (right[n - i] ?? 0) - top;
      if (term > -40) sum += Math.exp(term);
    }
    result[n] = top + Math.log(sum);
  }
  return result;
}

function empty(centres: readonly ClosedCentre[]): ClosedMeasures {
  const idle = centres.map(() => ({ utilization: 0, meanInSystem: 0, meanResidence: 0 }));
  return { throughput: 0, meanResponse: 0, centres: idle, method: 'exact' };
}
