import type { Design, Expectation, Id, Measure } from '../../design/design.js';
import type { Percentiles } from '../../estimate/estimate.js';
import type { ComponentResult, DataResult, FlowResult, SimulationResult } from '../result.js';
import { drainTime } from './drain-time.js';

/** What is measured of runs; their verdicts are not known yet. */
export type Measurable = Omit<SimulationResult, 'expectations'>;

/** One measured thing of one run: its figure, or why there is none. */
export interface Measured {
  readonly of: Id;
  readonly value: number | null;
  /** Half of the interval around the value; 0 for what was counted, `Infinity` where there are too few data to tell. */
  readonly halfWidth: number;
  /** A sum or a peak: the run can only make it larger. */
  readonly grows: boolean;
  /** Why there is no figure. */
  readonly reason?: string;
  /** Where there is no figure: what it is at least. */
  readonly atLeast?: number;
  /** Of a percentile with too few data for an interval: the next lower and the next higher percentile of the run. */
  readonly between?: readonly [number, number];
}

/** Measures that no run has: they follow from the design and its load alone. */
export const estimated: ReadonlySet<Measure> = new Set(['max_rate', 'storage', 'cost']);

const percentiles: ReadonlySet<Measure> = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999']);
const ofFlows: ReadonlySet<Measure> = new Set([...percentiles, 'rate', 'availability']);
const ofData: ReadonlySet<Measure> = new Set(['stale', 'lost', 'duplicated', 'reordered']);

/** What an expectation measures of a run, one entry per thing named; for `*` everything that has the measure. */
export function measureRun(expectation: Expectation, run: Measurable, design: Design): readonly Measured[] {
  const { measure } = expectation;
  return expectation.of.flatMap(({ to }) => {
    if (to !== '*') return [one(expectation, to, run)];
    if (ofData.has(measure)) {
      const all = design.data.map(({ id }) => ofItem(expectation, id, run.data[id]));
      return all.filter(({ value }) => value !== null);
    }
    const flows = Object.keys(run.flows).filter((id) => (run.flows[id]?.counts.started ?? 0) > 0);
    if (ofFlows.has(measure) && flows.length > 0) return flows.map((id) => one(expectation, id, run));
    // What has no such figure, or was not asked for anything, is not meant by everything.
    return Object.keys(run.components)
      .map((id) => one(expectation, id, run))
      .filter(({ value, atLeast }) => value !== null || atLeast !== undefined);
  });
}

function one(expectation: Expectation, id: Id, run: Measurable): Measured {
  const flow = Object.hasOwn(run.flows, id) ? run.flows[id] : undefined;
  if (flow !== undefined && ofFlows.has(expectation.measure)) return ofFlow(expectation.measure, id, flow);
  if (ofData.has(expectation.measure)) return ofItem(expectation, id, run.data[id]);
  const component = Object.hasOwn(run.components, id) ? run.components[id] : undefined;
  return component === undefined
    ? none(id, `${expectation.measure} of ${id} is not measured in a run`)
    : ofComponent(expectation.measure, id, component, run);
}

const none = (of: Id, reason: string): Measured => ({ of, value: null, halfWidth: 0, grows: false, reason });

/** A figure with an interval; one without a noted half-width has too few data for it. */
function figure(of: Id, value: number | null | undefined, halfWidth: number | undefined, reason: string): Measured {
  if (value === null || value === undefined) return none(of, reason);
  return { of, value, halfWidth: halfWidth ?? Infinity, grows: false };
}

/** Something that was counted: exact for the run. */
const counted = (of: Id, value: number): Measured => ({ of, value, halfWidth: 0, grows: true });

function ofFlow(measure: Measure, id: Id, { rate, latency, availability, counts, confidence }: FlowResult): Measured {
  if (measure === 'rate') return figure(id, rate, confidence.rate, '');
  const ended = counts.completed + counts.failed;
  const silence =
    counts.started === 0 ? `${id} never started in this run` : `no request of ${id} was over while it was measured`;
  if (measure === 'availability') return figure(id, availability, confidence.availability, silence);
  const measured = figure(
    id,
    latency[measure as keyof Percentiles],
    confidence[`latency.${measure}`],
    ended === 0 ? silence : `no request of ${id} succeeded in this run`,
  );
  const between = neighbours(measure, latency);
  return between === undefined ? measured : { ...measured, between };
}

const rising = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;

