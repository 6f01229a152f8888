/** `sysdesign simulate`: a workload of a design as discrete events, beside what the estimate says. */
import { InvalidArgumentError, Option } from 'commander';
import { readQuantityAs } from '../language/units/quantity.js';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit } from './failure.js';
import { listen } from './interrupt.js';
import { factor } from './scale.js';

interface SimulateOptions {
  readonly workload?: string;
  readonly for?: number;
  readonly warmup?: number;
  readonly seed?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly format: 'pretty' | 'json';
  readonly json?: boolean;
  readonly counterexample?: string;
  readonly trace?: string;
  readonly find?: string;
}

export const registerSimulate: Register = (program, run) => {
  program
    .command('simulate')
    .description('play a workload event by event, and compare it with the estimate')
    .argument('<file>', 'the design')
    .option('-w, --workload <name>', 'the workload (default: the first)')
    .option('--for <duration>', 'simulated time, e.g. 10min (default: until precise)', duration)
    .option('--warmup <duration>', 'simulated time left out at the beginning', duration)
    .option('--seed <number>', 'whole number; the same one gives the same run', whole)
    .option('--precision <share>', 'stop when mean latencies are known to ±share, e.g. 2%', share)
    .option('--scale <factor>', 'multiply every load, e.g. 2x', factor)
    .addOption(
      new Option('-f, --format <format>', 'how figures are printed').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--json', 'the same as --format json')
    .option('--counterexample <file>', 'draw the first counterexample into a .svg, .png, .mmd or .txt file')
    .option('--find <rule>', 'search seeds and faults for a run in which findings of a rule come true')
    .option('--trace <file>', 'write the operations that were followed, and what befell the system, as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign simulate checkout.sysdesign',
        '  sysdesign simulate checkout.sysdesign --workload evening --for 10min --seed 7',
        '  sysdesign simulate checkout.sysdesign --precision 1% --json',
        '  sysdesign simulate checkout.sysdesign --find failover-loses-writes',
        '',
        'Without --for a run ends when every mean latency is known to ±5 %, or after 20',
        'million events. Ctrl-C ends it earlier and prints what is known by then.',
      ].join('\n'),
    )
    .action((file: string, options: SimulateOptions) => run((session) => simulate(file, options, session)));
};

function duration(text: string): number {
  const read = readQuantityAs(text, ['time']);
  if ('quantity' in read && read.quantity.value > 0) return read.quantity.value;
  throw new InvalidArgumentError("It must be a duration such as '10min'.");
}

function share(text: string): number {
  const read = readQuantityAs(text, ['ratio']);
  if ('quantity' in read && read.quantity.value > 0) return read.quantity.value;
  throw new InvalidArgumentError("It must be a share such as '2%'.");
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

/** Events between two looks at the world outside. */
const SLICE = 250_000;

async function simulate(path: string, options: SimulateOptions, session: Session): Promise<ExitStatus> {
  const { openDesign } = await import('./files/open-design.js');
  const { chooseWorkload, workloadsOf } = await import('./workloads.js');
  const { warnAboutMistakes } = await import('./mistakes.js');
  const { estimatePrepared, prepare } = await import('../analyzer/estimate/estimate-workload.js');
  const { startSimulation } = await import('../analyzer/simulator/simulate.js');
  const design = openDesign(path);
  const hasMistakes = warnAboutMistakes(design, session);
  if (options.find !== undefined) {
    const { find } = await import('./find.js');
    const foundStatus = await find(path, design, { ...options, find: options.find }, session);
    return hasMistakes ? exit.findings : foundStatus;
  }
  const system = design.report.design;
  const [first = '', ...others] = workloadsOf(system, path);
  const workload = options.workload === undefined ? first : chooseWorkload(system, options.workload);
  if (options.workload === undefined && others.length > 0)
    session.say(`Simulating the workload '${first}'; --workload takes another: ${others.join(', ')}.`);
  const prepared = prepare(system);
  const listener = listen();
  const { scale } = options;
  const simulation = startSimulation(prepared, workload, {
    ...(options.for === undefined ? {} : { duration: options.for }),
    ...(options.warmup === undefined ? {} : { warmup: options.warmup }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.precision === undefined ? {} : { precision: options.precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(options.trace === undefined ? {} : { isTraced: true }),
  });
  await untilEnd(simulation, listener.isInterrupted, session);
  listener.stop();
  const result = simulation.result();
  if (options.json === true || options.format === 'json') {
    const { simulationJson } = await import('./output/simulation-json.js');
    session.write(simulationJson(result));
  } else {
    const { simulationText } = await import('./output/simulation-text.js');
    const estimate = estimatePrepared(prepared, workload, scale === undefined ? {} : { scale });
    session.write(
      `${simulationText(result, estimate, session.terminal, commandOf(path, workload, options, result))}\n`,
    );
  }
  if (options.counterexample !== undefined) {
    const { writeCounterexample } = await import('./counterexample.js');
    await writeCounterexample(result.violations[0], options.counterexample, session);
  }
  if (options.trace !== undefined) {
    const { writeTrace } = await import('./counterexample.js');
    await writeTrace(simulation.trace(), options.trace, session);
  }
  return hasMistakes ? exit.findings : exit.holds;
}

/** The words that repeat a run to the byte. */
function commandOf(path: string, workload: string, options: SimulateOptions, { seed }: { seed: number }): string {
  const quoted = (word: string): string => (/^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const words = [
    ...['sysdesign', 'simulate', path, '--workload', workload, '--seed', String(seed)],
    ...(options.for === undefined ? [] : ['--for', `${options.for}s`]),
    ...(options.warmup === undefined ? [] : ['--warmup', `${options.warmup}s`]),
    ...(options.precision === undefined ? [] : ['--precision', `${100 * options.precision}%`]),
    ...(options.scale === undefined ? [] : ['--scale', `${options.scale}x`]),
  ];
  return words.map(quoted).join(' ');
}

/** Runs in slices, so that Ctrl-C is heard in between. */
async function untilEnd(
  simulation: { advance(events: number): boolean },
  isInterrupted: () => boolean,
  session: Session,
): Promise<void> {
  const hint = setTimeout(() => session.say('Simulating; Ctrl-C prints what is known so far.'), 1000);
  let isOver = false;
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    isOver = isInterrupted() || simulation.advance(SLICE);
  }
  clearTimeout(hint);
}
