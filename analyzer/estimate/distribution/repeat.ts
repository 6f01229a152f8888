import { branch } from './branch.js';
import { type Latency, NO_TIME } from './latency.js';
import { sequence } from './sequence.js';

/** `count` independent repetitions one after another, by repeated doubling. A count below 1 takes no time. */
export function repeatTimes(latency: Latency, count: number): Latency {
  let result = NO_TIME;
  let power = latency;
  for (let left = Math.floor(count); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = sequence(result, power);
    if (left > 1) power = sequence(power, power);
  }
  return result;
}

/**
 * A random number of repetitions of the given mean: geometric on 1, 2, … for a mean of at least 1 (after each, another
 * follows with probability 1 - 1/mean); below 1, once with that probability and else not at all.
 *
 * The mean is exact; the law is summed to a remainder of 10⁻⁶.
 */
export function repeatMean(latency: Latency, mean: number): Latency {
  if (mean <= 1) return branch([chance(mean, latency), chance(1 - mean, NO_TIME)]);
  let again = 1 - 1 / mean;
  // `block` is n repetitions, `some` is 1…n of them given that it stops by then; each round doubles n.
  let block = latency;
  let some = latency;
  while (again > 1e-6) {
    const more = sequence(block, some);
    some = branch([chance(1 / (1 + again), some), chance(again / (1 + again), more)]);
    block = sequence(block, block);
    again *= again;
  }
  const exact = latency.mean * mean;
  return { tail: some.tail, cells: some.cells, mean: exact };
}

const chance = (probability: number, latency: Latency) => ({ probability, latency });
