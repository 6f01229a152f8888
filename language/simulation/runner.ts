/**
 * Scenarios played while the editor goes on: what is played, and who plays it. Threads and clocks are the host's; this folder
 * knows neither.
 */
import type { Design, Id } from '../../analyzer/design/design.js';
import { prepare } from '../../analyzer/estimate/estimate-workload.js';
import type { SimulationResult } from '../../analyzer/simulator/result.js';
import { startScenario } from '../../analyzer/simulator/scenario/start-scenario.js';
import type { Simulation } from '../../analyzer/simulator/simulate.js';

/** A scenario to play; plain data, so that it can go to another thread. */
export interface Job {
  readonly design: Design;
  readonly scenario: Id;
}

/** What a run gives. */
export type Played = SimulationResult;

/** Who waits for a run. */
export interface Listener {
  /** Told now and then how much of it is over, from 0 to 1. */
  progress(share: number): void;
  readonly isCancelled: boolean;
  onCancelled(listener: () => void): void;
}

/** Plays scenarios without holding up anything else. */
export interface Runner {
  /** `undefined` when it was cancelled; rejected when the run broke. */
  play(job: Job, listener: Listener): Promise<Played | undefined>;
}

/** What a thread that plays says. */
export type FromThread =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'result'; readonly result: Played }
  | { readonly kind: 'failure'; readonly failure: string };

/** Events that a run may take: minutes of real time. */
export const MOST_EVENTS = 500_000_000;

/** The simulation of a job, about to begin. */
export function begin({ design, scenario }: Job): Simulation {
  const simulation = startScenario(prepare(design), scenario, { eventBudget: MOST_EVENTS });
  if (simulation === undefined) throw new Error(`bug: there is no scenario ${scenario}`);
  return simulation;
}

/** How much of a simulation is over. */
export function shareOf({ now, end }: Simulation): number {
  return Number.isFinite(end) && end > 0 ? Math.min(1, now / end) : 0;
}
