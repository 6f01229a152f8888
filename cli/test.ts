/** `sysdesign test`: what designs expect, as tests: by the estimate, and by a run of each scenario. */
import { InvalidArgumentError, Option } from 'commander';
import type { Scenario } from '../analyzer/design/design.js';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';
import type { OpenDesign } from './files/open-design.js';
import { listen } from './interrupt.js';
import type { TestOptions, Watcher } from './testing/run-tests.js';

interface Options {
  readonly format: 'pretty' | 'json' | 'junit';
  readonly scenario?: string;
  readonly only?: 'expectations' | 'scenarios';
  readonly runs: number;
  readonly seed?: number;
  readonly allowUndecided?: boolean;
}

export const registerTest: Register = (program, run) => {
  program
    .command('test')
    .description('test what designs expect: by the estimate, and by playing their scenarios')
    .argument('<file...>', 'designs; one with mistakes is reported and not tested')
    .addOption(
      new Option('-f, --format <format>', 'how results are printed')
        .choices(['pretty', 'json', 'junit'])
        .default('pretty'),
    )
    .option('-s, --scenario <name>', 'only this scenario, by its name or title')
    .addOption(new Option('--only <kind>', 'only one kind of tests').choices(['expectations', 'scenarios']))
    .option('--runs <number>', 'play each scenario so many times, with seeds that follow each other', count, 1)
    .option('--seed <number>', 'first seed, instead of the one of the scenario', whole)
    .option('--allow-undecided', 'exit status 0 also where something could not be decided')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign test checkout.sysdesign',
        '  sysdesign test designs/*.sysdesign --format junit > report.xml',
        "  sysdesign test checkout.sysdesign --scenario 'The leader dies' --runs 10",
        '',
        'A test is undecided (?) where its bound lies within the interval of the figure, or where',
        'there is no such figure. Exit status: 0 all hold, 1 one failed or is undecided, or a design',
        'has mistakes, 2 wrong usage. Ctrl-C ends it and prints what is known by then.',
      ].join('\n'),
    )
    .action((files: string[], options: Options) => run((session) => test(files, options, session)));
};

function whole(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It must be a whole number from 0.');
  return value;
}

function count(text: string): number {
  const value = whole(text);
  if (value < 1 || value > 1000) throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  return value;
}

async function test(paths: readonly string[], options: Options, session: Session): Promise<ExitStatus> {
  const { openDesign } = await import('./files/open-design.js');
  const { runTests } = await import('./testing/run-tests.js');
  const designs = [...new Set(paths)].map((path) => openDesign(path));
  const { scenario, only } = options;
  if (scenario !== undefined) await requireScenario(scenario, designs);
  const asked: TestOptions = {
    expectations: scenario === undefined && only !== 'scenarios',
    scenarios: only !== 'expectations',
    scenario,
    runs: options.runs,
    seed: options.seed,
  };
  const progress = watch(session);
  const { output, times } = await runTests(designs, asked, progress.watcher);
  progress.stop();
  const { passed, failed, undecided, mistaken, interrupted } = output.summary;
  if (passed + failed + undecided + mistaken === 0)
    throw new Failure(
      `There is nothing to test in ${paths.join(', ')}.`,
      'Say what must hold: expect { p99(FLOW) < 250 ms }',
    );
  if (options.format === 'json') session.write((await import('./output/test-json.js')).testJson(output));
  else if (options.format === 'junit')
    session.write((await import('./output/test-junit.js')).testJunit(output, times, options.allowUndecided === true));
  else session.write((await import('./output/test-text.js')).testText(output, times, designs, session.terminal));
  const isOpen = interrupted || (undecided > 0 && options.allowUndecided !== true);
  return failed + mistaken > 0 || isOpen ? exit.findings : exit.holds;
}

async function requireScenario(name: string, designs: readonly OpenDesign[]): Promise<void> {
  const { chooseScenario } = await import('./workloads.js');
  chooseScenario(
    designs.map(({ report }) => report.design),
    name,
  );
}

/** Milliseconds before it is said that tests are running, and between two words about how far they are. */
const PATIENCE = 1000;
const PAUSE = 10_000;

/** Says on work over a second how far it is, and hears Ctrl-C. */
function watch(session: Session): { readonly watcher: Watcher; stop(): void } {
  const listener = listen();
  let said = performance.now() + PATIENCE - PAUSE;
  let running = '';
  const watcher: Watcher = {
    begins({ title }: Scenario, index, all) {
      running = `'${title}' (${index} of ${all})`;
    },
    async goesOn(share) {
      // Lets the signal come through.
      await new Promise((resolve) => setImmediate(resolve));
      if (listener.isInterrupted()) return true;
      if (performance.now() - said < PAUSE) return false;
      said = performance.now();
      session.say(`Running ${running}: ${Math.floor(share * 100)} %. Ctrl-C prints what is known so far.`);
      return false;
    },
    isInterrupted: () => listener.isInterrupted(),
  };
  return { watcher, stop: () => listener.stop() };
}
