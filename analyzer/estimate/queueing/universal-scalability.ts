import { solve } from './matrix.js';

/** Coefficients of the Universal Scalability Law. */
export interface ScalabilityLaw {
  /** Contention α: the share of work that is serial. */
  readonly contention: number;
  /** Coherency β: the cost of each pair that must agree. */
  readonly coherency: number;
  /** Throughput of one, γ, in the unit of the measurements. */
  readonly single: number;
}

/** A measured throughput at a number of workers, users or nodes. */
export interface ScalabilityPoint {
  readonly size: number;
  readonly throughput: number;
}

/**
 * Throughput at `size`: `X(n) = γn / (1 + α(n-1) + βn(n-1))`.
 *
 * Source: Gunther, Guerrilla Capacity Planning, §4-6.
 */
export function scalabilityThroughput(law: ScalabilityLaw, size: number): number {
  return (law.single * size) / (1 + law.contention * (size - 1) + law.coherency * size * (size - 1));
}

/** The size of greatest throughput, `√((1-α)/β)`, and that throughput; infinite size when β = 0, with limit γ/α. */
export function scalabilityPeak(law: ScalabilityLaw): ScalabilityPoint {
  if (law.coherency <= 0) {
    return { size: Infinity, throughput: law.contention > 0 ? law.single / law.contention : Infinity };
  }
  const size = Math.max(1, Math.sqrt(Math.max(0, 1 - law.contention) / law.coherency));
  return { size, throughput: scalabilityThroughput(law, size) };
}

/**
 * Least-squares fit of the law to measured throughputs, by Levenberg-Marquardt from the linear fit of n/X.
 *
 * Minimises the squared error of X itself, as the R package `usl` does. `undefined` with fewer than 3 different sizes.
 */
export function fitScalability(points: readonly ScalabilityPoint[]): ScalabilityLaw | undefined {
  if (new Set(points.map((point) => point.size)).size < 3) return undefined;
  const start = linearFit(points);
  if (start === undefined) return undefined;
  let law = start;
  let damping = 1e-3;
  let error = squaredError(law, points);
  for (let i = 0; i < 200; i++) {
    const next = step(law, points, damping);
    const nextError = next === undefined ? Infinity : squaredError(next, points);
    if (next === undefined || !(nextError < error)) {
      damping *= 10;
      if (damping > 1e12) break;
      continue;
    }
    const gain = (error - nextError) / (error || 1);
    law = next;
    error = nextError;
    damping /= 10;
    if (gain < 1e-15) break;
  }
  return law;
}

const asLaw = ([contention = 0, coherency = 0, single = 0]: readonly number[]): ScalabilityLaw => ({
  contention,
  coherency,
  single,
});

function squaredError(law: ScalabilityLaw, points: readonly ScalabilityPoint[]): number {
  return points.reduce((sum, point) => sum + (point.throughput - scalabilityThroughput(law, point.size)) ** 2, 0);
}

/** `n/X = (1 + α(n-1) + βn(n-1))/γ` is linear in 1/γ, α/γ and β/γ. */
function linearFit(points: readonly ScalabilityPoint[]): ScalabilityLaw | undefined {
  const rows = points.map(({ size }) => [1, size - 1, size * (size - 1)]);
  const values = points.map(({ size, throughput }) => size / throughput);
  const [inverse = 0, contention = 0, coherency = 0] = normalEquations(rows, values, 0) ?? [];
  return inverse > 0 ? asLaw([contention / inverse, coherency / inverse, 1 / inverse]) : undefined;
}

function step(law: ScalabilityLaw, points: readonly ScalabilityPoint[], damping: number): ScalabilityLaw | undefined {
  const rows = points.map(({ size }) => {
    const slowing = 1 + law.contention * (size - 1) + law.coherency * size * (size - 1);
    const base = (law.single * size) / slowing;
    return [(-base * (size - 1)) / slowing, (-base * size * (size - 1)) / slowing, size / slowing];
  });
  const residuals = points.map((point) => point.throughput - scalabilityThroughput(law, point.size));
  const change = normalEquations(rows, residuals, damping);
  if (change === undefined) return undefined;
  return asLaw([law.contention, law.coherency, law.single].map((value, i) => value + (change[i] ?? 0)));
}

function normalEquations(rows: readonly (readonly number[])[], values: readonly number[], damping: number) {
  const width = rows[0]?.length ?? 0;
  const product = (i: number, j: number) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
  const indices = Array.from({ length: width }, (_, i) => i);
  const left = indices.map((i) => indices.map((j) => product(i, j) * (i === j ? 1 + damping : 1)));
  const right = indices.map((i) => [rows.reduce((sum, row, k) => sum + (row[i] ?? 0) * (values[k] ?? 0), 0)]);
  return solve(left, right)?.map((row) => row[0] ?? 0);
}
