/**
 * The simulator: a design as discrete events.
 *
 * `kernel` has the clock, the events and the random numbers; `model` turns the plan and the network of the estimate into
 * machines and operations; `behaviours` has what they do, one file each; `statistics` measures. Nothing here reads a setting that
 * `analyzer/estimate/network` has already understood, so that the two agree on what a design says; nothing knows text, files,
 * clocks or other randomness than the seed.
 */
import type { Design, Id, Scenario } from '../design/design.js';
import { sayTime } from '../design/say.js';
import { estimatePrepared, type Prepared, prepare } from '../estimate/estimate-workload.js';
import { solveAutoscaled } from '../estimate/network/autoscale.js';
import type { Network as NetworkOfDesign } from '../estimate/network/network.js';
import type { Solution } from '../estimate/network/solve-network.js';
import type { Operation } from './history/operation.js';
import type { Observed } from './observed.js';
import type { SimulationResult } from './result.js';
import { Run } from './run.js';
import type { Happening } from './scenario/happening.js';
import { judge } from './scenario/judge.js';
import type { Measurable } from './scenario/measure-run.js';
import type { RunRecord } from './statistics/run-record.js';

export interface SimulationOptions {
  /** Simulated seconds that are measured; missing: until `precision` is reached. */
  readonly duration?: number;
  /** Simulated seconds before them; missing: until the slowest station has forgotten its start. */
  readonly warmup?: number;
  /** Whether the warm-up is part of the duration, as scenarios say it; one that leaves nothing to measure comes before it. */
  readonly isWarmupWithin?: boolean;
  /** Whole number; 1 when missing. */
  readonly seed?: number;
  /** Half-width of the interval of every flow's mean latency, as a share of it, at which the run may end early. */
  readonly precision?: number;
  /** Events after which the run ends with what is known. */
  readonly eventBudget?: number;
  /** Asked every few thousand events. */
  readonly shouldStop?: () => boolean;
  /** Probability that a true value lies within its interval; 95 % when missing. */
  readonly confidence?: number;
  /** Times the whole workload; 1 when missing. */
  readonly scale?: number;
  /** Faults to inject and expectations to judge. */
  readonly scenario?: Scenario;
  /** Clients that look for broken sessions, besides the workload. */
  readonly probes?: Probes;
  /** Whether all operations that are followed are kept for `trace`. */
  readonly isTraced?: boolean;
}

/**
 * Clients that start two flows one after the other, again and again, each of them always about the same item: a history in which
 * broken sessions can show that the workload itself seldom shows. Their requests are in no figure of a flow.
 */
export interface Probes {
  readonly flows: readonly [Id, Id];
  readonly data: Id;
  /** How many, and the mean time that each waits between two rounds (a second when missing). */
  readonly clients: number;
  readonly pause?: number;
}

/** Precision wanted when neither it nor a duration is said. */
const PRECISION = 0.05;
/** Events of a run that is to reach a precision, when nothing else is said. */
const BUDGET = 20_000_000;

/**
 * Runs a workload of a design and measures it. The same design, workload and options give the same result to the byte.
 *
 * Never throws on any design. An unknown workload has no load, and its run takes no time.
 */
export function simulate(design: Design, workloadId: Id, options: SimulationOptions = {}): SimulationResult {
  return simulatePrepared(prepare(design), workloadId, options);
}

/** The same on a design made ready for estimates. */
export function simulatePrepared(
  prepared: Prepared,
  workloadId: Id,
  options: SimulationOptions = {},
): SimulationResult {
  const simulation = startSimulation(prepared, workloadId, options);
  simulation.advance(Infinity);
  return simulation.result();
}

/** A simulation that goes on only when it is told to, so that whoever runs it can do other things in between. */
export interface Simulation {
  /** Lets up to so many more events happen, no later than `until`; says whether the run is over. */
  advance(events: number, until?: number): boolean;
  /** Seconds simulated so far, warm-up included, and those it will take; `Infinity` when a precision decides. */
  readonly now: number;
  readonly end: number;
  /** Seconds of the warm-up at its beginning. */
  readonly warmup: number;
  /** Why it ended; missing while it goes on. */
  readonly ended: SimulationResult['ended'] | undefined;
  /** What is known so far. */
  result(): SimulationResult;
  /** The same with what joining it with other runs takes. */
  record(): RunRecord;
  /** Operations that were followed (the first ones of a long run), where they were to be kept, and what befell the system. */
  trace(): Trace;
  /** Its inside, for those who look at it and change nothing. */
  observed(): Observed;
}

