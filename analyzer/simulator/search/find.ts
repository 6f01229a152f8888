/**
 * A search for a run in which a finding of the review comes true: seeds, times and trouble are tried until a history shows it.
 */
import type { Fault, Id, Scenario } from '../../design/design.js';
import { seconds } from '../../design/units.js';
import { type Prepared, prepare } from '../../estimate/estimate-workload.js';
import type { Violation } from '../history/violation.js';
import { Streams } from '../kernel/random.js';
import type { SimulationResult } from '../result.js';
import { type Simulation, startSimulation } from '../simulate.js';
import { type About, aboutFinding, type Sought } from './about.js';
import { type Hunt, hunts, unplayed } from './hunts.js';
import { laboratory, laboratoryWorkload } from './laboratory.js';

export interface SearchOptions {
  /** Whole number that all the runs are drawn from; 1 when missing. */
  readonly seed?: number;
  /** Runs before it gives up; 40 when missing. */
  readonly runs?: number;
}

export interface Counterexample {
  readonly violation: Violation;
  /** The run that shows it, and the faults in it. */
  readonly result: SimulationResult;
  readonly faults: readonly Fault[];
}

/** A search that goes on only when it is told to. */
export interface Search {
  /** Lets up to so many more events happen; says whether the search is over. */
  advance(events: number): boolean;
  /** Runs that are over, and those after which it gives up. */
  readonly runs: number;
  readonly mostRuns: number;
  readonly found: Counterexample | undefined;
}

/** Simulated seconds of one run, after its warm-up. */
const DURATION = 45;
const WARMUP = 2;
const MOST_RUNS = 40;
/** Events of one run. */
const BUDGET = 3_000_000;

/** Rules whose findings a run can show. */
export const searchable: readonly string[] = Object.keys(hunts);

/** Why no run shows what a rule says, by the rules of which one could think that a run does. */
export const unsearchable: Readonly<Record<string, string>> = unplayed;

/** Starts a search for a counterexample to a finding; `undefined` where no history can show what the rule says. */
export function startSearch({ design }: Prepared, finding: Sought, options: SearchOptions = {}): Search | undefined {
  const hunt = hunts[finding.rule];
  if (hunt === undefined) return undefined;
  const about = aboutFinding(finding, prepare(design));
  const asked = {
    isLookedAt: hunt.kinds.includes('stale'),
    isOpen: hunt.isOpen === true,
    isLinearizable: hunt.isLinearizable === true,
  };
  return new Searching(prepare(laboratory(design, about.data, asked)), about, hunt, options);
}

class Searching implements Search {
  runs = 0;
  found: Counterexample | undefined = undefined;
  private readonly uniform: () => number;
  private readonly seed: number;
  readonly mostRuns: number;
  private current: { readonly simulation: Simulation; readonly faults: readonly Fault[] } | undefined = undefined;

  constructor(
    private readonly prepared: Prepared,
    private readonly about: About,
    private readonly hunt: Hunt,
    options: SearchOptions,
  ) {
    this.seed = options.seed ?? 1;
    this.mostRuns = options.runs ?? MOST_RUNS;
    this.uniform = new Streams(this.seed).uniform('search');
  }

  advance(events: number): boolean {
    if (this.found !== undefined || this.runs >= this.mostRuns) return true;
    this.current ??= this.next();
    const { simulation, faults } = this.current;
    if (!simulation.advance(events)) return false;
    const result = simulation.result();
    const violation = result.violations.find(
      ({ kind, data }) => this.hunt.kinds.includes(kind) && this.about.data.has(data),
    );
    if (violation !== undefined) this.found = { violation, result, faults };
    this.current = undefined;
    this.runs++;
    return this.found !== undefined || this.runs >= this.mostRuns;
  }

  /** The next kind of trouble, at a time by chance, with a seed of its own. */
  private next(): { readonly simulation: Simulation; readonly faults: readonly Fault[] } {
    const moment = {
      at: seconds(DURATION * (0.1 + 0.4 * this.uniform())),
      length: seconds(DURATION * (0.1 + 0.3 * this.uniform())),
      regions: this.prepared.design.regions.map(({ id }): Id => id),
    };
    const ways = this.hunt.troubles.flatMap((trouble) => trouble(this.about, moment));
    const faults = ways[this.runs % Math.max(1, ways.length)] ?? [];
    const scenario: Scenario = {
      id: laboratoryWorkload,
      title: 'Search for a counterexample',
      workload: laboratoryWorkload,
      duration: seconds(DURATION),
      faults,
      expectations: [],
    };
    const simulation = startSimulation(this.prepared, laboratoryWorkload, {
      scenario,
      duration: DURATION,
      warmup: WARMUP,
      eventBudget: BUDGET,
      seed: this.seed * 1000 + this.runs,
    });
    return { simulation, faults };
  }
}
