import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulationResult } from '../../../analyzer/simulator/result.js';
import { type SimulationOptions, simulate } from '../../../analyzer/simulator/simulate.js';
import { designOf } from '../../language/check.js';
import { root } from '../../root.js';

/** Intervals that hold a true value in 99 of 100 runs; the seed is fixed, so that a test always sees the same run. */
const confidence = 0.99;

/** A run of the first workload of a text without mistakes. */
export function simulated(text: string, options: SimulationOptions = {}): SimulationResult {
  const design = designOf(text);
  return simulate(design, design.workloads[0]?.id ?? '', { confidence, seed: 1, ...options });
}

/** A run of a case of the literature. */
export function simulatedCase(file: string, options: SimulationOptions = {}): SimulationResult {
  return simulated(readFileSync(join(root, 'test', 'cases', file), 'utf8'), options);
}

/** A figure by its path, such as `flows.ask.latency.mean`, against what theory says: inside the run's own interval. */
export function holds(result: SimulationResult, path: string, expected: number): void {
  const [family = '', id = '', ...rest] = path.split('.');
  const those: Readonly<Record<string, FiguresOf>> = family === 'flows' ? result.flows : result.components;
  const of = those[id];
  assert.ok(of !== undefined, `there is no ${family} ${id}`);
  const value = rest.reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], of);
  const halfWidth = of.confidence[rest.join('.')];
  assert.ok(typeof value === 'number', `${path} is ${value}`);
  assert.ok(halfWidth !== undefined && Number.isFinite(halfWidth), `${path} has no interval`);
  assert.ok(
    Math.abs(value - expected) <= halfWidth,
    `${path}: ${value} ± ${halfWidth} against ${expected} after ${result.eventCount} events`,
  );
  // An interval that anything fits into would prove nothing.
  assert.ok(halfWidth <= 0.25 * Math.abs(value), `${path}: ± ${halfWidth} is too wide for ${value}`);
}

interface FiguresOf {
  readonly confidence: Readonly<Record<string, number>>;
}
