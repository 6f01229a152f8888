import type { Id, Scenario } from '../../design/design.js';
import type { Prepared } from '../../estimate/estimate-workload.js';
import { type Simulation, type SimulationOptions, startSimulation } from '../simulate.js';

/** Events after which a scenario ends undecided, when nothing else is said. */
const BUDGET = 100_000_000;

/**
 * Starts a scenario of a design: its workload for its time with its seed, broken as its faults say, judged by its expectations.
 *
 * `options` win over what the scenario says. Never throws on any design; `undefined` where there is no such scenario.
 */
export function startScenario(
  prepared: Prepared,
  scenarioId: Id,
  options: SimulationOptions = {},
): Simulation | undefined {
  const scenario = prepared.design.scenarios.find(({ id }) => id === scenarioId);
  return scenario === undefined ? undefined : playScenario(prepared, scenario, options);
}

/** The same for a scenario that the design need not contain. */
export function playScenario(prepared: Prepared, scenario: Scenario, options: SimulationOptions = {}): Simulation {
  const { design } = prepared;
  const { duration, warmup, seed } = scenario;
  return startSimulation(prepared, scenario.workload ?? design.workloads[0]?.id ?? '', {
    duration,
    isWarmupWithin: true,
    eventBudget: BUDGET,
    ...(warmup === undefined ? {} : { warmup }),
    ...(seed === undefined ? {} : { seed }),
    ...options,
    scenario,
  });
}
