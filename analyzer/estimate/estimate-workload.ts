import type { Design, Id } from '../design/design.js';
import { type Lookup, lookup } from '../design/lookup.js';
import type { ComponentEstimate, Estimate, FlowEstimate, StepEstimate } from './estimate.js';
import { evaluateUnder } from './expectation/evaluate.js';
import { solveAutoscaled } from './network/autoscale.js';
import { spikeOf } from './network/backlog.js';
import { componentAvailability } from './network/component-availability.js';
import { busiest, componentEstimate, largestLoad, offeredRates, solvedPool } from './network/component-estimate.js';
import { flowEstimate } from './network/flow-estimate.js';
import { linkEstimates } from './network/links.js';
import { buildNetwork, type Network } from './network/network.js';
import type { Solution } from './network/solve-network.js';
import { storeFigures } from './network/store-figures.js';

export interface EstimateOptions {
  /** Times the whole workload; 1 when missing. */
  readonly scale?: number;
}

/** A design made ready for estimates of any of its workloads. */
export type Prepared = Network;

/** Does once what all workloads of a design share. */
export function prepare(design: Design, found: Lookup = lookup(design)): Prepared {
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
  const { network } = solution;
  const limits = new Map(design.components.map(({ id }) => [id, largestLoad(id, solution)]));
  const availabilities = new Map(
    [...network.configurations].map(([id, configuration]) => [
      id,
      componentAvailability(configuration, busiest(id, solution)),
    ]),
  );
  const rates = offeredRates(solution);
  const spike = spikeOf(workload, solution);
  // Built from entries, so that no name of a design is taken for a property of every object.
  const flows = Object.fromEntries(
    design.flows.map((flow): [string, FlowEstimate] => [flow.id, flowEstimate(flow, solution, limits, availabilities)]),
  );
  const components = Object.fromEntries(
    [...network.configurations].map(([id, configuration]): [string, ComponentEstimate] => {
      const availability = availabilities.get(id) ?? componentAvailability(configuration, 0);
      const queueing = componentEstimate(configuration, solution, rates.get(id) ?? 0, availability);
      const store = storeFigures(configuration, solvedPool(id, 'main', solution), solution, spike);
      return [id, { ...queueing, ...store, reasons: { ...queueing.reasons, ...store.reasons } }];
    }),
  );
  const whole: Estimate = {
    design: design.name,
    workload: workloadId,
    flows,
    components,
    links: linkEstimates(solution),
    steps: stepRates(solution),
    expectations: [],
    notes: notes(solution),
  };
  const expectations = design.expectations
    .filter((expectation) => expectation.under === undefined || expectation.under === workloadId)
    .map((expectation) => evaluateUnder(expectation, whole, design));
  return { ...whole, expectations };
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

function notes({ network, visits, hasSettled }: Solution): readonly string[] {
  return [
    ...(network.distances.isPlaced ? [] : ['No regions are declared: network time is not counted.']),
    ...(visits.hasRunaway ? ['Queues publish to each other without end: their rates are cut off.'] : []),
    ...(hasSettled ? [] : ['Retries, caches and rates did not settle: figures are of the last round.']),
    ...(network.plan.isCut ? ['Some steps are nested too deeply to be followed.'] : []),
  ];
}
