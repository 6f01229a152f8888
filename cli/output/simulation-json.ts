/** The published shape of `sysdesign simulate --format json`: the result of a run and what it takes to repeat it. */
import type { SimulationResult } from '../../analyzer/simulator/result.js';
import { packageFolder } from '../files/manual.js';
import { version } from '../version.js';

/** A run; with the design, `seed` and `version` it can be repeated to the byte. */
export interface SimulationOutput extends SimulationResult {
  readonly version: string;
}

/** The published JSON, with a newline at its end. */
export function simulationJson(result: SimulationResult): string {
  const output: SimulationOutput = { version: version(packageFolder), ...result };
  return `${JSON.stringify(output, null, 2)}\n`;
}
