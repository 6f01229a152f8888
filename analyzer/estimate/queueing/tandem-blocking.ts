import { matrix } from './matrix.js';
import { solveQuasiBirthDeath } from './quasi-birth-death.js';

/** Two servers in a row with a bounded second stage: a finished request keeps the first server until there is room. */
export interface TandemLoad {
  readonly arrivalRate: number;
  readonly firstMeanService: number;
  readonly secondMeanService: number;
  /** How many requests the second stage holds, the one in service included; at least 1. */
  readonly secondHolds: number;
}

export interface TandemMeasures {
  /** Share of time the first server is done but held up by the second. */
  readonly blocked: number;
  /** Mean time through both stages in seconds. */
  readonly meanResponse: number;
  readonly meanInFirst: number;
  readonly meanInSecond: number;
  readonly reason?: string;
}

/**
 * Tandem M/M/1 → ·/M/1/K with blocking after service (back-pressure), exact by the matrix-geometric method.
 *
 * Poisson arrivals to an unlimited first queue, exponential services. Infinite with a reason when the pair cannot carry
 * the rate, which is below that of either server alone.
 * Source: Perros, Queueing Networks with Blocking, §3; Neuts 1968.
 */
export function tandemBlocking(load: TandemLoad): TandemMeasures {
  const { arrivalRate, secondHolds } = load;
  const [first, second] = [1 / load.firstMeanService, 1 / load.secondMeanService];
  // Phases: 0…K requests in the second stage, then K with the first server blocked.
  const held = secondHolds + 1;
  const size = secondHolds + 2;
  const serveSecond = (from: number, to: number) => (from >= 1 && from <= secondHolds && to === from - 1 ? second : 0);
  const sums = solveQuasiBirthDeath({
    up: matrix(size, size, (from, to) => (from === to ? arrivalRate : 0)),
    within: matrix(size, size, (from, to) => (from === secondHolds && to === held ? first : serveSecond(from, to))),
    down: matrix(size, size, (from, to) => {
      if (from === held) return to === secondHolds ? second : 0;
      return from < secondHolds && to === from + 1 ? first : 0;
    }),
    // An empty first stage cannot be blocked; the state is left at once so that the chain stays irreducible.
    boundary: matrix(size, size, (from, to) => (from === held && to === secondHolds ? second : serveSecond(from, to))),
  });
  if (sums === undefined) {
    const reason = 'the arrival rate reaches what the blocked pair can carry';
    return { blocked: Number.NaN, meanResponse: Infinity, meanInFirst: Infinity, meanInSecond: secondHolds, reason };
  }
  const meanInFirst = sums.level.reduce((sum, value) => sum + value, 0);
  const meanInSecond = sums.probability.reduce((sum, p, n) => sum + p * Math.min(n, secondHolds), 0);
  // Level 0 cannot be blocked but carries that phase with probability 0, since nothing leads there.
  const blocked = sums.probability[held] ?? 0;
  return { blocked, meanResponse: (meanInFirst + meanInSecond) / arrivalRate, meanInFirst, meanInSecond };
}
