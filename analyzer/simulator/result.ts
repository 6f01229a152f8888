/**
 * What a simulation says: the published shape of `sysdesign simulate --format json`.
 *
 * SI units throughout (seconds, bytes, per second, ratio). Figures have the names of those of the estimate; a figure that does
 * not exist is `null` or missing. Everything is measured after the warm-up, except the timeline. This shape only grows.
 */
import type { Percentiles } from '../estimate/estimate.js';
import type { Violation } from './history/violation.js';
import type { Happening } from './scenario/happening.js';

/** Half-widths of confidence intervals by the name of the figure; percentiles as `latency.p99`. Missing: too few data. */
export type Confidence = Readonly<Record<string, number>>;

/** What became of the starts of a flow; of the attempts of its calls below `failed`. */
export interface FlowCounts {
  /** Starts; of a flow that consumes messages: deliveries. */
  readonly started: number;
  readonly completed: number;
  readonly failed: number;
  /** Attempts that their caller gave up waiting for. */
  readonly timedOut: number;
  /** Attempts turned away by a full instance, or pushed out of it. */
  readonly rejected: number;
  /** Attempts whose patience ended in a queue. */
  readonly abandoned: number;
  /** Attempts beyond the first of their call, hedges not counted. */
  readonly retried: number;
  readonly hedged: number;
  /** Calls that an open breaker failed at once. */
  readonly shortCircuited: number;
  /** Writes and transactions that were refused because somebody else had changed the item meanwhile. */
  readonly conflicts: number;
  /** Sagas whose parts done so far were undone. */
  readonly compensated: number;
}

export interface FlowResult {
  /** Requests started per second. */
  readonly rate: number;
  /** Of requests that succeed. */
  readonly latency: Percentiles;
  /** Share of the requests ended that succeeded. */
  readonly availability: number | null;
  /** Mean number of requests on their way. */
  readonly inSystem: number;
  readonly counts: FlowCounts;
  readonly confidence: Confidence;
}

export interface ComponentResult {
  /** Requests offered per second, retries included. */
  readonly arrivalRate: number;
  /** Requests served per second. */
  readonly throughput: number;
  /** Busy share of all servers; null where there is no limit to them. */
  readonly utilization: number | null;
  readonly servers: number | null;
  /** Mean number of instances that served, where they come and go. */
  readonly instances?: number;
  /** Mean time at a server. */
  readonly serviceTime: number | null;
  /** Mean wait for a server, of those who got one. */
  readonly waitTime: number | null;
  /** Wait and service, without what the request does elsewhere. */
  readonly responseTime: number | null;
  readonly response: Percentiles | null;
  /** Mean number waiting for a server. */
  readonly queueLength: number | null;
  /** Mean number waiting or being served. */
  readonly inSystem: number | null;
  readonly lossProbability: number | null;
  readonly abandonProbability: number | null;
  /** Share of the servers that are held up by a full component downstream. */
  readonly blockedShare?: number;
  /** Busy share of the busiest instance, where the design makes them unequal. */
  readonly hottestShardUtilization?: number;
  /** Share of the threads of all instances that are held. */
  readonly threadUtilization?: number;
  readonly hitRatio?: number | null;
  /** Seconds since the refresh that its reads saw, of what is refreshed now and then. */
  readonly age?: Percentiles;
  /** Messages published and not yet consumed, on average. */
  readonly backlog?: number;
  readonly backlogPeak?: number;
  /** Messages handed out once more after their processing failed, and messages that were given up. */
  readonly redelivered?: number;
  readonly deadLettered?: number;
  /** Of a queue: messages thrown away because it was full. */
  readonly dropped?: number;
  /** Age of what the copies hold behind the leader, of stores that lag; null where nothing was written. */
  readonly replicationLag?: { readonly mean: number | null; readonly p99: number | null };
  /** Longest time without service after a fault; null where it never was out of service. */
  readonly recovery?: number | null;
  /** Longest span of acknowledged writes that a fail-over lost; null where there was none. */
  readonly rpo?: number | null;
  /** Most seconds and entries that any copy was behind its leader, the whole run included. */
  readonly replicationLagPeak?: number;
  readonly replicationEntriesPeak?: number;
  /** Time of writes at the store, from their arrival to their acknowledgement. */
  readonly commitLatency?: Percentiles;
  /** Mean time without a leader before another copy took over; null where none did. */
  readonly electionDowntime?: number | null;
  /** Copies that a reader found older and mended; writes kept for copies that were away, and those handed over; whole run. */
  readonly readRepairs?: number;
  readonly hintsStored?: number;
  readonly hintsDelivered?: number;
  /** Writes that met one that neither knew of the other, and the most such writes that a copy held side by side; whole run. */
  readonly conflicts?: number;
  readonly siblings?: number;
  /** Operations that too few copies could answer; whole run. */
  readonly unavailable?: number;
  readonly confidence: Confidence;
}

