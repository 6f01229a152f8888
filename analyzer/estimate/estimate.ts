/**
 * What the estimate says: the published shape of `sysdesign estimate --format json`.
 *
 * SI units throughout (seconds, bytes, per second, ratio). A figure that does not exist is `null`, and `reasons` beside it
 * says why. This shape only grows.
 */

import type { Dimension } from '../design/units.js';

/** Seconds. */
export interface Percentiles {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
}

/** How a figure was made: shown on hover and by `--explain`. */
export interface Explanation {
  /** Name of the model or formula (`M/M/c`, `Che approximation`). */
  readonly method: string;
  readonly assumptions: readonly string[];
  readonly source: string;
}

/** Why a figure is null or to be read with care, by field name. */
export type Reasons = Readonly<Record<string, string>>;

export interface FlowEstimate {
  /** Requests started per second. */
  readonly rate: number;
  /** Largest rate before the first station saturates when all flows of the workload grow alike, at its largest size. */
  readonly maxRate: number | null;
  /** Component that saturates first; null when nothing does. */
  readonly bottleneck: string | null;
  readonly latency: Percentiles;
  readonly availability: number | null;
  /** Mean seconds spent by component, most first: the hops that cost. */
  readonly breakdown: readonly { readonly component: string; readonly visits: number; readonly mean: number | null }[];
  readonly reasons: Reasons;
  readonly explanation: Explanation;
}

export interface ComponentEstimate {
  /** Requests offered per second, retries included. */
  readonly arrivalRate: number;
  /** Requests served per second. */
  readonly throughput: number;
  /** Busy share of all servers, of the hottest shard where there are shards: `hottestShardUtilization`. */
  readonly utilization: number | null;
  readonly servers: number | null;
  /** Mean service time of one visit. */
  readonly serviceTime: number | null;
  readonly waitTime: number | null;
  readonly responseTime: number | null;
  readonly response: Percentiles | null;
  readonly queueLength: number | null;
  readonly inSystem: number | null;
  readonly lossProbability: number | null;
  readonly abandonProbability: number | null;
  /** Instances that autoscaling runs under this load, and its bounds; missing when it does not scale by itself. */
  readonly autoscaled?: { readonly instances: number; readonly minimum: number; readonly maximum: number };
  /** Largest arrival rate the component can serve, autoscaled to its largest size. */
  readonly maxRate: number | null;
  readonly availability: number | null;
  readonly hottestShardUtilization?: number | null;
  readonly hottestShare?: number | null;
  readonly peakToMeanLoad?: number | null;
  /** Utilization of the busiest instance, where the others get less: of those that read the most partitions of a queue. */
  readonly hottestInstanceUtilization?: number | null;
  readonly hitRatio?: number | null;
  readonly replicationLag?: { readonly mean: number | null; readonly p99: number | null } | null;
  /** Share of the reads asked of it that it answers with an older version; missing for what nobody reads. */
  readonly staleReadProbability?: number | null;
  /** The same by data item. */
  readonly staleReads?: Readonly<Record<string, number | null>>;
  /** Share of reads that miss what the same run of their flow wrote here before; missing where none does. */
  readonly readAfterWriteMissProbability?: number | null;
  readonly quorum?: {
    readonly read: Percentiles;
    readonly write: Percentiles;
    readonly consistentAfter: Readonly<Record<string, number>>;
    readonly tVisibility999: number;
    /**
     * By k = 1, 2, 3, 5 and 10: least share of reads that see one of the k newest versions, as if writes reached no more copies
     * than they wait for (Bailis et al., 2012, §3.1).
     */
    readonly kStaleness: Readonly<Record<string, number>>;
  } | null;
  readonly commitLatency?: Percentiles | null;
  readonly electionDowntime?: number | null;
  readonly rpo?: number | null;
  readonly rto?: number | null;
  readonly backlog?: number | null;
  readonly backlogPeak?: number | null;
  readonly drainTime?: number | null;
  /** Share of all threads that are held; requests wait for one as it nears 1. */
  readonly threadUtilization?: number | null;
  /** Share of the time in which a lock that it gives out is held. */
  readonly lockUtilization?: number | null;
  /** Share of the connections of its pools that are held, by store. */
  readonly connectionUtilization?: Readonly<Record<string, number | null>>;
  /** Share of the messages it may have in hand, by queue; messages pile up in the queue as it reaches 1. */
  readonly consumerUtilization?: Readonly<Record<string, number | null>>;
  /** Bytes written per second over what the disk of the busiest machine takes; missing when no bandwidth is known. */
  readonly diskUtilization?: number | null;
  /** Payload per second in the busier direction over the network of the busiest machine; missing without a `bandwidth`. */
  readonly networkUtilization?: number | null;
  /** Attempts per call of those who call it; 1 when nothing is repeated. */
  readonly retryFactor?: number | null;
  /** Share of its requests that are hedged copies. */
  readonly hedgedLoad?: number | null;
  readonly storagePerDay?: number | null;
  /** Bytes kept at the end of the retention, all copies. */
  readonly storage?: number | null;
  readonly costPerMonth?: number | null;
  readonly reasons: Reasons;
  readonly explanation: Explanation;
}

