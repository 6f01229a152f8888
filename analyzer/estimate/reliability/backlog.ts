/** A queue that fills while its consumers are slower than its producers, then drains. */
export interface Backlog {
  /** Items waiting at the end of the disturbance. */
  readonly peak: number;
  /** Seconds from then until the queue is empty again; `Infinity` when the capacity does not exceed the arrivals. */
  readonly drain: number;
}

/**
 * Backlog of an outage of `duration` seconds with arrivals going on: peak λT, drain λT/(c-λ).
 *
 * Fluid: rates in items per second, randomness ignored.
 */
export const outageBacklog = (arrivalRate: number, capacity: number, duration: number): Backlog =>
  drained(arrivalRate * duration, arrivalRate, capacity);

/** Backlog of a spike at `spikeRate` for `duration` seconds: peak `(λ' - c)T`, drain at `c - λ`. Fluid. */
export const spikeBacklog = (arrivalRate: number, spikeRate: number, capacity: number, duration: number): Backlog =>
  drained(Math.max(0, spikeRate - capacity) * duration, arrivalRate, capacity);

function drained(peak: number, arrivalRate: number, capacity: number): Backlog {
  if (peak === 0) return { peak, drain: 0 };
  return { peak, drain: capacity > arrivalRate ? peak / (capacity - arrivalRate) : Infinity };
}

/** Largest throughput of a pool of `threads` held for `holdTime` seconds per request, by Little's law. */
export const poolCapacity = (threads: number, holdTime: number): number =>
  holdTime > 0 ? threads / holdTime : Infinity;
