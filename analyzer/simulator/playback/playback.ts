/**
 * A run as a player shows it: how every part of the system stood at the end of each step, some requests followed message by
 * message, and what befell it.
 *
 * This folder only looks at a run: the same seed gives the same result to the byte whether it is recorded or not, and a run that
 * is not recorded knows nothing of it. `record-playback.ts` runs and records; `with-fault.ts` and `scenario-text.ts` make the
 * scenario that a click asks for. Plain data throughout: it can be cloned, and its series transferred to another thread.
 */
import type { Id } from '../../design/design.js';
import type { SimulationResult } from '../result.js';
import type { HappeningKind } from '../scenario/happening.js';

/** One number per frame; `NaN` where there is no such figure (a percentile of no requests, a machine that is not there yet). */
export type Series = Float64Array;

/**
 * A run, or a part of one. Times are seconds since the start of the run, warm-up included.
 *
 * Frame i is about the step from i × step to (i + 1) × step: counts are of what happened in it, levels are as they were at its
 * end, before what happens at that very moment; so a fault at a time changes no frame that ends then. Index 0 of all series is the frame `first`.
 */
export interface Playback<S extends ArrayLike<number | null> = Series> {
  readonly design: string;
  readonly workload: Id;
  /** Missing: the workload alone. */
  readonly scenario?: Id;
  readonly seed: number;
  /** Seconds of the whole run, and of the warm-up at its beginning. */
  readonly duration: number;
  readonly warmup: number;
  /** Seconds of one frame; the last one may be shorter. */
  readonly step: number;
  /** Number of the first frame that is here, how many are here, and how many the whole run will have. */
  readonly first: number;
  readonly frames: number;
  readonly framesInAll: number;
  /** Simulated so far. */
  readonly until: number;
  /** Why the run ended; missing while it goes on. */
  readonly ended?: SimulationResult['ended'];
  readonly flows: Readonly<Record<Id, FlowSeries<S>>>;
  readonly components: Readonly<Record<Id, ComponentSeries<S>>>;
  /** Machines of components that have several or copies, in order of the design; of large ones the first. */
  readonly machines: readonly MachineSeries<S>[];
  /** Partitions of queues; of large ones the first. */
  readonly partitions: readonly PartitionSeries<S>[];
  readonly breakers: readonly BreakerSeries<S>[];
  /** Requests that were followed, in order of their numbers; in a part, those that have begun or ended in it. */
  readonly requests: readonly FollowedRequest[];
  /** Their messages, and those that copies send each other, in order of their arrivals. */
  readonly messages: readonly Message[];
  /** In order of their times, violations of a step among those of the same step. */
  readonly events: readonly PlaybackEvent[];
  readonly counterexamples: readonly Counterexample[];
  /** What is not shown, as sentences. */
  readonly notes: readonly string[];
}

/** One flow. */
export interface FlowSeries<S> {
  /** In the step. */
  readonly started: S;
  readonly completed: S;
  readonly failed: S;
  /** Attempts of its calls given up by their caller, and calls that an open breaker failed. */
  readonly timedOut: S;
  readonly shortCircuited: S;
  readonly retried: S;
  /** Latency of those completed in the step, in seconds. */
  readonly mean: S;
  readonly p50: S;
  readonly p95: S;
  readonly p99: S;
  /** On their way at the end of the step. */
  readonly inSystem: S;
}

/** One component, all its machines together. */
export interface ComponentSeries<S> {
  /** In the step: requests that came, were served, were not (turned away, given up in a queue), whose caller gave up waiting. */
  readonly arrivals: S;
  readonly completions: S;
  readonly failures: S;
  readonly timeouts: S;
  /**
   * At the end of the step: waiting (for a server, a thread, a connection, to be let in; of consumers the messages that wait for
   * them, too), being served, and servers (`Infinity` where there is no limit).
   */
  readonly queue: S;
  readonly busy: S;
  readonly servers: S;
  /** Mean busy share of the servers over the step. */
  readonly utilization: S;
  /** Machines that there are, and those that work. */
  readonly instances: S;
  readonly up: S;
  /** Bits of `State`, of all its machines together. */
  readonly state: S;
  /** Of caches: hits per look-up in the step. */
  readonly hitRatio?: S;
  /** Of queues: messages waiting, age of the oldest, and counts of the step. */
  readonly backlog?: S;
  readonly oldest?: S;
  readonly redelivered?: S;
  readonly deadLettered?: S;
  /** Of stores with a leader: entries and seconds that the copy furthest behind is behind, and shards that nobody leads. */
  readonly lagEntries?: S;
  readonly lagSeconds?: S;
  readonly leaderless?: S;
}

/** One machine, `NaN` while it is not there; with `policy shared`, all of one queue. */
export interface MachineSeries<S> {
  /** As faults name it: `accounts.leader`, `accounts.replica.2`, `chat.instance.3`; by what it was at the start. */
  readonly id: string;
  readonly component: Id;
  readonly queue: S;
  readonly busy: S;
  readonly state: S;
  /** Of copies that are alike (leaderless, multi-leader): followed items of which another copy of the shard has a newer version. */
  readonly behind?: S;
  /** Of copies of a store with a leader, one entry per shard that it has a copy of. */
  readonly copies: readonly CopySeries<S>[];
}

