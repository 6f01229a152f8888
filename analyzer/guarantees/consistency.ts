/**
 * The order of single-item consistency models.
 *
 * Follows the hierarchy of Jepsen and Elle (`jepsen-io/elle`, consistency_model.clj): linearizable → sequential → causal →
 * PRAM → {read your writes, monotonic reads, monotonic writes}. Strict serializability implies linearizability of each
 * item. Read your writes and monotonic reads do not imply each other.
 */
import type { Consistency } from './guarantee.js';

const impliedBy: Readonly<Record<Consistency, readonly Consistency[]>> = {
  strict_serializable: ['linearizable'],
  linearizable: ['sequential'],
  sequential: ['causal'],
  causal: ['read_your_writes', 'monotonic_reads', 'monotonic_writes'],
  read_your_writes: ['eventual'],
  monotonic_reads: ['eventual'],
  monotonic_writes: ['eventual'],
  eventual: [],
};

/** Models from strongest to weakest, for lists. */
export const consistencyModels = Object.keys(impliedBy) as readonly Consistency[];

export function isConsistency(name: string): name is Consistency {
  return Object.hasOwn(impliedBy, name);
}

/** Whether a client that gets `has` gets all that `wants` promises. */
export function implies(has: Consistency, wants: Consistency): boolean {
  return has === wants || impliedBy[has].some((next) => implies(next, wants));
}

/** What is left of two models met in one path: the weaker one, or `eventual` where neither implies the other. */
export function weaker(one: Consistency, other: Consistency): Consistency {
  if (implies(one, other)) return other;
  if (implies(other, one)) return one;
  return 'eventual';
}

/** Needs a round trip to a majority or to the leader on the path of each operation. */
export function needsCoordination(model: Consistency): boolean {
  return implies(model, 'sequential');
}
