import type { Design, Expectation, Id, Measure } from '../../design/design.js';
import type { ComponentEstimate, Estimate, FlowEstimate } from '../estimate.js';
import { busiest } from '../fullest.js';

/** One measured thing: its figure, or why there is none. */
export interface Measured {
  readonly of: Id;
  readonly value: number | null;
  readonly reason?: string;
  /**
   * Where there is no figure: what it is at least. `Infinity` where there is none because it grows without bound (a wait at a
   * saturated station), else the part of it that is known.
   */
  readonly atLeast?: number;
}

/** Seconds of the month that costs are given for; bounds are per second, as all prices. */
const MONTH = 730 * 3600;

type FlowMeasure = 'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'rate' | 'max_rate' | 'availability';

const flowMeasures: Readonly<Record<FlowMeasure, (flow: FlowEstimate) => number | null>> = {
  mean: (flow) => flow.latency.mean,
  p50: (flow) => flow.latency.p50,
  p90: (flow) => flow.latency.p90,
  p95: (flow) => flow.latency.p95,
  p99: (flow) => flow.latency.p99,
  p999: (flow) => flow.latency.p999,
  rate: (flow) => flow.rate,
  max_rate: (flow) => flow.maxRate,
  availability: (flow) => flow.availability,
};

/** Field of the reasons that explains a missing measure. */
const reasonFields: Readonly<Record<FlowMeasure, string>> = {
  mean: 'latency',
  p50: 'latency',
  p90: 'latency',
  p95: 'latency',
  p99: 'latency',
  p999: 'latency',
  rate: 'rate',
  max_rate: 'maxRate',
  availability: 'availability',
};

const componentMeasures: Readonly<
  Partial<Record<Measure, (component: ComponentEstimate) => number | null | undefined>>
> = {
  rate: (component) => component.arrivalRate,
  max_rate: (component) => component.maxRate,
  availability: (component) => component.availability,
  mean: (component) => component.response?.mean,
  p50: (component) => component.response?.p50,
  p90: (component) => component.response?.p90,
  p95: (component) => component.response?.p95,
  p99: (component) => component.response?.p99,
  p999: (component) => component.response?.p999,
  utilization: busiest,
  queue: (component) => component.queueLength,
  backlog: mostWaiting,
  drain: (component) => component.drainTime,
  lag: (component) => component.replicationLag?.p99,
  rpo: (component) => component.rpo,
  rto: (component) => component.rto,
  recovery: (component) => component.rto,
  hit_ratio: (component) => component.hitRatio,
  storage: (component) => component.storage,
  cost: ({ costPerMonth }) => (typeof costPerMonth === 'number' ? costPerMonth / MONTH : costPerMonth),
};

/** Fields of the reasons that explain a missing component measure. */
const componentReasons: Readonly<Partial<Record<Measure, readonly string[]>>> = {
  mean: ['response'],
  p50: ['response'],
  p90: ['response'],
  p95: ['response'],
  p99: ['response'],
  p999: ['response'],
  utilization: ['utilization'],
  queue: ['queueLength'],
  backlog: ['backlog', 'backlogPeak'],
  drain: ['drainTime'],
  lag: ['replicationLag'],
  rpo: ['rpo'],
  rto: ['rto'],
  recovery: ['rto'],
  hit_ratio: ['hitRatio'],
  storage: ['storage'],
  cost: ['costPerMonth'],
  max_rate: ['maxRate'],
  availability: ['availability'],
};

/** Messages waiting at worst: in a spike, or without one. None while they pile up. */
function mostWaiting({ backlog, backlogPeak }: ComponentEstimate): number | null | undefined {
  if (backlog === null || backlog === undefined) return backlog;
  return Math.max(backlog, backlogPeak ?? 0);
}

/** Measures that a saturated station has no bound for. */
const waiting: ReadonlySet<Measure> = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'queue']);

/** Whether a component has no figure because it grows without bound. */
function isEndless(measure: Measure, component: ComponentEstimate | undefined): boolean {
  if (component === undefined) return false;
  const { arrivalRate, maxRate, replicationLag, backlog } = component;
  if (waiting.has(measure)) return maxRate !== null && maxRate > 0 && arrivalRate >= maxRate;
  if (measure === 'lag') return replicationLag?.p99 === null && component.reasons.replicationLag !== undefined;
  return (measure === 'backlog' || measure === 'drain') && backlog === null;
}

/** What an expectation measures under an estimate, one entry per thing named; for `*` everything that has the measure. */
export function measure(expectation: Expectation, estimate: Estimate, design: Design): readonly Measured[] {
  if (expectation.of.length === 0) return [total(expectation.measure, estimate, design)];
  const { measure, bound } = expectation;
  // A bare number may count reads; the estimate knows shares of them only.
  const isCount = measure === 'stale' && bound.dimension === 'count' && bound.value > 1;
  return expectation.of.flatMap(({ to }) => {
    if (to === '*') return everything(measure, estimate);
    if (!isCount) return [one(measure, to, estimate, design)];
    const reason = 'the estimate has the share of stale reads: expect a percentage, or count them in a scenario';
    return [{ of: to, value: null, reason }];
  });
}

