import type { Design, Expectation, Id, Measure } from '../../design/design.js';
import type { ComponentEstimate, Estimate, FlowEstimate } from '../estimate.js';

/** One measured thing: its figure, or why there is none. */
export interface Measured {
  readonly of: Id;
  readonly value: number | null;
  readonly reason?: string;
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
  utilization: (component) =>
    component.hottestShardUtilization === undefined || component.hottestShardUtilization === null
      ? component.utilization
      : Math.max(component.hottestShardUtilization, component.utilization ?? 0),
  queue: (component) => component.queueLength,
  backlog: (component) => component.backlogPeak ?? component.backlog,
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

/** What an expectation measures under an estimate, one entry per thing named; for `*` everything that has the measure. */
export function measure(expectation: Expectation, estimate: Estimate, design: Design): readonly Measured[] {
  if (expectation.of.length === 0) return [total(expectation.measure, estimate, design)];
  return expectation.of.flatMap(({ to }) =>
    to === '*' ? everything(expectation.measure, estimate) : [one(expectation.measure, to, estimate, design)],
  );
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
  const reason = value === null ? (flow?.reasons[reasonFields[measure]] ?? missing(measure, id)) : undefined;
  return { of: id, value, ...(reason === undefined ? {} : { reason }) };
}

function ofComponent(measure: Measure, id: Id, estimate: Estimate): Measured {
  const component = estimate.components[id];
  const value = (component === undefined ? null : componentMeasures[measure]?.(component)) ?? null;
  if (value !== null) return { of: id, value };
  const reason = componentReasons[measure]
    ?.map((field) => component?.reasons[field])
    .find((text) => text !== undefined);
  return { of: id, value, ...(reason === undefined ? {} : { reason }) };
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
  const holders = design.components.filter((component) =>
    [...component.stores, ...component.caches].some((reference) => reference.to === id),
  );
  const values = holders
    .map((holder) => estimate.components[holder.id]?.staleReadProbability)
    .filter((value) => typeof value === 'number');
  return values.length === 0
    ? { of: id, value: null, reason: `nothing that keeps ${id} has an estimate of stale reads` }
    : { of: id, value: Math.max(...values) };
}

/** Of the whole design: cost and storage add up, everything else is the worst. */
function total(measure: Measure, estimate: Estimate, design: Design): Measured {
  if (measure !== 'cost' && measure !== 'storage')
    return { of: design.name, value: null, reason: `${measure} needs something to measure in its parentheses` };
  const parts = Object.keys(estimate.components)
    .map((id) => ofComponent(measure, id, estimate).value)
    .filter((value) => value !== null);
  return parts.length === 0
    ? {
        of: design.name,
        value: null,
        reason: measure === 'cost' ? 'no component has a price' : 'no data has a size and a count',
      }
    : { of: design.name, value: parts.reduce((sum, value) => sum + value, 0) };
}

const missing = (measure: Measure, id: Id) => `there is no ${measure} of ${id}`;
