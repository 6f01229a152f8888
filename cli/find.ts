/** `sysdesign simulate --find RULE`: runs in which a finding of the review comes true. */
import type { Finding } from '../analyzer/rules/rule.js';
import type { Counterexample, Search } from '../analyzer/simulator/search/find.js';
import type { Session } from './command.js';
import { type ExitStatus, exit, Failure } from './failure.js';
import type { OpenDesign } from './files/open-design.js';
import { listen } from './interrupt.js';

export interface FindOptions {
  readonly find: string;
  readonly seed?: number;
  readonly runs?: number;
  readonly json?: boolean;
  readonly counterexample?: string;
}

/** What became of one finding. */
interface Hunted {
  readonly finding: Finding;
  readonly search: Search;
  readonly isStopped: boolean;
}

/** Events between two looks at the world outside. */
const SLICE = 250_000;

/**
 * Searches for a counterexample to every finding of a rule, and shows the first one of each. Exit status 1 when something was
 * shown, as findings have it; 0 when there was nothing to show or nothing was found.
 */
export async function find(
  path: string,
  design: OpenDesign,
  options: FindOptions,
  session: Session,
): Promise<ExitStatus> {
  const { analyze } = await import('../analyzer/analyze.js');
  const { prepare } = await import('../analyzer/estimate/estimate-workload.js');
  const { searchable, startSearch, unsearchable } = await import('../analyzer/simulator/search/find.js');
  await checkRule(options.find, searchable, unsearchable);
  const system = design.report.design;
  const findings = analyze(system).findings.filter(({ rule }) => rule === options.find);
  if (findings.length === 0) session.say(`The review of ${path} has no finding of '${options.find}'.`);
  const prepared = prepare(system);
  const listener = listen();
  const hint = setTimeout(() => session.say('Searching; Ctrl-C prints what is known so far.'), 1000);
  const all: Hunted[] = [];
  for (const finding of findings) {
    const search = startSearch(prepared, finding, {
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.runs === undefined ? {} : { runs: options.runs }),
    });
    if (search === undefined || listener.isInterrupted()) continue;
    let isOver = false;
    while (!isOver && !listener.isInterrupted()) {
      await new Promise((resolve) => setImmediate(resolve));
      isOver = search.advance(SLICE);
    }
    all.push({ finding, search, isStopped: !isOver });
  }
  clearTimeout(hint);
  listener.stop();
  if (options.json === true) await writeJson(all, session);
  else await writeText(path, design, all, options, session);
  const [first] = all.flatMap(({ search }) => search.found ?? []);
  if (options.counterexample !== undefined) {
    const { writeCounterexample } = await import('./counterexample.js');
    await writeCounterexample(first?.violation, options.counterexample, session);
  }
  return first === undefined ? exit.holds : exit.findings;
}

async function checkRule(
  rule: string,
  searchable: readonly string[],
  unsearchable: Readonly<Record<string, string>>,
): Promise<void> {
  if (searchable.includes(rule)) return;
  const why = unsearchable[rule];
  if (why !== undefined)
    throw new Failure(
      `What '${rule}' says cannot be shown by a run, because ${why}.`,
      `These can: ${searchable.join(', ')}.`,
    );
  const { rules } = await import('../analyzer/rules/index.js');
  const { nearest } = await import('../analyzer/catalogue/setting.js');
  if (rules.some(({ id }) => id === rule))
    throw new Failure(
      `What '${rule}' says cannot be shown by a history of operations.`,
      `These can: ${searchable.join(', ')}.`,
    );
  const meant = nearest(rule, searchable);
  throw new Failure(`There is no rule '${rule}'.`, meant === undefined ? undefined : `Did you mean '${meant}'?`);
}

async function writeJson(all: readonly Hunted[], session: Session): Promise<void> {
  const output = all.map(({ finding, search }) => ({
    rule: finding.rule,
    at: finding.at,
    message: finding.message,
    runs: search.runs,
    counterexample: search.found === undefined ? null : published(search.found),
  }));
  session.write(`${JSON.stringify(output, null, 2)}\n`);
}

const published = ({ violation, result, faults }: Counterexample) => ({
  violation,
  seed: result.seed,
  faults,
  events: result.events,
});

async function writeText(
  path: string,
  design: OpenDesign,
  all: readonly Hunted[],
  options: FindOptions,
  { terminal, write }: Session,
): Promise<void> {
  const { placeOf } = await import('./testing/place.js');
  const { sequenceOf } = await import('../diagram/sequence/sequence.js');
  const { sequenceText } = await import('./output/sequence-text.js');
  const { hanging } = await import('./output/wrap.js');
  const { sayTime } = await import('../analyzer/design/say.js');
  const { colors, width } = terminal;
  for (const { finding, search, isStopped } of all) {
    const { file, range } = placeOf(finding.at, design);
    const runs = search.runs === 1 ? '1 run' : `${search.runs} runs`;
    write(`${colors.bold(finding.rule)} ${file}:${range.start.line}:${range.start.column}\n`);
    write(`${hanging('  ', finding.message, width)}\n\n`);
    const { found } = search;
    if (found === undefined) {
      write(`  No counterexample in ${runs}${isStopped ? ', when it was stopped' : ''}.\n\n`);
      continue;
    }
    write(`  Shown by a run of few clients who ask about few items (${runs} tried):\n`);
    for (const { at, text } of found.result.events.slice(0, MOST_EVENTS))
      write(`${hanging(`  ${sayTime(at)}  `, text, width)}\n`);
    write(`\n${sequenceText(sequenceOf(found.violation), terminal)}\n\n`);
  }
  if (all.some(({ search }) => search.found !== undefined)) {
    const seed = options.seed === undefined ? '' : ` --seed ${options.seed}`;
    write(`Again: sysdesign simulate ${path} --find ${options.find}${seed}\n`);
  }
}

/** Happenings that are listed. */
const MOST_EVENTS = 12;
