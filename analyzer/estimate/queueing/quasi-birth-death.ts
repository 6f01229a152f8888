import { combine, entry, identity, type Matrix, matrix, multiply, solve, stationary } from './matrix.js';

/** Rates of a Markov chain on (level, phase) whose transitions go at most one level up or down. */
export interface QuasiBirthDeath {
  /** Off-diagonal rates to the next level, from every level. */
  readonly up: Matrix;
  /** Rates within a level ≥ 1. The diagonals are filled in here. */
  readonly within: Matrix;
  /** Rates to the level below, from levels ≥ 1. */
  readonly down: Matrix;
  /** Rates within level 0. */
  readonly boundary: Matrix;
}

/** Stationary sums over all levels; the index is the phase. */
export interface LevelSums {
  /** Probability of each phase. */
  readonly probability: readonly number[];
  /** Mean level, counted only while in that phase; the sum over phases is the mean level. */
  readonly level: readonly number[];
}

/**
 * Stationary law by the matrix-geometric method: `π_n = π_0 Rⁿ`, with R from logarithmic reduction.
 *
 * `undefined` when the chain is not stable (mean drift upward). Source: Neuts, Matrix-Geometric Solutions (1981);
 * Latouche and Ramaswami, J. Applied Probability 30 (1993).
 */
export function solveQuasiBirthDeath(chain: QuasiBirthDeath): LevelSums | undefined {
  const { up, down } = chain;
  const within = withDiagonal(chain.within, [up, down]);
  const boundary = withDiagonal(chain.boundary, [up]);
  const drift = stationary(combine(combine(up, within), down));
  if (drift === undefined) return undefined;
  const rising = drift.reduce((sum, p, i) => sum + p * (rowSum(up, i) - rowSum(down, i)), 0);
  if (rising >= 0) return undefined;

  const size = up.length;
  const one = identity(size);
  const descent = firstDescent(up, within, down, one);
  if (descent === undefined) return undefined;
  const inner = solve(combine(matrixNegative(within), multiply(up, descent), -1), one);
  if (inner === undefined) return undefined;
  const rate = multiply(up, inner);
  const first = stationary(combine(boundary, multiply(rate, down)));
  const sums = solve(combine(one, rate, -1), one);
  if (first === undefined || sums === undefined) return undefined;
  const start = [first];
  const probability = multiply(start, sums);
  const level = multiply(multiply(probability, rate), sums);
  const total = rowSum(probability, 0);
  return {
    probability: (probability[0] ?? []).map((value) => value / total),
    level: (level[0] ?? []).map((value) => value / total),
  };
}

/** G: the phase law on first reaching the level below, by logarithmic reduction (quadratic convergence). */
function firstDescent(up: Matrix, within: Matrix, down: Matrix, one: Matrix): Matrix | undefined {
  const inverse = solve(matrixNegative(within), one);
  if (inverse === undefined) return undefined;
  let higher = multiply(inverse, up);
  let lower = multiply(inverse, down);
  let descent = lower;
  let climb = higher;
  for (let i = 0; i < 60; i++) {
    const mixed = combine(multiply(higher, lower), multiply(lower, higher));
    const next = solve(combine(one, mixed, -1), one);
    if (next === undefined) return undefined;
    higher = multiply(next, multiply(higher, higher));
    lower = multiply(next, multiply(lower, lower));
    descent = combine(descent, multiply(climb, lower));
    climb = multiply(climb, higher);
    if (climb.every((row) => row.every((value) => Math.abs(value) < 1e-15))) break;
  }
  return descent;
}

function withDiagonal(rates: Matrix, others: readonly Matrix[]): Matrix {
  return matrix(rates.length, rates.length, (i, j) => {
    if (i !== j) return entry(rates, i, j);
    return -(rowSum(rates, i) - entry(rates, i, i)) - others.reduce((sum, other) => sum + rowSum(other, i), 0);
  });
}

const rowSum = (of: Matrix, row: number) => (of[row] ?? []).reduce((sum, value) => sum + value, 0);
const matrixNegative = (of: Matrix) => of.map((row) => row.map((value) => -value));