/** The course of the run from its start, warm-up included; every list has one entry per step. */
export interface Timeline {
  /** Seconds from one point to the next. */
  readonly step: number;
  readonly flows: Readonly<
    Record<
      string,
      {
        readonly completed: readonly number[];
        readonly failed: readonly number[];
        /** Mean latency of those completed; null where there were none. */
        readonly latency: readonly (number | null)[];
      }
    >
  >;
  readonly components: Readonly<
    Record<
      string,
      {
        readonly arrivals: readonly number[];
        /** Busy share; null where servers are without limit. */
        readonly utilization: readonly (number | null)[];
        readonly queueLength: readonly number[];
        /** Instances that served, where they come and go. */
        readonly instances?: readonly number[];
        readonly backlog?: readonly number[];
        /** Mean seconds that the copy furthest behind was behind its leader. */
        readonly lag?: readonly number[];
      }
    >
  >;
}

/** What became of the operations on an item of data, over the whole run. */
export interface DataResult {
  /** Reads and writes that succeeded, messages published and processed. */
  readonly reads: number;
  readonly writes: number;
  readonly published: number;
  readonly processed: number;
  /** Acknowledged writes that no copy holds any more at the end, and messages that nobody will ever process. */
  readonly lost: number;
  /** Followed reads that were older than the data requires; where it requires no freshness, those older than any acknowledged write. */
  readonly stale: number;
  /** Effects that happened more than once. */
  readonly duplicated: number;
  /** Messages that were processed after a later one of the same key. */
  readonly reordered: number;
  /** Followed reads that were older than a write acknowledged before they began, whether that is allowed or not. */
  readonly older: number;
  /** By how long those were too old, in seconds: the time from the acknowledgement to the read; null where there are none. */
  readonly staleness: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number } | null;
  /**
   * By k = 1, 2, 3, 5 and 10: share of the followed reads that saw one of the k newest versions, counted back from the newest
   * that had been acknowledged when they began (Bailis et al., 2012); null where no read was followed.
   */
  readonly kStaleness: Readonly<Record<string, number>> | null;
  /** Followed operations after which the history of their item was not that of one register any more. */
  readonly notLinearizable: number;
  /** Followed operations that broke what a client may rely on in its own conversation. */
  readonly sessions: {
    readonly readYourWrites: number;
    readonly monotonicReads: number;
    readonly monotonicWrites: number;
    readonly writesFollowReads: number;
  };
  /** What was followed operation by operation: how many items, and which share of the operations (null: there were none). */
  readonly followed: { readonly keys: number; readonly share: number | null };
}

/** How an expectation of a scenario turned out. */
export interface ExpectationResult {
  /** As in the design: `scenario/p99(send)`. */
  readonly id: string;
  /** `undecided`: the bound lies within the interval of the figure, or there is no such figure. */
  readonly status: 'met' | 'missed' | 'undecided';
  /** Measured value in SI units; null where there is none. */
  readonly actual: number | null;
  readonly bound: number;
  /** The value is the estimate's: no run measures it. */
  readonly by?: 'estimate';
  /** Half of the interval around it; missing for counts. */
  readonly halfWidth?: number;
  /** Of `*` and of lists: which of them the value is of. */
  readonly worst?: string;
  /** Why it is undecided. */
  readonly reason?: string;
}

export interface SimulationResult {
  readonly design: string;
  readonly workload: string;
  /** Scenario that was run; missing: the workload alone. */
  readonly scenario?: string;
  /** With the design, the workload and this number the run can be repeated to the byte. */
  readonly seed: number;
  /**
   * Seeds of the independent runs that this is the sum of; missing: it is one run. Then figures are means over the runs,
   * percentiles those of all their requests, counts and durations sums, and intervals come from the scatter between the runs.
   */
  readonly seeds?: readonly number[];
  /** Seconds left out at the beginning, and seconds measured after them. */
  readonly warmup: number;
  readonly duration: number;
  /** Events simulated. */
  readonly eventCount: number;
  /**
   * Why it ended: the duration asked for is over; every flow is known to the wanted precision; the events it may take are
   * used up; it was stopped. In the last two cases figures are those of what was simulated until then.
   */
  readonly ended: 'duration' | 'precision' | 'budget' | 'stopped';
  /** Probability that a true value lies within its interval. */
  readonly confidenceLevel: number;
  readonly flows: Readonly<Record<string, FlowResult>>;
  readonly components: Readonly<Record<string, ComponentResult>>;
  readonly data: Readonly<Record<string, DataResult>>;
  readonly timeline: Timeline;
  /** Faults, elections, fail-overs and the like, in order. */
  readonly events: readonly Happening[];
  /** Counterexamples: at most a few of each kind and data. */
  readonly violations: readonly Violation[];
  /** Of a scenario. */
  readonly expectations: readonly ExpectationResult[];
  /** What was taken for granted, and words of the design that the run did not follow. */
  readonly notes: readonly string[];
}
