import assert from 'node:assert/strict';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { SimulationResult } from '../../../analyzer/simulator/result.js';
import { startScenario } from '../../../analyzer/simulator/scenario/start-scenario.js';
import type { SimulationOptions } from '../../../analyzer/simulator/simulate.js';
import { designOf } from '../../language/check.js';

/** A run of the first scenario of a text without mistakes, to its end. */
export function scenario(text: string, options: SimulationOptions = {}): SimulationResult {
  const design = designOf(text);
  const simulation = startScenario(prepare(design), design.scenarios[0]?.id ?? '', options);
  assert.ok(simulation !== undefined, 'the text has no scenario');
  simulation.advance(Infinity);
  return simulation.result();
}

/** Share of the requests of a flow that failed. */
export const failing = (result: SimulationResult, flow = 'ask'): number =>
  1 - (result.flows[flow]?.availability ?? Number.NaN);

/** When something of a kind happened, in seconds, and what was said of it. */
export const happened = (result: SimulationResult, kind: string): readonly (readonly [number, string])[] =>
  result.events.filter((event) => event.kind === kind).map(({ at, text }) => [at, text] as const);

export function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} against ${expected} ± ${tolerance}`);
}
