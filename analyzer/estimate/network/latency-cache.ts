import { type Latency, shifted } from '../distribution/latency.js';
import { sequence } from '../distribution/sequence.js';

/**
 * Sums of durations, remembered by their parts.
 *
 * Adding two random durations is the costly step of an estimate. Between two keystrokes almost all parts are the same
 * objects (see `rememberLatency`), so almost all sums are known.
 */
export function sum(left: Latency, right: Latency): Latency {
  if (left.constant !== undefined) return later(right, left.constant);
  if (right.constant !== undefined) return later(left, right.constant);
  let known = sums.get(left);
  if (known === undefined) sums.set(left, (known = new WeakMap()));
  let result = known.get(right);
  if (result === undefined) known.set(right, (result = sequence(left, right)));
  return result;
}

/** The duration later by a constant, the same object for the same question. */
export function later(latency: Latency, by: number): Latency {
  if (by === 0 || latency.constant !== undefined) return shifted(latency, by);
  let known = shifts.get(latency);
  if (known === undefined) shifts.set(latency, (known = new Map()));
  let result = known.get(by);
  if (result === undefined) {
    if (known.size > 200) known.clear();
    known.set(by, (result = shifted(latency, by)));
  }
  return result;
}

/** The latency with this description, made when it is new: equal descriptions give the same object. */
export function rememberLatency(description: string, make: () => Latency): Latency {
  let latency = described.get(description);
  if (latency === undefined) {
    if (described.size > 20_000) described.clear();
    described.set(description, (latency = make()));
  }
  return latency;
}

const sums = new WeakMap<Latency, WeakMap<Latency, Latency>>();
const shifts = new WeakMap<Latency, Map<number, Latency>>();
const described = new Map<string, Latency>();
