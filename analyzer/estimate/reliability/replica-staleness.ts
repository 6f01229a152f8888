/**
 * Age of the copies of an item, and what a read makes of it. Times in seconds, `updateRate` in updates per second of one
 * item (Poisson). A read is stale when the item was updated within the age of the copy: `1 - E[e^{-u·age}]`.
 */

/** How far a copy is behind. */
export interface AgeLaw {
  /** Probability of being more than t seconds behind: of missing what was written t seconds ago. */
  readonly exceeds: (t: number) => number;
  /** Probability that a read finds an older version of an item updated at the given rate. */
  readonly stale: (updateRate: number) => number;
}

/** Never behind. */
export const CURRENT: AgeLaw = { exceeds: () => 0, stale: () => 0 };

/** Behind without bound: changes never arrive. */
export const LOST: AgeLaw = { exceeds: () => 1, stale: (updateRate) => (updateRate > 0 ? 1 : 0) };

/** A constant part (the way) and an exponential one (the applier): `e^{-(t-d)/m}` after d, `1 - e^{-ud}/(1+um)`. */
export const delayed = (constant: number, meanExponential: number): AgeLaw =>
  constant + meanExponential === Infinity
    ? LOST
    : {
        exceeds: (t) => (t < constant ? 1 : ownWriteMissed(t - constant, meanExponential)),
        stale: (u) => 1 - Math.exp(-u * constant) / (1 + u * meanExponential),
      };

/** Evenly spread from 0 to `longest`: a copy that is made anew every so often. */
export const evenlyOld = (longest: number): AgeLaw => ({
  exceeds: (t) => (longest > 0 ? Math.max(0, 1 - t / longest) : 0),
  stale: (updateRate) => staleWithEvenAge(updateRate, longest),
});

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

/**
 * The same with an age spread evenly from 0 to T: `1 - (1 - e^{-uT})/(uT)`.
 *
 * So old is what a cache with a time to live T from insertion answers: the hits of an entry are Poisson over its life.
 */
export function staleWithEvenAge(updateRate: number, longest: number): number {
  const updates = updateRate * longest;
  if (updates === Infinity) return 1;
  return updates > 1e-6 ? 1 + Math.expm1(-updates) / updates : updates / 2;
}

/**
 * Probability that a hit is stale in a cache whose entries end T after their last use (Poisson requests at `requestRate`).
 *
 * With q = 1 - e^{-λT} and s = λ/(λ+u) · (1 - e^{-(λ+u)T}), the k-th hit of an entry happens with probability q^k and is
 * fresh with s^k of it: fresh share `s(1-q)/(q(1-s))`. An entry asked for often is never filled again, so without updates
 * it is 0 and with them it nears 1.
 */
export function staleWithSlidingLife(updateRate: number, requestRate: number, timeToLive: number): number {
  if (!(updateRate > 0) || !(requestRate > 0)) return 0;
  const missed = Math.exp(-requestRate * timeToLive);
  const both = requestRate + updateRate;
  const s = (requestRate / both) * -Math.expm1(-both * timeToLive);
  const hit = 1 - missed;
  return hit > 0 ? Math.min(1, Math.max(0, 1 - (s * missed) / (hit * (1 - s)))) : 0;
}
