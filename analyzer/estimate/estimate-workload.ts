import type { Design, Id } from '../design/design.js';
import { type Lookup, lookup } from '../design/lookup.js';
import type { ComponentEstimate, Estimate, FlowEstimate, StepEstimate } from './estimate.js';
import { evaluateUnder } from './expectation/evaluate.js';
import { componentAvailability } from './network/component-availability.js';
import { busiest, componentEstimate, offeredRates } from './network/component-estimate.js';
import { flowEstimate } from './network/flow-estimate.js';
import { buildNetwork, type Network } from './network/network.js';
import { type Solution, solveNetwork } from './network/solve-network.js';

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
export function estimatePrepared(network: Prepared, workloadId: Id, options: EstimateOptions = {}): Estimate {
  const { design } = network;
  const scale = options.scale !== undefined && options.scale >= 0 && Number.isFinite(options.scale) ? options.scale : 1;
  const solution = solveNetwork(network, network.lookup.workloads.get(workloadId), scale);
  const utilizations = new Map(design.components.map(({ id }) => [id, busiest(id, solution)]));
  const availabilities = new Map(
    [...network.configurations].map(([id, configuration]) => [id, componentAvailability(configuration, utilizations.get(id) ?? 0)]),
  );
  const rates = offeredRates(solution);
  const flows: Record<string, FlowEstimate> = {};
  for (const flow of design.flows) flows[flow.id] = flowEstimate(flow, solution, utilizations, availabilities);
  const components: Record<string, ComponentEstimate> = {};
  for (const component of design.components) {
    const configuration = network.configurations.get(component.id);
    const availability = availabilities.get(component.id);
    if (configuration === undefined || availability === undefined) continue;
    components[component.id] = componentEstimate(component, configuration, solution, rates.get(component.id) ?? 0, availability);
  }
  const whole: Estimate = {
    design: design.name,
    workload: workloadId,
    flows,
    components,
    links: {},
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
  const steps: Record<string, StepEstimate> = {};
  for (const node of network.plan.nodes) {
    if (!internal.test(node.id)) steps[node.id] = { rate: visits.rates[node.index] ?? 0 };
  }
  for (const [id, rate] of visits.alternatives) steps[id] = { rate };
  return steps;
}

function notes({ network, visits, hasSettled }: Solution): readonly string[] {
  return [
    ...(network.distances.isPlaced ? [] : ['No regions are declared: network time is not counted.']),
    ...(visits.hasRunaway ? ['Queues publish to each other without end: their rates are cut off.'] : []),
    ...(hasSettled ? [] : ['Retries, caches and rates did not settle: figures are of the last round.']),
    ...(network.plan.isCut ? ['Some steps are nested too deeply to be followed.'] : []),
  ];
}
