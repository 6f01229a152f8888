import type { SimulationResult } from '../result.js';

/** What is kept of one of several runs: plain data, so that it can cross threads, files and machines. */
export interface RunRecord {
  readonly result: SimulationResult;
  /** Histograms as text (`histogram-text.ts`) by the path of their percentiles: `flows ask latency`. */
  readonly histograms: Readonly<Record<string, string>>;
}

/**
 * The seed of a run of several, counted from 0. The first has the seed itself, so that one run alone is as without `--runs`;
 * the others have 53 bits of a hash of seed and number (FNV-1a, spread by the finalizer of MurmurHash3), so that series from
 * neighbouring seeds share no run.
 */
export function seedOf(seed: number, index: number): number {
  if (index === 0) return seed;
  const text = `${seed} run ${index}`;
  const [high = 0, low = 0] = [0x811c9dc5, 0x050c5d1f].map((start) => {
    let hash = start;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  });
  return (high >>> 11) * 2 ** 32 + low;
}
