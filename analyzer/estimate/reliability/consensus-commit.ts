import { type Latency, NO_TIME } from '../distribution/latency.js';
import { kthFastest, parallelAll } from '../distribution/parallel.js';
import { majority } from './availability.js';

/**
 * Commit latency of a leader of n: its own flush, in parallel with the (majority - 1)-th fastest acknowledgement.
 *
 * `acknowledgements` has one law per follower, network round trip and its flush together; n is one more than their number.
 * Independent followers. With exponential acknowledgements of mean m: n = 3 m/2, n = 5 .58333 m.
 */
export function commitLatency(acknowledgements: readonly Latency[], leaderFlush: Latency = NO_TIME): Latency {
  const needed = majority(acknowledgements.length + 1) - 1;
  if (needed === 0) return leaderFlush;
  const followers = kthFastest(acknowledgements, needed);
  return leaderFlush.constant === 0 ? followers : parallelAll(leaderFlush, followers);
}
