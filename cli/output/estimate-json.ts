/**
 * The published shape of `sysdesign estimate --format json`: one estimate (`analyzer/estimate/estimate.ts`) when one
 * workload was named or the design has only one; several in a list otherwise.
 */
import type { Estimate } from '../../analyzer/estimate/estimate.js';

/** Estimates of all workloads, in order of the text. */
export interface Estimates {
  readonly workloads: readonly Estimate[];
}

/** What the command prints. */
export type EstimateOutput = Estimate | Estimates;

/** The published JSON, with a newline at its end. */
export function estimateJson(estimates: readonly Estimate[], isOneAsked: boolean): string {
  const [first] = estimates;
  const output: EstimateOutput =
    first !== undefined && (isOneAsked || estimates.length === 1) ? first : { workloads: estimates };
  return `${JSON.stringify(output, null, 2)}\n`;
}
