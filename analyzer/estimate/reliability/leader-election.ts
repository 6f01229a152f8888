import { binomial } from './availability.js';

/** Timing of a Raft-like election; durations in one unit, which is that of the results. */
export interface ElectionTiming {
  /** All voting members, the failed leader included. */
  readonly members: number;
  /** Members still up, the failed leader not among them; n - 1 when only it failed. */
  readonly survivors: number;
  /** Election timeouts are uniform between these. */
  readonly shortestTimeout: number;
  readonly longestTimeout: number;
  readonly heartbeat: number;
  /** One-way message delay. */
  readonly oneWay: number;
}

export interface ElectionMeasures {
  /** Probability that the first round splits the vote. */
  readonly splitVote: number;
  /** Mean time without a leader. */
  readonly meanDowntime: number;
  /** Why there is never a leader; absent when there will be one. */
  readonly reason?: string;
}

/**
 * Mean time without a leader after its crash.
 *
 * First timeout of s survivors `T + D/(s+1)` on [T, T+D], less the age of the last heartbeat (mean h/2), plus one vote round
 * trip, plus another round for each split vote. A vote splits when enough others time out within a one-way delay of the
 * first: `c = s - ⌊n/2⌋ + 1` candidates, probability `Beta(c-1, s-c+2)` at l = one-way/D.
 * Source: Ongaro, Consensus: Bridging Theory and Practice, §9.
 */
export function electionDowntime(timing: ElectionTiming): ElectionMeasures {
  const { members, survivors, shortestTimeout, longestTimeout, heartbeat, oneWay } = timing;
  if (survivors < Math.floor(members / 2) + 1) {
    return { splitVote: 1, meanDowntime: Infinity, reason: 'the survivors are no majority' };
  }
  const spread = longestTimeout - shortestTimeout;
  const splitVote = splitVoteProbability(members, survivors, spread > 0 ? Math.min(1, oneWay / spread) : 1);
  const firstTimeout = shortestTimeout + spread / (survivors + 1);
  const round = firstTimeout + 2 * oneWay;
  const again = splitVote < 1 ? (splitVote / (1 - splitVote)) * round : Infinity;
  const meanDowntime = round - Math.min(heartbeat, firstTimeout) / 2 + again;
  if (meanDowntime < Infinity) return { splitVote, meanDowntime };
  return { splitVote, meanDowntime, reason: 'election timeouts without spread split every vote' };
}

/**
 * Probability of a split vote with one-way delay `share` of the timeout range.
 *
 * `P(Beta(c-1, s-c+2) ≤ l)`, for whole parameters the binomial sum of at least c-1 of s others within l.
 */
export function splitVoteProbability(members: number, survivors: number, share: number): number {
  const candidates = survivors - Math.floor(members / 2) + 1;
  if (candidates <= 1) return 1;
  let sum = 0;
  for (let j = candidates - 1; j <= survivors; j++) {
    sum += binomial(survivors, j) * share ** j * (1 - share) ** (survivors - j);
  }
  return Math.min(1, sum);
}
