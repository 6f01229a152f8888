/**
 * The published shape of `sysdesign test --format json`. It only grows; its JSON schema is generated from these types.
 *
 * Figures are in SI units; lines and columns count from 1. The time that the tests took is left out, so that the same designs
 * give the same bytes.
 */
import type { Violation } from '../../analyzer/simulator/history/violation.js';
import type { SimulationResult } from '../../analyzer/simulator/result.js';
import type { Happening } from '../../analyzer/simulator/scenario/happening.js';
import type { Range } from './check-json.js';

export interface TestOutput {
  /** Version of this shape. */
  readonly version: 1;
  /** In the order of the command line. */
  readonly files: readonly TestedFile[];
  readonly summary: TestSummary;
}

export interface TestedFile {
  /** Path as given. */
  readonly file: string;
  /** Name of the design. */
  readonly design: string;
  /** Mistakes of the text; a design with mistakes is not tested. */
  readonly mistakes: readonly TestMistake[];
  readonly groups: readonly TestGroup[];
}

export interface TestMistake {
  /** Rule id. */
  readonly rule: string;
  readonly message: string;
  /** May be an imported file. */
  readonly file: string;
  readonly range: Range;
}

/** The expectations under a workload, or those of a scenario. */
export interface TestGroup {
  /** Of a scenario: its id in the design. */
  readonly id: string;
  readonly title: string;
  /** Expectations are decided by the estimate, scenarios by a simulation. */
  readonly kind: 'expectations' | 'scenario';
  readonly file: string;
  /** Line of the scenario, or of the first expectation; from 1. */
  readonly line: number;
  /** null: every workload. */
  readonly workload: string | null;
  readonly tests: readonly TestCase[];
  /** Of a scenario that was run. */
  readonly run: TestRun | null;
}

export interface TestCase {
  /** As in the design: `scenario/p99(send)`; of a scenario without expectations its own id. */
  readonly id: string;
  /** As written: `p99(send) < 250 ms`. */
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'undecided';
  /** What decided it. */
  readonly by: 'estimate' | 'simulation';
  /** Workload that the figure is under; null where there is none. */
  readonly workload: string | null;
  /** null where there is no figure. */
  readonly actual: number | null;
  /** null: the scenario has to run to its end, and nothing else. */
  readonly bound: number | null;
  /** Half of the interval around the actual value; null for estimates and counts. */
  readonly halfWidth: number | null;
  /** Of `*` and of lists: which of them the value is of; else null. */
  readonly worst: string | null;
  /** One sentence: actual value and bound, or why it is undecided. */
  readonly message: string;
  /** Positions in the violations of the run of what shows it broken. */
  readonly counterexamples: readonly number[];
  readonly file: string;
  readonly range: Range;
}

/** How a scenario was run; of several runs the first in which something failed. */
export interface TestRun {
  /** Of all runs, in order. */
  readonly seeds: readonly number[];
  /** Seed of the run that the rest is about. */
  readonly seed: number;
  /** Seconds left out at the beginning, and seconds measured after them. */
  readonly warmup: number;
  readonly duration: number;
  readonly eventCount: number;
  readonly ended: SimulationResult['ended'];
  /** Faults, elections, fail-overs and the like, in order. */
  readonly events: readonly Happening[];
  /** Counterexamples. */
  readonly violations: readonly Violation[];
  /** What was taken for granted, and words of the design that the run did not follow. */
  readonly notes: readonly string[];
}

export interface TestSummary {
  readonly files: number;
  /** Files with mistakes, which were not tested. */
  readonly mistaken: number;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
  /** Ended by Ctrl-C before everything was tested. */
  readonly interrupted: boolean;
}

/** The published JSON, with a newline at its end. */
export function testJson(output: TestOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Counts what became of the tests. */
export function summaryOfTests(files: readonly TestedFile[], interrupted: boolean): TestSummary {
  const cases = files.flatMap(({ groups }) => groups.flatMap(({ tests }) => tests));
  const count = (status: TestCase['status']): number => cases.filter((one) => one.status === status).length;
  return {
    files: files.length,
    mistaken: files.filter(({ mistakes }) => mistakes.length > 0).length,
    passed: count('passed'),
    failed: count('failed'),
    undecided: count('undecided'),
    interrupted,
  };
}
