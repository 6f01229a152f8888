/** `sysdesign simulate`: a workload of a design as discrete events, beside what the estimate says. */
import { InvalidArgumentError, Option } from 'commander';
import type { Design, Scenario } from '../analyzer/design/design.js';
import type { SimulationOptions } from '../analyzer/simulator/simulate.js';
import type { Override } from '../language/lower/override.js';
import { readQuantityAs } from '../language/units/quantity.js';
import type { Register, Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';
import { listen } from './interrupt.js';
import { factor } from './scale.js';
import { openWith, setting } from './set.js';

interface SimulateOptions {
  readonly workload?: string;
  readonly scenario?: string;
  readonly for?: number;
  readonly warmup?: number;
  readonly seed?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly events?: number;
  readonly runs?: number;
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly set?: readonly Override[];
  readonly format: 'pretty' | 'json';
  readonly json?: boolean;
  readonly counterexample?: string;
  readonly trace?: string;
  readonly playback?: string;
  readonly find?: string;
}

/** Which of how many machines this is, from 1. */
interface Shard {
  readonly number: number;
  readonly of: number;
}

export const registerSimulate: Register = (program, run) => {
  program
    .command('simulate')
    .description('play a workload event by event, and compare it with the estimate')
    .argument('<file>', 'the design')
    .option('-w, --workload <name>', 'the workload (default: the first)')
    .option('-s, --scenario <name>', 'play this scenario with its faults, by its name or title')
    .option('--for <duration>', 'simulated time, e.g. 10min (default: until precise)', duration)
    .option('--warmup <duration>', 'simulated time left out at the beginning', duration)
    .option('--seed <number>', 'whole number; the same one gives the same run', whole)
    .option('--precision <share>', 'stop when mean latencies are known to ±share, e.g. 2%', share)
    .option('--events <number>', 'end each run after so many events, e.g. 5M', count)
    .option('--runs <number>', 'independent runs, with seeds made from the seed', count)
    .option('--jobs <number>', 'threads for them (default: as many as there are cores)', count)
    .option('--shard <i/n>', 'only the i-th of n parts of the runs; prints a part for sysdesign merge', shard)
    .option('--set <setting>', 'a setting of a component for this time, e.g. chat.instances=20', setting)
    .option('--scale <factor>', 'multiply every load, e.g. 2x', factor)
    .addOption(
      new Option('-f, --format <format>', 'how figures are printed').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--json', 'the same as --format json')
    .option('--counterexample <file>', 'draw the first counterexample into a .svg, .png, .mmd or .txt file')
    .option('--find <rule>', 'search seeds and faults for a run in which findings of a rule come true')
    .option('--trace <file>', 'write the operations that were followed, and what befell the system, as JSON')
    .option('--playback <file>', 'write the course of the run, frame by frame, with single requests, as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  sysdesign simulate checkout.sysdesign',
        '  sysdesign simulate checkout.sysdesign --workload evening --for 10min --seed 7',
        '  sysdesign simulate checkout.sysdesign --precision 1% --json',
        "  sysdesign simulate checkout.sysdesign --scenario 'The leader dies'",
        '  sysdesign simulate checkout.sysdesign --find failover-loses-writes',
        '  sysdesign simulate checkout.sysdesign --runs 20 --for 10min --jobs 8',
        '  sysdesign simulate checkout.sysdesign --runs 40 --for 10min --shard 2/4 > part2.json',
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

function count(text: string): number {
  const read = readQuantityAs(text, ['count']);
  const value = 'quantity' in read ? read.quantity.value : 0;
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

function shard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text.trim());
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (number >= 1 && number <= of) return { number, of };
  throw new InvalidArgumentError("It must be a part and their number, such as '1/4' to '4/4'.");
}

async function simulate(path: string, said: SimulateOptions, session: Session): Promise<ExitStatus> {
  const { availableParallelism } = await import('node:os');
  const { chooseWorkload, workloadsOf } = await import('./workloads.js');
  const { warnAboutMistakes } = await import('./mistakes.js');
  const { play } = await import('./runs/play.js');
  const { teller } = await import('./runs/progress.js');
  const options = said.playback === undefined ? said : (await import('./playback.js')).withTime(said, session);
  const design = await openWith(path, options.set);
  const hasMistakes = warnAboutMistakes(design, session);
  if (options.find !== undefined) {
    const { find } = await import('./find.js');
    const foundStatus = await find(path, design, { ...options, find: options.find }, session);
    return hasMistakes ? exit.findings : foundStatus;
  }
  const system = design.report.design;
  const played = options.scenario === undefined ? undefined : await chosenScenario(system, options);
  const [first = '', ...others] = workloadsOf(system, path);
  const asked = options.workload === undefined ? first : chooseWorkload(system, options.workload);
  const workload = played === undefined ? asked : (played.workload ?? first);
  if (options.workload === undefined && played === undefined && others.length > 0)
    session.say(`Simulating the workload '${first}'; --workload takes another: ${others.join(', ')}.`);
  const { runs = 1, shard } = options;
  const scenario = played?.id;
  const task = {
    design: system,
    workload,
    ...(scenario === undefined ? {} : { scenario }),
    runs,
    options: simulationOptions(options, scenario === undefined),
    ...(options.playback === undefined ? {} : { isRecorded: true }),
  };
  const command = commandOf(path, workload, scenario, options);
  const all = Array.from({ length: runs }, (_, index) => index);
  const indices = shard === undefined ? all : all.filter((index) => index % shard.of === shard.number - 1);
  const listener = listen();
  const done = await play(
    { ...task, indices },
    options.jobs ?? availableParallelism(),
    listener.isInterrupted,
    teller(indices.length, session),
  );
  listener.stop();
  if (shard !== undefined) {
    const { partText } = await import('./runs/part.js');
    const { version } = await import('./version.js');
    const { packageFolder } = await import('./files/manual.js');
    session.write(partText({ version: version(packageFolder), task, command, shard, done }));
  } else {
    if (done.length === 0) throw new Failure('No run was far enough to say anything.');
    const { joined, show } = await import('./runs/show.js');
    const isJson = options.json === true || options.format === 'json';
    const result = await joined(done, task);
    await show(result, task, isJson, session, command);
    if (options.counterexample !== undefined) {
      const { writeCounterexample } = await import('./counterexample.js');
      await writeCounterexample(result.violations[0], options.counterexample, session);
    }
    const trace = done[0]?.trace;
    if (options.trace !== undefined && trace !== undefined) {
      const { writeTrace } = await import('./counterexample.js');
      await writeTrace(trace, options.trace, session);
    }
    const playback = done[0]?.playback;
    if (options.playback !== undefined && playback !== undefined) {
      const { writePlayback } = await import('./playback.js');
      await writePlayback(playback, options.playback, session);
    }
  }
  return hasMistakes ? exit.findings : exit.holds;
}

/** The scenario that is asked for; its own workload and times are those of the run. */
async function chosenScenario(
  design: Design,
  { scenario = '', workload, for: time }: SimulateOptions,
): Promise<Scenario> {
  const { chooseScenario } = await import('./workloads.js');
  const other = workload !== undefined ? '--workload' : time !== undefined ? '--for' : undefined;
  if (other !== undefined)
    throw new Failure(`A scenario says its workload and its time itself: ${other} does not go with --scenario.`);
  return chooseScenario([design], scenario);
}

/** The words that repeat a run to the byte. */
function commandOf(path: string, workload: string, scenario: string | undefined, options: SimulateOptions): string {
  const quoted = (word: string): string => (/^[\w./@:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const given = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}`, String(value)];
  const words = [
    ...['sysdesign', 'simulate', path],
    ...(scenario === undefined ? given('workload', workload) : given('scenario', scenario)),
    ...given('seed', options.seed ?? (scenario === undefined ? 1 : undefined)),
    ...given('for', options.for === undefined ? undefined : `${options.for}s`),
    ...given('warmup', options.warmup === undefined ? undefined : `${options.warmup}s`),
    ...given('precision', options.precision === undefined ? undefined : `${100 * options.precision}%`),
    ...given('scale', options.scale === undefined ? undefined : `${options.scale}x`),
    ...given('events', options.events),
    ...given('runs', options.runs),
    ...(options.set ?? []).flatMap(({ component, clause }) => given('set', `${component}.${clause.replace(' ', '=')}`)),
  ];
  return words.map(quoted).join(' ');
}

function simulationOptions(options: SimulateOptions, isWorkload: boolean): Omit<SimulationOptions, 'shouldStop'> {
  const { warmup, precision, scale, events, trace } = options;
  const seed = options.seed ?? (isWorkload ? 1 : undefined);
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(trace === undefined ? {} : { isTraced: true }),
    ...(options.for === undefined ? {} : { duration: options.for }),
    ...(warmup === undefined ? {} : { warmup }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(events === undefined ? {} : { eventBudget: events }),
  };
}
