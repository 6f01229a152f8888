/**
 * Probability of not seeing one's own write when reading a follower t seconds later, with exponential lag of the given
 * mean: `e^{-t/m}`; 0 for no lag.
 */
export const ownWriteMissed = (after: number, meanLag: number): number =>
  meanLag > 0 ? Math.exp(-after / meanLag) : 0;

/** Probability that a follower's item is stale when it is updated at `updateRate` and the lag is always `lag`: `1 - e^{-ud}`. */
export const staleWithFixedLag = (updateRate: number, lag: number): number => -Math.expm1(-updateRate * lag);

/** The same with an exponential lag of mean m: `um/(1 + um)`. */
export const staleWithExponentialLag = (updateRate: number, meanLag: number): number =>
  (updateRate * meanLag) / (1 + updateRate * meanLag);
