import { sampler, type Uniforms } from '../distribution/sample.js';
import type { WarsLegs } from './wars.js';

/** Replicas that may differ, such as those of other regions. */
export interface WarsExperiment {
  /** Delays of each replica; their number is N. */
  readonly replicas: readonly WarsLegs[];
  readonly read: number;
  readonly write: number;
  /** Number of writes followed by a read; a 99.9 % quantile needs a million. */
  readonly trials: number;
  /** The only source of randomness: the same one gives the same result. */
  readonly uniform: Uniforms;
}

/** Sorted results of the trials. */
export interface WarsTrials {
  readonly writeLatencyQuantile: (p: number) => number;
  readonly readLatencyQuantile: (p: number) => number;
  /** Share of trials in which a read t seconds after commit is consistent. */
  readonly consistency: (t: number) => number;
  readonly visibility: (probability: number) => number;
}

/**
 * The WARS model by sampling, for replicas that differ; replicas alike are better served by `wars`.
 *
 * Each trial needs one time: `min over the R fastest of (W_i - R_i) - w`, from which on its read would be consistent. Its
 * quantiles are the t-visibility, so one pass gives every t. Source: Bailis et al., PVLDB 5 (2012), §5.
 */
export function warsMonteCarlo({ replicas, read, write, trials, uniform }: WarsExperiment): WarsTrials {
  const draws = replicas.map((legs) => ({
    write: sampler(legs.write, uniform),
    acknowledge: sampler(legs.acknowledge, uniform),
    request: sampler(legs.request, uniform),
    response: sampler(legs.response, uniform),
  }));
  const [writes, reads, needed] = [new Float64Array(trials), new Float64Array(trials), new Float64Array(trials)];
  const count = replicas.length;
  for (let trial = 0; trial < trials; trial++) {
    const arrival = new Float64Array(count);
    const acknowledged = new Float64Array(count);
    const requests = new Float64Array(count);
    const replied = new Float64Array(count);
    for (const [i, draw] of draws.entries()) {
      arrival[i] = draw.write();
      acknowledged[i] = (arrival[i] ?? 0) + draw.acknowledge();
      requests[i] = draw.request();
      replied[i] = (requests[i] ?? 0) + draw.response();
    }
    const commit = acknowledged.sort()[write - 1] ?? 0;
    const answer = Float64Array.from(replied).sort()[read - 1] ?? 0;
    let earliest = Infinity;
    for (let i = 0; i < count; i++) {
      if ((replied[i] ?? 0) <= answer) earliest = Math.min(earliest, (arrival[i] ?? 0) - (requests[i] ?? 0));
    }
    writes[trial] = commit;
    reads[trial] = answer;
    needed[trial] = Math.max(0, read + write > count ? 0 : earliest - commit);
  }
  for (const results of [writes, reads, needed]) results.sort();
  return {
    writeLatencyQuantile: (p) => rank(writes, p),
    readLatencyQuantile: (p) => rank(reads, p),
    consistency: (t) => atMost(needed, t) / trials,
    visibility: (probability) => rank(needed, probability),
  };
}

const rank = (sorted: Float64Array, p: number) =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;

function atMost(sorted: Float64Array, t: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