export interface LinkEstimate {
  /** Bytes per second in the busier direction. */
  readonly traffic: number;
  readonly bandwidth: number | null;
  readonly utilization: number | null;
}

/** Rate of one step, per second: what edge labels and rules read. */
export interface StepEstimate {
  readonly rate: number;
}

/** What becomes of the figures while the spikes of a workload last, all at once, as if they lasted for ever. */
export interface SpikeEstimate {
  /** Seconds that the longest lasts. */
  readonly duration: number;
  readonly flows: Readonly<Record<string, FlowEstimate>>;
  readonly components: Readonly<Record<string, ComponentEstimate>>;
}

export interface ExpectationResult {
  readonly id: string;
  /** null: it cannot be decided, see `reason`. */
  readonly holds: boolean | null;
  /** null: unknown; where it does not hold, it grows without bound. */
  readonly actual: number | null;
  readonly bound: number;
  /** What was measured, when `*` was asked: the worst one. */
  readonly worst?: string;
  readonly reason?: string;
}

/** What becomes of a p99 when one number of the design is larger. */
export interface SensitivityEstimate {
  /** Id of the setting: `chat.instances`. */
  readonly setting: string;
  readonly name: string;
  /** Missing for settings of data and links. */
  readonly component?: string;
  /** The number as it is, and as it was tried, in the SI unit of its dimension; of a law its mean. */
  readonly from: number;
  readonly to: number;
  readonly dimension: Dimension;
  /** Whether the text says it, and not a default. */
  readonly isWritten: boolean;
  /** The flow whose p99 moves most. */
  readonly flow: string;
  /** Its p99 then; null when it can no longer be carried. */
  readonly p99: number | null;
  /** As a share of what it was: 0.07 is 7 % slower. */
  readonly change: number | null;
}

export interface Estimate {
  readonly design: string;
  readonly workload: string;
  readonly flows: Readonly<Record<string, FlowEstimate>>;
  readonly components: Readonly<Record<string, ComponentEstimate>>;
  /** Figures at the height of the spikes, beside those of the base load; missing when the workload has none. */
  readonly spike?: SpikeEstimate;
  readonly links: Readonly<Record<string, LinkEstimate>>;
  readonly steps: Readonly<Record<string, StepEstimate>>;
  readonly expectations: readonly ExpectationResult[];
  /** Settings by how much they move a p99, the strongest first; there when they were asked for. */
  readonly sensitivity?: readonly SensitivityEstimate[];
  /** Assumptions that hold for the whole estimate and places where the model breaks. */
  readonly notes: readonly string[];
}
