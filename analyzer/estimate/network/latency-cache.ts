import type { Distribution } from '../../design/distribution.js';
import { varianceOfCells } from '../distribution/cells.js';
import { type Latency, latencyFromCells, latencyOf, shifted } from '../distribution/latency.js';
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
  if (known === undefined) {
    known = new WeakMap();
    sums.set(left, known);
  }
  let result = known.get(right);
  if (result === undefined) {
    if (isNarrow(right, left)) result = later(left, right.mean);
    else result = isNarrow(left, right) ? later(right, left.mean) : sequence(left, right);
    known.set(right, result);
  }
  return result;
}

/** The duration later by a constant, the same object for the same question. */
export function later(latency: Latency, by: number): Latency {
  if (by === 0 || latency.constant !== undefined) return shifted(latency, by);
  let known = shifts.get(latency);
  if (known === undefined) {
    known = new Map();
    shifts.set(latency, known);
  }
  let result = known.get(by);
  if (result === undefined) {
    if (known.size > 200) known.clear();
    result = shifted(latency, by);
    costs.set(result, costs.get(latency) ?? 1);
    known.set(by, result);
  }
  return result;
}

/**
 * Adds a short, narrow duration as its mean: below a hundredth of the other's standard deviation it moves no percentile
 * that is shown.
 */
function isNarrow(small: Latency, large: Latency): boolean {
  // Most parts are of one order; the cheap test on means comes first.
  if (!(small.mean < large.mean / 10)) return false;
  const [own, other] = [variance(small), variance(large)];
  return own < 1e-4 * other && small.tail(small.mean + 0.3 * Math.sqrt(other)) < 1e-4;
}

function variance(latency: Latency): number {
  let known = variances.get(latency);
  if (known === undefined) {
    known = varianceOfCells(latency.cells());
    variances.set(latency, known);
  }
  return known;
}

const variances = new WeakMap<Latency, number>();

/**
 * The result of an operation on latencies, made when these very parts are new to it: `remember('max', [a, b], [], …)`.
 */
export function remember<T extends object>(
  operation: string,
  parts: readonly Latency[],
  numbers: readonly number[],
  make: () => T,
): T {
  const key = `${operation} ${parts.map(identity).join(' ')} ${numbers.join(' ')}`;
  const known = results.get(key) as T | undefined;
  if (known !== undefined) return known;
  const result = make();
  if (results.size > 50_000) results.clear();
  results.set(key, result);
  return result;
}

/**
 * A composed latency whose tail is not too costly: one that asks many laws at every point is replaced by its cells.
 *
 * `parts` are the latencies that the tail of `result` asks.
 */
export function compact(result: Latency, parts: readonly Latency[]): Latency {
  if (result.constant !== undefined) return result;
  const cost = parts.reduce((sum, part) => sum + (costs.get(part) ?? 1), 0);
  if (cost <= MOST_LAWS || !Number.isFinite(result.mean)) {
    costs.set(result, cost);
    return result;
  }
  const cells = result.cells();
  return latencyFromCells(cells, result.mean);
}

const costs = new WeakMap<Latency, number>();
const MOST_LAWS = 12;

/** Numbers latencies in order of their first appearance; constants by their value. */
function identity(latency: Latency): string {
  if (latency.constant !== undefined) return `c${latency.constant}`;
  let known = identities.get(latency);
  if (known === undefined) {
    known = ++last;
    identities.set(latency, known);
  }
  return String(known);
}

const results = new Map<string, object>();
const identities = new WeakMap<Latency, number>();
let last = 0;

/** The latency with this description, made when it is new: equal descriptions give the same object. */
export function rememberLatency(description: string, make: () => Latency): Latency {
  let latency = described.get(description);
  if (latency === undefined) {
    if (described.size > 20_000) described.clear();
    latency = make();
    described.set(description, latency);
  }
  return latency;
}

/** A law as a text: equal laws give equal texts. */
export function lawText(law: Distribution): string {
  const text = texts.get(law) ?? JSON.stringify(law);
  texts.set(law, text);
  return text;
}

const texts = new WeakMap<Distribution, string>();

/** A law of the design as a latency, the same object for the same law. */
export function lawLatency(law: Distribution): Latency {
  let latency = ofLaws.get(law);
  if (latency === undefined) {
    latency = rememberLatency(lawText(law), () => latencyOf(law));
    ofLaws.set(law, latency);
  }
  return latency;
}

const ofLaws = new WeakMap<Distribution, Latency>();
const sums = new WeakMap<Latency, WeakMap<Latency, Latency>>();
const shifts = new WeakMap<Latency, Map<number, Latency>>();
const described = new Map<string, Latency>();
