/**
 * Scenarios played while the editor goes on: what is played, and who plays it. Threads and clocks are the host's; this folder
 * knows neither.
 */
import type { Design, Id } from '../../analyzer/design/design.js';
import { type Prepared, prepare } from '../../analyzer/estimate/estimate-workload.js';
import type { SimulationResult } from '../../analyzer/simulator/result.js';
import { startScenario } from '../../analyzer/simulator/scenario/start-scenario.js';
import type { Sought } from '../../analyzer/simulator/search/about.js';
import { type Counterexample, startSearch } from '../../analyzer/simulator/search/find.js';

/** A scenario to play; plain data, so that it can go to another thread. */
export interface Scenario {
  readonly design: Design;
  readonly scenario: Id;
}

/** A finding of the review to show in a run. */
export interface Search {
  readonly design: Design;
  readonly finding: Sought;
}

export type Job = Scenario | Search;

/** What a search gives: runs that were tried, and the one that shows it. */
export interface Found {
  readonly runs: number;
  readonly counterexample?: Pick<Counterexample, 'violation'> & { readonly seed: number };
}

/** What a job gives. */
export type Played<J extends Job = Job> = J extends Search ? Found : SimulationResult;

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
  play<J extends Job>(job: J, listener: Listener): Promise<Played<J> | undefined>;
}

/** What a thread that plays says. */
export type FromThread =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'result'; readonly result: Played }
  | { readonly kind: 'failure'; readonly failure: string };

/** Events that a run may take: minutes of real time. */
export const MOST_EVENTS = 500_000_000;

/** Something that takes its time, and goes on only when it is told to. */
export interface Task {
  /** Lets up to so many more events happen; says whether it is over. */
  advance(events: number): boolean;
  /** How much of it is over, from 0 to 1. */
  readonly share: number;
  result(): Played;
}

/** The task of a job, about to begin. */
export function begin(job: Job): Task {
  const prepared = prepare(job.design);
  return 'finding' in job ? hunt(prepared, job.finding) : scenarioTask(prepared, job.scenario);
}

function scenarioTask(prepared: Prepared, scenario: Id): Task {
  const simulation = startScenario(prepared, scenario, { eventBudget: MOST_EVENTS });
  if (simulation === undefined) throw new Error(`bug: there is no scenario ${scenario}`);
  return {
    advance: (events) => simulation.advance(events),
    get share() {
      const { now, end } = simulation;
      return Number.isFinite(end) && end > 0 ? Math.min(1, now / end) : 0;
    },
    result: () => simulation.result(),
  };
}

function hunt(prepared: Prepared, finding: Sought): Task {
  const search = startSearch(prepared, finding);
  if (search === undefined) throw new Error(`bug: no run can show ${finding.rule}`);
  return {
    advance: (events) => search.advance(events),
    get share() {
      return search.runs / search.mostRuns;
    },
    result() {
      const { runs, found } = search;
      return found === undefined
        ? { runs }
        : { runs, counterexample: { violation: found.violation, seed: found.result.seed } };
    },
  };
}
