import { batchArrivals } from '../queueing/batch-arrivals.js';
import { mm1Breakdowns } from '../queueing/breakdowns.js';
import { ggc } from '../queueing/ggc.js';
import { gm1, pacedArrivals, roundRobin } from '../queueing/gm1.js';
import { erlangA } from '../queueing/impatience.js';
import { mm1 } from '../queueing/mm1.js';
import { mmc, mmcResponseTail } from '../queueing/mmc.js';
import { mmck, mmckResponseTail } from '../queueing/mmck.js';
import { mgcPriority } from '../queueing/priority.js';
import { processorSharing } from '../queueing/processor-sharing.js';
import type { StationMeasures } from '../queueing/station-measures.js';
import { shortestQueueWait, twoChoicesWait } from './balanced-wait.js';
import { EXPONENTIAL_WAIT, lastInFirstOut } from './last-in-first-out.js';
import type { WorkMixture } from './mixture.js';
import type { PoolLoad, PoolShape } from './pool.js';

/** What a model says of the requests that go to one kind of unit; durations may be `Infinity`, with a reason. */
export interface Answer {
  readonly meanWait: number;
  readonly waitProbability: number;
  /** Mean time inside of a request that enters. */
  readonly meanTime: number;
  /** Share refused at the door. */
  readonly rejected: number;
  /** Share that gives up waiting. */
  readonly abandoned: number;
  /** Completions over arrivals. */
  readonly throughputShare: number;
  readonly stretch: number;
  readonly responseTail: ((t: number) => number) | undefined;
  /** `P(wait > t)` where it is not exponential for those who wait. */
  readonly waitTail?: ((t: number) => number) | undefined;
  /** By class of the load. */
  readonly classWaits?: readonly number[];
  readonly method: string;
  readonly source: string;
  readonly assumptions: readonly string[];
  readonly reason?: string | undefined;
}

/** The units a model is asked about. */
export interface Units {
  /** Servers behind one queue. */
  readonly servers: number;
  /** Queues that the whole stream is spread over. */
  readonly groups: number;
  /** Share of the stream that one of them gets. */
  readonly share: number;
  /** Whether the shares differ, so that the sender's policy cannot even them out. */
  readonly isSkewed: boolean;
}

/** The model that fits the shape, solved for one unit that gets `units.share` of the load. */
export function answer(shape: PoolShape, load: PoolLoad, work: WorkMixture, units: Units): Answer {
  if (!Number.isFinite(units.servers)) return delay(work);
  if (!(work.mean > 0)) return { ...delay(work), method: 'no work' };
  const stream = { arrivalRate: work.rate * units.share, meanService: work.mean, servers: units.servers };
  const found = inOrder(shape, load, work, units, stream);
  return shape.discipline === 'lifo' ? lastInFirstOut(found, stream) : found;
}

/**
 * The same with whoever came first served first, where requests are not served all at once or by priority. The queue at the door of
 * a full unit and the one inside are one queue.
 */
function inOrder(shape: PoolShape, load: PoolLoad, work: WorkMixture, units: Units, stream: Stream): Answer {
  const { servers } = units;
  if (shape.limit !== Infinity && !shape.waitsAtDoor) {
    const limited = bounded(shape, stream, work, units);
    if (limited.rejected > RARELY || stream.arrivalRate * work.mean >= servers) return limited;
  }
  if (shape.meanPatience !== Infinity) return impatient(shape, stream, work);
  const plain = shape.discipline === 'sharing' ? sharing(stream) : unbounded(shape, load, work, units, stream);
  return withBreakdowns(shape, stream, plain);
}

/** A limit that turns away fewer than this changes no figure: the model without it knows more (the law of work, the policy). */
const RARELY = 1e-6;

interface Stream {
  readonly arrivalRate: number;
  readonly meanService: number;
  readonly servers: number;
}

