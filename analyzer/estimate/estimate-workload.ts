import type { Autoscale, Design, Id, Workload } from '../design/design.js';
import { type Lookup, lookup as lookUp } from '../design/lookup.js';
import { sayNumber, sayTime } from '../design/say.js';
import type { ComponentEstimate, Estimate, FlowEstimate, SpikeEstimate, StepEstimate } from './estimate.js';
import { evaluateUnder } from './expectation/evaluate.js';
import { solveAutoscaled } from './network/autoscale.js';
import { type Spike, spikeOf } from './network/backlog.js';
import { componentAvailability } from './network/component-availability.js';
import { busiest, componentEstimate, largestLoad, offeredRates, solvedPool } from './network/component-estimate.js';
import { flowEstimate } from './network/flow-estimate.js';
import { linkEstimates } from './network/links.js';
import { buildNetwork, type Network } from './network/network.js';
import type { Solution } from './network/solve-network.js';
import { type SpikedWorkload, spikedWorkload } from './network/spiked-workload.js';
import { storeFigures } from './network/store-figures.js';

export interface EstimateOptions {
  /** Times the whole workload; 1 when missing. */
  readonly scale?: number;
}

/** A design made ready for estimates of any of its workloads. */
export type Prepared = Network;

/** Does once what all workloads of a design share. */
export function prepare(design: Design, found: Lookup = lookUp(design)): Prepared {
  return buildNetwork(design, found);
}

/**
 * Estimates a design under one of its workloads, in closed form and without randomness.
 *
 * Never throws on any design. An unknown workload has no load. What has no figure is null, with its reason beside it.
 */
export function estimate(design: Design, workloadId: Id, options: EstimateOptions = {}): Estimate {
  return estimatePrepared(prepare(design), workloadId, options);
}

/** The same on a prepared design. */
export function estimatePrepared(prepared: Prepared, workloadId: Id, options: EstimateOptions = {}): Estimate {
  const { design, lookup } = prepared;
  const scale = options.scale !== undefined && options.scale >= 0 && Number.isFinite(options.scale) ? options.scale : 1;
  const workload = lookup.workloads.get(workloadId);
  const solution = solveAutoscaled(prepared, workload, scale);
  const spiked = spikedWorkload(workload);
  const base = figures(solution, spikeOf(workload, solution));
  const whole: Estimate = {
    design: design.name,
    workload: workloadId,
    ...base,
    ...(spiked === undefined ? {} : { spike: atSpike(solution, spiked, scale) }),
    links: linkEstimates(solution),
    steps: stepRates(solution),
    expectations: [],
    notes: [...loadNotes(workload), ...notes(solution)],
  };
  const expectations = design.expectations
    .filter((expectation) => expectation.under === undefined || expectation.under === workloadId)
    .map((expectation) => evaluateUnder(expectation, whole, design));
  return { ...whole, expectations };
}

interface Figures {
  readonly flows: Readonly<Record<Id, FlowEstimate>>;
  readonly components: Readonly<Record<Id, ComponentEstimate>>;
}

/** What flows and components make of a load. */
function figures(solution: Solution, spike: Spike | undefined): Figures {
  const { network } = solution;
  const limits = new Map(network.design.components.map(({ id }) => [id, largestLoad(id, solution)]));
  const availabilities = new Map(
    [...network.configurations].map(([id, configuration]) => [
      id,
      componentAvailability(configuration, busiest(id, solution)),
    ]),
  );
  const rates = offeredRates(solution);
  // Built from entries, so that no name of a design is taken for a property of every object.
  const flows = Object.fromEntries(
    network.design.flows.map((flow): [string, FlowEstimate] => [
      flow.id,
      flowEstimate(flow, solution, limits, availabilities),
    ]),
  );
  const components = Object.fromEntries(
    [...network.configurations].map(([id, configuration]): [string, ComponentEstimate] => {
      const availability = availabilities.get(id) ?? componentAvailability(configuration, 0);
      const queueing = componentEstimate(configuration, solution, rates.get(id) ?? 0, availability);
      const store = storeFigures(configuration, solvedPool(id, 'main', solution), solution, spike);
      return [id, { ...queueing, ...store, reasons: { ...queueing.reasons, ...store.reasons } }];
    }),
  );
  return { flows, components };
}