/** The percentiles beside one; nothing above the highest. */
function neighbours(measure: Measure, latency: Percentiles): readonly [number, number] | undefined {
  const at = (rising as readonly string[]).indexOf(measure);
  const [lower, higher] = [rising[at - 1], rising[at + 1]];
  if (at < 0 || higher === undefined) return undefined;
  return [(lower === undefined ? undefined : latency[lower]) ?? 0, latency[higher] ?? Infinity];
}

function ofComponent(measure: Measure, id: Id, of: ComponentResult, run: Measurable): Measured {
  const { confidence, response, utilization, hottestShardUtilization = 0 } = of;
  const idle = `${id} was asked for nothing in this run`;
  switch (measure) {
    case 'mean':
    case 'p50':
    case 'p90':
    case 'p95':
    case 'p99':
    case 'p999':
      return figure(id, response?.[measure], confidence[`response.${measure}`], idle);
    case 'rate':
      return figure(id, of.arrivalRate, confidence.arrivalRate, idle);
    case 'availability':
      return served(id, of, run, idle);
    case 'utilization':
      // The busiest shard has no interval of its own; it moves with the others.
      return utilization === null
        ? none(id, `${id} has no limit to its servers`)
        : figure(id, Math.max(utilization, hottestShardUtilization), confidence.utilization, idle);
    case 'queue':
      return figure(id, of.queueLength, confidence.queueLength, `${id} has no queue of its own`);
    case 'backlog':
      return of.backlogPeak === undefined ? none(id, `nothing consumes ${id}`) : counted(id, of.backlogPeak);
    case 'drain':
      return drained(id, run);
    case 'lag':
      return figure(id, of.replicationLag?.p99, confidence['replicationLag.p99'], `${id} has no followers that lag`);
    case 'hit_ratio':
      return figure(id, of.hitRatio, confidence.hitRatio, `nothing was looked up in ${id} in this run`);
    case 'rpo':
      return peak(id, of.rpo, `nothing made ${id} lose its leader in this run`);
    case 'rto':
    case 'recovery':
      return peak(id, of.recovery, `nothing took ${id} out of service in this run`);
    default:
      return none(id, `${measure} of ${id} is not measured in a run`);
  }
}

const peak = (id: Id, value: number | null | undefined, reason: string): Measured =>
  value === null || value === undefined ? none(id, reason) : counted(id, value);

/** Share of the requests offered that were served: neither turned away, nor given up, nor left unanswered by a crash. */
function served(id: Id, of: ComponentResult, run: Measurable, idle: string): Measured {
  const { arrivalRate, throughput, inSystem, confidence } = of;
  if (!(arrivalRate > 0)) return none(id, idle);
  const share = Math.min(1, throughput / arrivalRate);
  if (share === 1) return figure(id, 1, 0, idle);
  // What is on its way at either end makes the two rates differ a little even where all is served.
  const ends = (inSystem ?? 0) / (arrivalRate * run.duration);
  const loss = (confidence.lossProbability ?? 0) + (confidence.abandonProbability ?? 0);
  return figure(id, share, confidence.throughput === undefined ? undefined : loss + ends, idle);
}

function drained(id: Id, { timeline, warmup, ended }: Measurable): Measured {
  const { step, components } = timeline;
  const backlog = components[id]?.backlog;
  if (backlog === undefined) return none(id, `nothing consumes ${id}`);
  const { time, isOver } = drainTime(backlog.slice(Math.floor(warmup / step)), step);
  if (isOver) return { of: id, value: time, halfWidth: step, grows: false };
  const when = ended === 'duration' ? 'when the run ended' : 'when the run was cut short';
  return { ...none(id, `the backlog of ${id} was not gone ${when}`), atLeast: time };
}

/** Counts of data, or their share of the operations that could have gone wrong. */
function ofItem({ measure, bound }: Expectation, id: Id, of: DataResult | undefined): Measured {
  if (of === undefined) return none(id, `${id} is no data`);
  const [count, among, what] = chances(measure, of);
  if (!(among > 0)) return none(id, `${what} ${id} in this run`);
  return counted(id, bound.dimension === 'ratio' ? count / among : count);
}

/** The count, the operations it is among, and how it is said that there were none. */
function chances(measure: Measure, of: DataResult): readonly [number, number, string] {
  switch (measure) {
    case 'stale':
      // Only reads of followed items are looked at.
      return [of.stale, of.reads * (of.followed.share ?? 0), 'nothing read'];
    case 'duplicated':
      return [of.duplicated, of.writes + of.processed, 'nothing wrote or processed'];
    case 'reordered':
      return [of.reordered, of.processed, 'nothing processed'];
    default:
      return [of.lost, of.writes + of.published, 'nothing wrote or published'];
  }
}