/** What `sysdesign simulate --trace` writes. */
export interface Trace {
  readonly operations: readonly Operation[];
  readonly happenings: readonly Happening[];
}

/** Starts a simulation that has not simulated anything yet. */
export function startSimulation(prepared: Prepared, workloadId: Id, options: SimulationOptions = {}): Simulation {
  const solution = solveAutoscaled(prepared, prepared.lookup.workloads.get(workloadId), options.scale ?? 1);
  const { duration: asked, precision } = options;
  const settled = settlingTime(solution.network, solution);
  const warmup = options.warmup ?? (asked === undefined ? settled : Math.min(settled, asked / 5));
  const isWithin = options.isWarmupWithin === true && asked !== undefined && asked > warmup;
  const duration = isWithin ? asked - warmup : asked;
  const run = new Run(solution, workloadId, {
    seed: options.seed ?? 1,
    warmup,
    duration: duration ?? Infinity,
    precision: precision ?? (duration === undefined ? PRECISION : 0),
    eventBudget: options.eventBudget ?? (duration === undefined ? BUDGET : Infinity),
    shouldStop: options.shouldStop,
    confidence: options.confidence ?? 0.95,
    scenario: options.scenario,
    isTraced: options.isTraced ?? false,
    probes: options.probes,
    firstBatch: duration === undefined ? firstBatch(solution, settled) : duration / 320,
  });
  const isCut = options.warmup === undefined && warmup < settled;
  const note = `Warm-up is cut to a fifth of the duration; ${sayTime(settled)} would be enough for the slowest station.`;
  const judged = (measured: Measurable): SimulationResult => {
    const expectations = judge(options.scenario?.expectations ?? [], [measured], prepared.design, () =>
      estimatePrepared(prepared, workloadId, options.scale === undefined ? {} : { scale: options.scale }),
    );
    return { ...measured, expectations, notes: isCut ? [...measured.notes, note] : measured.notes };
  };
  return {
    advance: (events, until) => run.advance(events, until),
    get now() {
      return run.now;
    },
    end: warmup + (duration ?? Infinity),
    warmup,
    get ended() {
      return run.ended;
    },
    trace: () => run.trace(),
    observed: () => run.observed(),
    result: () => judged(run.result()),
    record: () => ({ result: judged(run.result()), histograms: run.histograms() }),
  };
}

/** Relaxation times of the slowest station that are left out at the beginning. */
const RELAXATIONS = 10;

/**
 * Time after which a run has forgotten that it began empty: ten relaxation times of the slowest station, `S/(c(1-√ρ)²)`, and
 * three of its longest flows with their think times. A station that is overloaded never settles and does not count.
 */
function settlingTime(network: NetworkOfDesign, solution: Solution): number {
  let longest = 0;
  for (const [index, { utilization, meanService }] of solution.pools.entries()) {
    const shape = network.pools[index]?.shape;
    if (shape === undefined || !(utilization < 1) || !(meanService > 0)) continue;
    const servers = Number.isFinite(shape.servers) ? shape.servers : 1;
    longest = Math.max(longest, (RELAXATIONS * meanService) / (servers * (1 - Math.sqrt(utilization)) ** 2));
  }
  for (const { breakdowns } of network.pools.map(({ shape }) => shape)) {
    if (breakdowns !== undefined)
      longest = Math.max(longest, RELAXATIONS * (breakdowns.meanUp + breakdowns.meanRepair));
  }
  const think = Math.max(0, ...solution.loads.map(({ closed }) => closed?.thinkTime ?? 0));
  const flows = solution.courses.map(({ goLatency }) => goLatency.mean).filter(Number.isFinite);
  return longest + 3 * (think + Math.max(0, ...flows));
}

/** Seconds of the first batches where a run is as long as it needs to be. */
function firstBatch(solution: Solution, settled: number): number {
  const rates = [...solution.visits.rootRates].filter((rate) => rate > 0);
  const slowest = rates.length === 0 ? 1 : Math.min(...rates);
  return Math.max(settled / 5, 200 / slowest);
}