function everything(measure: Measure, estimate: Estimate): readonly Measured[] {
  const flows =
    measure in flowMeasures
      ? Object.keys(estimate.flows).map((id) => ofFlow(measure as FlowMeasure, id, estimate))
      : [];
  const isOfFlows = flows.length > 0;
  const components = isOfFlows
    ? []
    : Object.keys(estimate.components)
        .map((id) => ofComponent(measure, id, estimate))
        .filter((measured) => measured.value !== null || measured.reason !== undefined);
  // Flows that the workload does not start have no figures worth failing for.
  return [
    ...flows.filter((measured) => (estimate.flows[measured.of]?.rate ?? 0) > 0 || flows.length === 1),
    ...components,
  ];
}

function one(measure: Measure, id: Id, estimate: Estimate, design: Design): Measured {
  if (Object.hasOwn(estimate.flows, id) && measure in flowMeasures) return ofFlow(measure as FlowMeasure, id, estimate);
  if (Object.hasOwn(estimate.components, id)) {
    const measured = ofComponent(measure, id, estimate);
    return measured.value === null && measured.reason === undefined
      ? { ...measured, reason: missing(measure, id) }
      : measured;
  }
  const item = design.data.find((data) => data.id === id);
  return item === undefined
    ? { of: id, value: null, reason: missing(measure, id) }
    : ofData(measure, id, estimate, design);
}

function ofFlow(measure: FlowMeasure, id: Id, estimate: Estimate): Measured {
  const flow = estimate.flows[id];
  const value = flow === undefined ? null : flowMeasures[measure](flow);
  if (value !== null) return { of: id, value };
  const reason = flow?.reasons[reasonFields[measure]] ?? missing(measure, id);
  const isBeyond = waiting.has(measure) && flow !== undefined && flow.maxRate !== null && flow.rate >= flow.maxRate;
  return { of: id, value, reason, ...(isBeyond ? { atLeast: Infinity } : {}) };
}

function ofComponent(measure: Measure, id: Id, estimate: Estimate): Measured {
  const component = estimate.components[id];
  const value = (component === undefined ? null : componentMeasures[measure]?.(component)) ?? null;
  if (value !== null) return { of: id, value };
  const reason = componentReasons[measure]
    ?.map((field) => component?.reasons[field])
    .find((text) => text !== undefined);
  return {
    of: id,
    value,
    ...(reason === undefined ? {} : { reason }),
    ...(isEndless(measure, component) ? { atLeast: Infinity } : {}),
  };
}

/** Staleness of data: of the worst store that keeps it. Losses, duplicates and order need a simulation. */
function ofData(measure: Measure, id: Id, estimate: Estimate, design: Design): Measured {
  if (measure !== 'stale') {
    return {
      of: id,
      value: null,
      reason: `${measure} is counted in a simulation: put the expectation into a scenario`,
    };
  }
  const holders = design.components.map(({ id: holder }) => estimate.components[holder]);
  const shares = holders.flatMap((holder) => {
    const share = holder?.staleReads?.[id];
    return holder === undefined || share === undefined ? [] : [{ share, reason: holder.reasons.staleReadProbability }];
  });
  const known = shares.map(({ share }) => share).filter((share) => share !== null);
  const unknown = shares.find(({ share }) => share === null);
  const worst = known.length === 0 ? null : Math.max(...known);
  if (unknown !== undefined) {
    const reason = unknown.reason ?? missing(measure, id);
    return { of: id, value: null, reason, ...(worst === null ? {} : { atLeast: worst }) };
  }
  return worst === null
    ? { of: id, value: null, reason: `nothing that keeps a copy of ${id} is asked for it` }
    : { of: id, value: worst };
}

/** Of the whole design: cost and storage add up; of a part that is unknown the rest is a lower bound. */
function total(measure: Measure, estimate: Estimate, design: Design): Measured {
  const of = design.name;
  if (measure !== 'cost' && measure !== 'storage')
    return { of, value: null, reason: `${measure} needs something to measure in its parentheses` };
  const parts = Object.keys(estimate.components).map((id) => ofComponent(measure, id, estimate));
  const known = parts.map(({ value }) => value).filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  const unknown = parts.find(({ value, reason }) => value === null && reason !== undefined);
  if (unknown !== undefined)
    return { of, value: null, reason: `of ${unknown.of} it is unknown: ${unknown.reason}`, atLeast: sum };
  return known.length === 0
    ? {
        of,
        value: null,
        reason: measure === 'cost' ? 'no component has a price' : 'no data has a size and a count',
      }
    : { of, value: sum };
}

const missing = (measure: Measure, id: Id) => `there is no ${measure} of ${id}`;
