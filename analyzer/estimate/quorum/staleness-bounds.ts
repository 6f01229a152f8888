/**
 * Quorum reads and writes over independent replicas: closed forms, and the WARS model of their timing. Pure formulas;
 * knows nothing of designs.
 */

/** Sizes of a replicated register's quorums. */
export interface Quorum {
  /** N: replicas of each item. */
  readonly replicas: number;
  /** R: replies a read waits for. */
  readonly read: number;
  /** W: acknowledgements a write waits for. */
  readonly write: number;
}

/** Whether every read quorum meets every write quorum, `R + W > N`. */
export const isStrict = ({ replicas, read, write }: Quorum): boolean => read + write > replicas;

/**
 * Probability that a read quorum misses a write quorum, `C(N-W, R)/C(N, R)`; 0 when strict.
 *
 * Both quorums random and non-expanding (the write spreads no further): a worst case.
 * Source: Bailis et al., "Probabilistically bounded staleness", PVLDB 5 (2012), §3.1.
 */
export function missProbability({ replicas, read, write }: Quorum): number {
  let product = 1;
  for (let i = 0; i < read; i++) product *= Math.max(0, replicas - write - i) / (replicas - i);
  return product;
}

/** Ages in versions that are given: k-staleness for these k. */
export const stalenessVersions = [1, 2, 3, 5, 10] as const;

/** Probability that a read is within the last k versions, `1 - p^k`. Same source, §3.1. */
export const withinVersions = (quorum: Quorum, k: number): number => 1 - missProbability(quorum) ** k;

/**
 * Probability that a client reads something older than it has read before, `p^(1 + g/c)`.
 *
 * `writeRate` is the global rate of writes to the item, `readRate` that of the client's reads. Same source, §3.2.
 */
export const nonMonotonicProbability = (quorum: Quorum, writeRate: number, readRate: number): number =>
  missProbability(quorum) ** (1 + writeRate / readRate);