/** Figures at the height of the spikes. Autoscaling that is too late for them leaves the sizes of the base load. */
function atSpike(base: Solution, { workload, duration }: SpikedWorkload, scale: number): SpikeEstimate {
  const inTime = (autoscale: Autoscale) => (autoscale.delay ?? 0) < duration;
  const { flows, components } = figures(solveAutoscaled(base.network, workload, scale, inTime), undefined);
  const passing = Object.entries(components).map(([id, of]) => [id, withoutTotals(of)] as const);
  return { duration, flows, components: Object.fromEntries(passing) };
}

/** Nothing is stored or paid for a month at the rate of a spike, and no backlog becomes steady in it. */
function withoutTotals(of: ComponentEstimate): ComponentEstimate {
  const { storage: _, storagePerDay: _day, costPerMonth: _cost, backlog: _backlog, drainTime: _drain, ...rest } = of;
  const { backlogPeak: _peak, ...figures } = rest;
  return figures;
}

/** Ids that the plan made up for itself. */
const internal = /\/(any|held|commit\d*)$/;

function stepRates({ network, visits }: Solution): Record<string, StepEstimate> {
  const own = network.plan.nodes.filter((node) => !internal.test(node.id));
  return Object.fromEntries([
    ...own.map((node): [string, StepEstimate] => [node.id, { rate: visits.rates[node.index] ?? 0 }]),
    ...[...visits.alternatives].map(([id, rate]): [string, StepEstimate] => [id, { rate }]),
  ]);
}

/** Which moment the figures are of, where loads have more than one. */
function loadNotes(workload: Workload | undefined): readonly string[] {
  return (workload?.loads ?? []).flatMap(({ flow, peak, spikes }) => [
    ...(peak === undefined || peak === 1
      ? []
      : [`\`${flow}\` is at its busy hour: ${sayNumber(peak)} times the mean.`]),
    ...(spikes === undefined
      ? []
      : [
          `\`${flow}\` spikes to ${sayNumber(spikes.factor)} times its rate for ${sayTime(spikes.duration)}: figures and expectations are of the base load, those at the spike stand apart.`,
        ]),
  ]);
}

function notes(solution: Solution): readonly string[] {
  const { network, visits, hasSettled } = solution;
  return [
    ...(network.distances.isPlaced ? [] : ['No regions are declared: network time is not counted.']),
    ...(visits.hasRunaway ? ['Queues publish to each other without end: their rates are cut off.'] : []),
    ...(hasSettled ? [] : ['Retries, caches and rates did not settle: figures are of the last round.']),
    ...heldUp(solution),
    ...(network.plan.isCut ? ['Some steps are nested too deeply to be followed.'] : []),
  ];
}

/** Callers that wait at the door of a full component hold their own servers meanwhile; no formula here says how long. */
function heldUp({ network, pools }: Solution): readonly string[] {
  const full = network.pools.filter(({ index, shape }) => {
    const { waits, utilization } = pools[index] ?? { waits: [], utilization: 0 };
    const waiting = Math.max(0, ...waits.map(({ probability }) => probability));
    // P(N ≥ limit) of M/M/c.
    return shape.waitsAtDoor && waiting * Math.min(1, utilization) ** (shape.limit - shape.servers) > RARELY_FULL;
  });
  return [...new Set(full.map(({ component }) => component))].map(
    (id) =>
      `\`${id}\` makes callers wait at its door when it is full: that wait is counted, what their own servers lose by it is not. \`sysdesign simulate\` measures it.`,
  );
}

/** Share of the time that a station may be full before it is worth saying. */
const RARELY_FULL = 1e-3;
