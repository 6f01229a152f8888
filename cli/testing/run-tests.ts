import type { Scenario } from '../../analyzer/design/design.js';
import { prepare } from '../../analyzer/estimate/estimate-workload.js';
import { mistakesOf } from '../../language/findings/mistakes.js';
import { displayPath, type OpenDesign } from '../files/open-design.js';
import { published } from '../output/check-json.js';
import { summaryOfTests, type TestedFile, type TestGroup, type TestOutput } from '../output/test-json.js';
import { estimatedGroups } from './estimated.js';
import { runScenario } from './scenario.js';

/** What is tested, and how. */
export interface TestOptions {
  readonly expectations: boolean;
  readonly scenarios: boolean;
  /** Id or title of the one scenario that is wanted. */
  readonly scenario: string | undefined;
  readonly runs: number;
  readonly seed: number | undefined;
}

/** Who watches the tests run. */
export interface Watcher {
  /** A scenario is about to run: the how-manieth of how many. */
  begins(scenario: Scenario, index: number, all: number): void;
  /** How far it is; whether everything ends here. */
  goesOn(share: number): boolean | Promise<boolean>;
  isInterrupted(): boolean;
}

/** All that became of the tests, and the seconds that each group took; groups that took none are missing. */
export interface Tested {
  readonly output: TestOutput;
  readonly times: ReadonlyMap<TestGroup, number>;
}

/** Tests designs one after the other. */
export async function runTests(
  designs: readonly OpenDesign[],
  options: TestOptions,
  watcher: Watcher,
): Promise<Tested> {
  const times = new Map<TestGroup, number>();
  const files: TestedFile[] = [];
  const wanted = new Map(designs.map((design) => [design, wantedScenarios(design, options)]));
  const all = [...wanted.values()].flat().length;
  let index = 0;
  for (const [design, scenarios] of wanted) {
    const mistakes = mistakesOf(design.findings).map(({ rule, message, uri, range }) => ({
      rule,
      message,
      file: displayPath(uri),
      range: published(range),
    }));
    const groups: TestGroup[] = [];
    if (mistakes.length === 0) {
      if (options.expectations) groups.push(...estimatedGroups(design));
      const prepared = scenarios.length === 0 ? undefined : prepare(design.report.design);
      for (const scenario of scenarios) {
        index++;
        if (prepared === undefined) continue;
        watcher.begins(scenario, index, all);
        const start = performance.now();
        const { runs, seed } = options;
        const group = await runScenario(scenario, prepared, design, {
          runs,
          seed,
          shouldStop: (share) => watcher.goesOn(share),
        });
        times.set(group, (performance.now() - start) / 1000);
        groups.push(group);
      }
    }
    files.push({ file: design.name, design: design.report.design.name, mistakes, groups });
  }
  const output: TestOutput = { version: 1, files, summary: summaryOfTests(files, watcher.isInterrupted()) };
  return { output, times };
}

/** The scenarios of a design that are to be run. */
export function wantedScenarios(
  { report }: OpenDesign,
  { scenarios, scenario }: Pick<TestOptions, 'scenarios' | 'scenario'>,
): readonly Scenario[] {
  const all = scenarios ? report.design.scenarios : [];
  return scenario === undefined ? all : all.filter(({ id, title }) => id === scenario || title === scenario);
}