/** A copy of one shard; positions in its log count entries from the start of the run. */
export interface CopySeries<S> {
  /** From 0. */
  readonly shard: number;
  /** 1: it takes itself for the leader; 2: and it is the one the others follow; 0.5: it stands for election; 0: it follows. */
  readonly leads: S;
  /** Term of the log that it is in. */
  readonly term: S;
  /** Entries that it has; that it has applied, so that readers see them; that as many copies have as its mode asks for. */
  readonly written: S;
  readonly applied: S;
  readonly committed: S;
  /** Behind the newest log in applying it: entries, and the age of the first one it lacks. */
  readonly lagEntries: S;
  readonly lagSeconds: S;
}

/** One partition of a queue. */
export interface PartitionSeries<S> {
  /** `events.partition.3`. */
  readonly id: string;
  readonly component: Id;
  readonly backlog: S;
  readonly oldest: S;
}

/** The breaker between a caller and what it calls. */
export interface BreakerSeries<S> {
  readonly from: Id;
  readonly to: Id;
  /** 0 closed, 1 open, 0.5 letting one call through. */
  readonly state: S;
}

/** What machines can be besides working, as bits of `state`. */
export const State = {
  /** Crashed: its process, or its whole place, is gone. */
  down: 1,
  /** It stands still and keeps what it has: paused, or being repaired. */
  still: 2,
  slow: 4,
  /** Something cannot reach it, or messages to it are lost. */
  cut: 8,
  /** Some of its attempts err. */
  failing: 16,
  /** Its clock is wrong. */
  skewed: 32,
} as const;

/** A request that was followed from its start. */
export interface FollowedRequest {
  /** Position in `requests` of the whole run: what its messages carry. */
  readonly number: number;
  readonly flow: Id;
  /** The client that made it, as operations of a history name it. */
  readonly session: number;
  readonly starts: number;
  /** When its last answer was there; missing while it is on its way. */
  readonly ends?: number;
  readonly outcome?: 'ok' | 'failed';
}

/**
 * request, answer: a call and its answer. publish: to a queue. deliver: from a queue to its consumer. replicate, acknowledge: to a
 * copy, and back. heartbeat, vote: among copies.
 */
export type MessageKind =
  | 'request'
  | 'answer'
  | 'publish'
  | 'deliver'
  | 'replicate'
  | 'acknowledge'
  | 'heartbeat'
  | 'vote';

/**
 * What became of a message. lost: it never arrived, and its sender learns that at `arrives`. late: an answer that nobody waits for
 * any more. failed: an answer that says so. rejected: a request that was turned away, or came to a machine that is down.
 */
export type MessageOutcome = 'ok' | 'lost' | 'late' | 'failed' | 'rejected';

/** One message between two components; they are known when they have arrived. */
export interface Message {
  /** `number` of the request; -1 of what belongs to none that is followed. */
  readonly request: number;
  readonly kind: MessageKind;
  /** Components, and the machines where they are known, as `machines` names them. */
  readonly from: Id;
  readonly to: Id;
  readonly fromMachine?: string;
  readonly toMachine?: string;
  readonly departs: number;
  /** Also in no time, where network time is not counted. */
  readonly arrives: number;
  /** Seconds of that in which it was lost and sent again, until it came through or was given up. */
  readonly held?: number;
  readonly outcome: MessageOutcome;
  /** Of a call that is made again: which attempt this is, from 2. */
  readonly attempt?: number;
  /** Step of the flow that it is about, as arrows of a picture list it. */
  readonly step?: Id;
}

/** What befalls the system; kinds beyond those of a result are seen by the recorder alone. */
export type PlaybackEventKind = HappeningKind | 'candidate' | 'dead_letter' | 'violation';

export interface PlaybackEvent {
  readonly at: number;
  readonly kind: PlaybackEventKind;
  /** Components, flows, regions, zones or data that it is about; faults also name the id they have in the design. */
  readonly of: readonly Id[];
  /** One sentence without a full stop. */
  readonly text: string;
  /** Of elections and fail-overs: which machine, and its term. */
  readonly machine?: string;
  readonly term?: number;
  /** Of violations: position in `counterexamples` of the whole run. */
  readonly counterexample?: number;
}

/** A violation as something to play: the part of the run that shows it, and whom to look at. */
export interface Counterexample {
  /** As in the result: `stale`, `lost`. */
  readonly kind: SimulationResult['violations'][number]['kind'];
  readonly data: Id;
  readonly key: number;
  readonly text: string;
  /** Seconds from the beginning of its first operation to when it showed. */
  readonly from: number;
  readonly until: number;
  readonly operations: SimulationResult['violations'][number]['operations'];
  /** Whose operations they are: a run that follows these sessions has all their messages (`Limits.follow`). */
  readonly sessions: readonly number[];
  /** Components and machines that took part. */
  readonly of: readonly string[];
}
