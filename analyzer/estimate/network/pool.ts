/**
 * A pool of identical units that serve one stream of requests: the instances of a service, the leaders of all shards, or
 * all copies of a leaderless store.
 *
 * Which queueing model applies follows from the pool's shape; `solve-pool.ts` chooses it. Figures in SI units.
 */
import type { Distribution } from '../../design/distribution.js';

/** Who gets the next request, as chosen by whoever sends. */
export type Policy = 'round_robin' | 'random' | 'least_connections' | 'two_choices' | 'shared';

export type Discipline = 'fifo' | 'lifo' | 'priority' | 'sharing';

/** One kind of work that arrives at a pool. */
export interface WorkClass {
  /** Arrivals per second over the whole pool. */
  readonly rate: number;
  readonly law: Distribution;
  readonly mean: number;
  /** Mean of the square, in seconds². */
  readonly square: number;
  /** Higher numbers are more urgent; missing is the least urgent. */
  readonly priority: number | undefined;
  /** Further work on a message that a server has in hand already. */
  readonly isFurther: boolean;
}

/** What does not change with the load. */
export interface PoolShape {
  /** Units, each with a queue of its own unless `policy` is `shared`. */
  readonly units: number;
  /** Servers of one unit; `Infinity` for a pure delay. */
  readonly servers: number;
  readonly policy: Policy;
  readonly discipline: Discipline;
  /** Requests inside one unit, waiting included; `Infinity` without limit. */
  readonly limit: number;
  /** Who comes when it is full waits at the door instead of being turned away. */
  readonly waitsAtDoor: boolean;
  /** Mean time callers wait before they give up; `Infinity` for ever. */
  readonly meanPatience: number;
  /** Service times are longer by this factor (contention and coherency of many servers). */
  readonly slowing: number;
  readonly breakdowns: { readonly meanUp: number; readonly meanRepair: number } | undefined;
  /** Share of the pool's load that the busiest unit gets; 1/units when even. */
  readonly hottestShare: number;
  /** Units that get so much each; 1 unless work is dealt out in whole parts. */
  readonly hottestUnits: number;
  /**
   * The work is messages, and a server takes the next one when it is done with all it does for the one before: any free server
   * takes it, or that of the unit which its partition is dealt to. Missing where work comes from elsewhere, too, or where more
   * messages are in hand than servers.
   */
  readonly messages: 'to_any' | 'to_owner' | undefined;
}

export interface PoolLoad {
  readonly classes: readonly WorkClass[];
  /** Requests that arrive together; 1 when singly. */
  readonly batch: number;
  /** Squared coefficient of variation of the times between arrivals of the whole stream; 1 when Poisson. */
  readonly arrivalScv: number;
}

/** How long requests wait in one group of units. */
export interface WaitLaw {
  /** Share of the pool's requests that go to this group. */
  readonly share: number;
  readonly probability: number;
  /** Mean over all requests, waiting or not; `Infinity` when saturated. */
  readonly mean: number;
  /** `P(response > t)` where the model gives it exactly for the one class of work there is. */
  readonly responseTail: ((t: number) => number) | undefined;
  /** `P(wait > t)` where those who wait do not do so for an exponential time. */
  readonly waitTail?: ((t: number) => number) | undefined;
}

export interface PoolMeasures {
  readonly arrivalRate: number;
  readonly throughput: number;
  /** Offered load over capacity, not capped at 1. */
  readonly utilization: number;
  /** The same of the busiest unit. */
  readonly hottestUtilization: number;
  readonly meanService: number;
  readonly meanWait: number;
  /** Mean time inside of a request that enters. */
  readonly meanResponse: number;
  readonly loss: number;
  readonly abandoned: number;
  readonly meanQueue: number;
  readonly meanInSystem: number;
  /** Waits of the busiest unit and of the others; one entry when the load is even. */
  readonly waits: readonly WaitLaw[];
  /** Arrivals per second of each class of the load, in order. */
  readonly classRates: readonly number[];
  /** Mean wait of each class of the load, in order. */
  readonly classWaits: readonly number[];
  /** Service stretched by sharing: response is service times this. 1 for queues. */
  readonly stretch: number;
  readonly method: string;
  readonly assumptions: readonly string[];
  readonly source: string;
  /** Why the response does not exist; missing when it does. */
  readonly reason: string | undefined;
}