function delay(work: WorkMixture): Answer {
  return {
    meanWait: 0,
    waitProbability: 0,
    meanTime: work.mean,
    rejected: 0,
    abandoned: 0,
    throughputShare: 1,
    stretch: 1,
    responseTail: undefined,
    method: 'delay',
    source: 'infinite servers: nobody waits',
    assumptions: [],
  };
}

function of(measures: StationMeasures, method: string, source: string, assumptions: readonly string[] = []): Answer {
  const arrivals = measures.throughput / (1 - measures.loss);
  return {
    meanWait: measures.meanWait,
    waitProbability: Number.isNaN(measures.waitProbability)
      ? Math.min(1, measures.utilization)
      : measures.waitProbability,
    meanTime: measures.meanResponse,
    rejected: 0,
    abandoned: 0,
    throughputShare: arrivals > 0 ? 1 - measures.loss : 1,
    stretch: 1,
    responseTail: undefined,
    method,
    source,
    assumptions,
    reason: measures.reason,
  };
}

function bounded(shape: PoolShape, stream: Stream, work: WorkMixture, units: Units): Answer {
  const whole = shape.policy === 'shared' ? shape.limit * shape.units : shape.limit;
  const capacity = Math.max(stream.servers, Math.min(whole, largestLimit));
  const measures = mmck({ ...stream, capacity });
  const exact = work.scv === 1 || capacity === stream.servers;
  return {
    ...of(measures, `M/M/${stream.servers}/${capacity}`, 'Kleinrock, Queueing Systems I, §3.8', [
      ...(exact ? [] : ['service times taken as exponential']),
      ...(units.groups > 1 ? ['each unit gets a Poisson share of the arrivals'] : []),
      'arrivals that find it full are refused',
    ]),
    rejected: measures.loss,
    throughputShare: 1 - measures.loss,
    responseTail: work.scv === 1 ? boundedTail({ ...stream, capacity }) : undefined,
  };
}

/** The tail of M/M/c/K, which is 0 to all digits far beyond the time that K requests take. */
function boundedTail(load: Stream & { readonly capacity: number }): (t: number) => number {
  const tail = mmckResponseTail(load);
  const end = load.meanService * (50 + (load.capacity + 12 * Math.sqrt(load.capacity)) / load.servers);
  return (t) => (t < end ? tail(t) : 0);
}

/** Larger limits hardly ever bind, and the chain would be long. */
const largestLimit = 20_000;

function impatient(shape: PoolShape, stream: Stream, work: WorkMixture): Answer {
  const measures = erlangA({ ...stream, meanPatience: shape.meanPatience });
  return {
    ...of(measures, `M/M/${stream.servers}+M (Erlang A)`, 'Garnett, Mandelbaum, Reiman, M&SOM 4 (2002)', [
      'patience exponential',
      ...(work.scv === 1 ? [] : ['service times taken as exponential']),
    ]),
    abandoned: measures.loss,
    throughputShare: 1 - measures.loss,
  };
}

function sharing(stream: Stream): Answer {
  const measures = processorSharing(stream);
  return {
    ...of(measures, `M/G/${stream.servers} processor sharing`, 'Kleinrock, Queueing Systems II, §4.4', [
      'every request is slowed by the same factor',
    ]),
    stretch: measures.reason === undefined ? measures.meanResponse / stream.meanService : Infinity,
    meanWait: measures.meanWait,
  };
}

