import type { Expectation, Scenario } from '../../analyzer/design/design.js';
import { estimatePrepared, type Prepared } from '../../analyzer/estimate/estimate-workload.js';
import type { ExpectationResult, SimulationResult } from '../../analyzer/simulator/result.js';
import { counterexamplesOf } from '../../analyzer/simulator/scenario/counterexamples.js';
import { judge } from '../../analyzer/simulator/scenario/judge.js';
import { startScenario } from '../../analyzer/simulator/scenario/start-scenario.js';
import { sayMoment } from '../../analyzer/wording/moment.js';
import { sayOutcome } from '../../analyzer/wording/outcome.js';
import { MOST_EVENTS } from '../../language/simulation/runner.js';
import type { OpenDesign } from '../files/open-design.js';
import type { TestCase, TestGroup, TestRun } from '../output/test-json.js';
import { placeOf } from './place.js';

/** How a scenario is run. */
export interface RunOptions {
  /** Runs, with seeds that follow each other. */
  readonly runs: number;
  /** The first of them; missing: that of the scenario. */
  readonly seed: number | undefined;
  /** Told how far the runs are, as a share of all, now and then; `true` ends them. */
  readonly shouldStop: (share: number) => boolean | Promise<boolean>;
}

/** Events between two looks at the world outside. */
const SLICE = 250_000;

/** Runs one scenario and judges what it expects. */
export async function runScenario(
  scenario: Scenario,
  prepared: Prepared,
  design: OpenDesign,
  options: RunOptions,
): Promise<TestGroup> {
  const workload = scenario.workload ?? prepared.design.workloads[0]?.id ?? '';
  const results = await runAll(scenario, prepared, options);
  const estimate = () => estimatePrepared(prepared, workload);
  const judged = judge(scenario.expectations, results, prepared.design, estimate);
  const shown = results.find(hasMissed) ?? results[0];
  const tests = scenario.expectations.map((expectation, i) =>
    testCase(expectation, shown === undefined ? undefined : judged[i], shown, workload, design),
  );
  const run = shown === undefined ? null : runOf(shown, results);
  return {
    ...groupOf(scenario, design),
    workload: workload === '' ? null : workload,
    tests: tests.length > 0 ? tests : [toItsEnd(scenario, results, design)],
    run,
  };
}

async function runAll(
  scenario: Scenario,
  prepared: Prepared,
  { runs, seed = scenario.seed ?? 1, shouldStop }: RunOptions,
): Promise<readonly SimulationResult[]> {
  const results: SimulationResult[] = [];
  for (let i = 0; i < runs; i++) {
    if (await shouldStop(i / runs)) break;
    const simulation = startScenario(prepared, scenario.id, { seed: seed + i, eventBudget: MOST_EVENTS });
    if (simulation === undefined) break;
    while (!simulation.advance(SLICE)) {
      if (await shouldStop((i + simulation.now / simulation.end) / runs)) {
        return [...results, simulation.result()];
      }
    }
    results.push(simulation.result());
  }
  return results;
}

const hasMissed = ({ expectations }: SimulationResult): boolean =>
  expectations.some(({ status }) => status === 'missed');

function groupOf(
  { id, title }: Scenario,
  design: OpenDesign,
): Pick<TestGroup, 'id' | 'title' | 'kind' | 'file' | 'line'> {
  const { file, range } = placeOf(id, design);
  return { id, title, kind: 'scenario', file, line: range.start.line };
}

function runOf(shown: SimulationResult, all: readonly SimulationResult[]): TestRun {
  const { seed, warmup, duration, eventCount, ended, events, violations, notes } = shown;
  return { seeds: all.map((one) => one.seed), seed, warmup, duration, eventCount, ended, events, violations, notes };
}

const statuses = { met: 'passed', missed: 'failed', undecided: 'undecided' } as const;
const notRun = 'it was not run: the tests were interrupted';

function testCase(
  expectation: Expectation,
  known: ExpectationResult | undefined,
  shown: SimulationResult | undefined,
  workload: string,
  design: OpenDesign,
): TestCase {
  const { text, ...place } = placeOf(expectation.id, design);
  return {
    id: expectation.id,
    title: text.replace(/^expect\s+/u, ''),
    status: known === undefined ? 'undecided' : statuses[known.status],
    by: known?.by ?? 'simulation',
    workload,
    actual: known?.actual ?? null,
    bound: expectation.bound.value,
    halfWidth: known?.halfWidth ?? null,
    worst: known?.worst ?? null,
    message: known === undefined ? notRun : sayOutcome(known, expectation),
    counterexamples: counterexamplesOf(expectation, shown?.violations ?? []),
    ...place,
  };
}

/** A scenario that expects nothing has to run to its end. */
function toItsEnd(scenario: Scenario, results: readonly SimulationResult[], design: OpenDesign): TestCase {
  const { text: _, ...place } = placeOf(scenario.id, design);
  const cut = results.find(({ ended }) => ended !== 'duration');
  const message =
    results.length === 0
      ? notRun
      : cut === undefined
        ? 'it ran to its end, and expects nothing'
        : `it ended at ${sayMoment(cut.warmup + cut.duration)}`;
  return {
    id: scenario.id,
    title: 'runs to its end',
    status: results.length > 0 && cut === undefined ? 'passed' : 'undecided',
    by: 'simulation',
    workload: scenario.workload ?? null,
    actual: null,
    bound: null,
    halfWidth: null,
    worst: null,
    message,
    counterexamples: [],
    ...place,
  };
}
