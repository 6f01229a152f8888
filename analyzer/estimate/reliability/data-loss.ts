/** Whether lost copies are restored one after another or all at once. */
export type RepairMode = 'serial' | 'parallel';

/**
 * Mean time to data loss: until all `copies` are gone at once, each failing after `meanUp` and restored in `meanRepair`
 * (one unit; the result is in the same).
 *
 * Birth-death chain with exponential times: the mean time from k lost to k+1 lost is
 * `h_k = 1/((n-k)λ) + (r_k/((n-k)λ)) h_{k-1}`, r_k the repair rate with k lost; MTTDL = Σ h_k. For 2 copies
 * `(3λ+μ)/(2λ²) ≈ MTTF²/(2 MTTR)`. Failures independent, which is optimistic.
 * Source: Patterson, Gibson, Katz, SIGMOD 1988; Gibson, Redundant Disk Arrays, §5.
 */
export function meanTimeToDataLoss(copies: number, meanUp: number, meanRepair: number, repair: RepairMode): number {
  let step = 0;
  let total = 0;
  for (let lost = 0; lost < copies; lost++) {
    const failure = (copies - lost) / meanUp;
    const restored = (repair === 'parallel' ? lost : Math.min(1, lost)) / meanRepair;
    step = (1 + restored * step) / failure;
    total += step;
  }
  return total;
}

/** What one fail-over of an asynchronously replicated leader costs. */
export interface FailoverLoss {
  /** Writes refused or failing while there is no leader. */
  readonly failedWrites: number;
  /** Acknowledged writes that the new leader never had: `rate × lag`. */
  readonly lostWrites: number;
  /** Recovery point objective achieved, in seconds: the lag. */
  readonly recoveryPoint: number;
  /** Recovery time achieved, in seconds. */
  readonly recoveryTime: number;
}

/**
 * Fail-over with replication lag `lag` (0 when synchronous) and a recovery of the given stages, in seconds: detection,
 * election or promotion, and what clients need to find the new leader (connection, DNS time to live).
 */
export function failoverLoss(
  writeRate: number,
  lag: number,
  stages: { readonly detection: number; readonly promotion: number; readonly discovery?: number },
): FailoverLoss {
  const recoveryTime = stages.detection + stages.promotion + (stages.discovery ?? 0);
  return {
    failedWrites: writeRate * recoveryTime,
    lostWrites: writeRate * lag,
    recoveryPoint: lag,
    recoveryTime,
  };
}