function unbounded(shape: PoolShape, load: PoolLoad, work: WorkMixture, units: Units, stream: Stream): Answer {
  const { groups } = units;
  if (shape.discipline === 'priority' && isDivided(load)) return prioritized(load, work, units, shape.slowing);
  if (load.batch > 1) return batched(load, work, units, stream);
  const evened = groups > 1 && !units.isSkewed;
  if (evened && shape.policy === 'round_robin') return rotated(load, work, units, stream);
  if (evened && shape.policy === 'least_connections') {
    const { measures, assumptions } = shortestQueueWait(stream, groups, work.scv);
    return of(
      measures,
      'join the shortest queue',
      'Flatto and McKean 1977; Whitt, Operations Research 34 (1986)',
      assumptions,
    );
  }
  if (evened && shape.policy === 'two_choices') {
    const { measures, assumptions } = twoChoicesWait(stream, groups, work.scv);
    return of(measures, 'power of two choices', 'Mitzenmacher, IEEE TPDS 12 (2001)', assumptions);
  }
  // Random choice thins the stream towards Poisson: a share p of variation c² keeps 1 - p + p c².
  const arrivalScv = groups > 1 ? 1 - units.share + units.share * load.arrivalScv : load.arrivalScv;
  return general(stream, work, arrivalScv);
}

function general(stream: Stream, work: WorkMixture, arrivalScv: number): Answer {
  const { servers } = stream;
  if (arrivalScv === 1 && work.scv === 1) {
    return {
      ...of(mmc(stream), servers === 1 ? 'M/M/1' : `M/M/${servers}`, 'Kleinrock, Queueing Systems I, §3.5'),
      responseTail: mmcResponseTail(stream),
    };
  }
  if (arrivalScv === 0 && work.scv === 1 && servers === 1) {
    return of(gm1(stream, pacedArrivals(stream.arrivalRate)), 'D/M/1', 'Kleinrock, Queueing Systems I, §6.4');
  }
  const measures = ggc({ ...stream, serviceScv: work.scv, arrivalScv });
  const arrivals = arrivalScv === 1 ? 'M' : 'G';
  if (servers === 1 && arrivalScv === 1) {
    return of(measures, 'M/G/1', 'Pollaczek-Khinchine: Kleinrock, Queueing Systems I, §5.6', [EXPONENTIAL_WAIT]);
  }
  return of(
    measures,
    `${arrivals}/G/${servers}`,
    'Cosmetatos 1976; Allen, Probability, Statistics and Queueing Theory, §5.6',
    [EXPONENTIAL_WAIT, ...(work.scv < 1 || servers === 1 ? [] : ['Allen-Cunneen approximation'])],
  );
}

function isDivided(load: PoolLoad): boolean {
  const first = load.classes[0]?.priority;
  return load.classes.some((work) => work.priority !== first);
}

/** Work of one priority is one class; the least urgent has no number. */
function prioritized(load: PoolLoad, work: WorkMixture, units: Units, slowing: number): Answer {
  const levels = [...new Set(load.classes.map((entry) => entry.priority ?? -Infinity))].sort((a, b) => b - a);
  const merged = levels.map((level) => {
    const members = load.classes.filter((entry) => (entry.priority ?? -Infinity) === level);
    const rate = members.reduce((sum, entry) => sum + entry.rate, 0);
    const mean =
      rate > 0 ? members.reduce((sum, entry) => sum + entry.rate * entry.mean, 0) / rate : work.mean / slowing;
    const square = rate > 0 ? members.reduce((sum, entry) => sum + entry.rate * entry.square, 0) / rate : 2 * mean ** 2;
    const serviceScv = mean > 0 ? Math.max(0, square / mean ** 2 - 1) : 1;
    return { arrivalRate: rate * units.share, meanService: mean * slowing, serviceScv };
  });
  const results = mgcPriority(merged, units.servers, 'non-preemptive');
  const waitOf = (priority: number | undefined) => results[levels.indexOf(priority ?? -Infinity)]?.meanWait ?? Infinity;
  const classWaits = load.classes.map((entry) => waitOf(entry.priority));
  const total = load.classes.reduce(
    (sum, entry, k) => (entry.rate > 0 ? sum + entry.rate * (classWaits[k] ?? 0) : sum),
    0,
  );
  const meanWait = work.rate > 0 ? total / work.rate : 0;
  const reason = results.find((result) => result.reason !== undefined)?.reason;
  const utilization = (work.rate * units.share * work.mean) / units.servers;
  return {
    meanWait,
    waitProbability: Math.min(1, utilization),
    meanTime: meanWait + work.mean,
    rejected: 0,
    abandoned: 0,
    throughputShare: utilization > 1 ? 1 / utilization : 1,
    stretch: 1,
    responseTail: undefined,
    classWaits,
    method: `M/G/${units.servers} with non-preemptive priorities`,
    source: 'Cobham 1954; Kleinrock, Queueing Systems II, §3.5',
    assumptions: ['a higher priority number is more urgent; none is the least urgent', EXPONENTIAL_WAIT],
    reason,
  };
}

