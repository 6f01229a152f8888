import { convolve } from './convolution.js';
import { type Latency, latencyFromCells, NO_TIME, shifted } from './latency.js';

/**
 * One after the other: the law of the sum. Means add exactly; constants shift exactly; percentiles of random parts are
 * those of the sum, not sums of percentiles, to about half a percent.
 */
export function sequence(...parts: readonly Latency[]): Latency {
  let fixed = 0;
  let random: Latency | undefined;
  for (const part of parts) {
    if (part.constant !== undefined) fixed += part.constant;
    else random = random === undefined ? part : sumOf(random, part);
  }
  return shifted(random ?? NO_TIME, fixed);
}

function sumOf(left: Latency, right: Latency): Latency {
  return latencyFromCells(convolve(left.cells(), right.cells()), left.mean + right.mean);
}