function batched(load: PoolLoad, work: WorkMixture, units: Units, stream: Stream): Answer {
  // A batch that is spread at random over n queues reaches each in parts of binomial size.
  const spread = units.groups > 1 ? 1 + (load.batch - 1) * units.share : load.batch;
  const fast = { arrivalRate: stream.arrivalRate / spread, meanService: work.mean / stream.servers, meanBatch: spread };
  const measures = batchArrivals(fast);
  const extra = measures.meanWait - mm1({ arrivalRate: stream.arrivalRate, meanService: fast.meanService }).meanWait;
  const alone = ggc({ ...stream, serviceScv: work.scv });
  const meanWait = alone.reason === undefined ? alone.meanWait + extra : Infinity;
  return {
    ...of(
      { ...alone, meanWait, meanResponse: meanWait + work.mean },
      `M^[${round(spread)}]/G/${stream.servers}`,
      'Gross et al., Fundamentals of Queueing Theory, §3.1',
      [...(stream.servers > 1 ? ['the delay inside a batch is that of one server of the combined speed'] : [])],
    ),
    waitProbability: measures.reason === undefined ? measures.waitProbability : 1,
  };
}

const round = (value: number) => Number(value.toPrecision(3));

/** Round robin over n queues lets every n-th arrival through to each. */
function rotated(load: PoolLoad, work: WorkMixture, units: Units, stream: Stream): Answer {
  const { groups, servers } = units;
  const source = 'Kleinrock, Queueing Systems I, §6.4';
  if (servers === 1 && work.scv === 1 && load.arrivalScv === 1) {
    const measures = roundRobin({ arrivalRate: stream.arrivalRate * groups, meanService: work.mean, servers: groups });
    return of(measures, `E${groups}/M/1 (round robin)`, source);
  }
  const measures = ggc({ ...stream, serviceScv: work.scv, arrivalScv: load.arrivalScv / groups });
  return of(
    measures,
    `E${groups}/G/${servers} (round robin)`,
    'Allen, Probability, Statistics and Queueing Theory, §5.6',
    ['the wait depends on the arrivals through their variation only'],
  );
}

/** Adds what breakdowns of the unit cost: the difference they make to M/M/1 of the same load. */
function withBreakdowns(shape: PoolShape, stream: Stream, plain: Answer): Answer {
  if (shape.breakdowns === undefined || plain.reason !== undefined) return plain;
  const fast = { arrivalRate: stream.arrivalRate, meanService: stream.meanService / stream.servers };
  const broken = mm1Breakdowns({ ...fast, ...shape.breakdowns });
  const extra = broken.meanWait - mm1(fast).meanWait;
  const { responseTail: _, ...rest } = plain;
  return {
    ...rest,
    responseTail: undefined,
    meanWait: plain.meanWait + extra,
    meanTime: plain.meanTime + extra,
    waitProbability: Math.min(1, broken.waitProbability),
    method: `${plain.method} with breakdowns`,
    source: 'Mitrany and Avi-Itzhak, Operations Research 16 (1968)',
    assumptions: [
      ...plain.assumptions,
      'interrupted work is resumed, up and repair times are exponential',
      ...(stream.servers > 1 ? ['all servers of a unit break down together'] : []),
    ],
    reason: broken.reason,
  };
}
