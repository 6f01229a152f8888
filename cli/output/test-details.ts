import { sayMoment } from '../../analyzer/wording/moment.js';
import { sequenceOf } from '../../diagram/sequence/sequence.js';
import { type Pen, sequenceLines } from '../../diagram/sequence/text.js';
import type { TestCase, TestedFile, TestGroup } from './test-json.js';

/** Happenings that are shown of one run. */
const MOST = 12;

/** What befell the system, and the counterexamples that belong to a test that did not pass: plain lines. */
export function detailsOf(one: TestCase, group: TestGroup): string[] {
  const { run } = group;
  if (run === null || one.by === 'estimate') return [];
  const { events } = run;
  const moments = events.slice(0, MOST).map(({ at, text }) => [sayMoment(at), text] as const);
  const width = Math.max(0, ...moments.map(([at]) => at.length));
  const rest = events.length > MOST ? [`  … and ${events.length - MOST} more`] : [];
  const violations = one.counterexamples.flatMap((position) => run.violations[position] ?? []);
  return [
    ...(moments.length === 0 ? [] : ['What happened:']),
    ...moments.map(([at, text]) => `  ${at.padStart(width)}  ${text}`),
    ...rest,
    ...violations.slice(0, 3).map(({ at, text }) => `Counterexample at ${sayMoment(at)}: ${text}`),
  ];
}

/** The first counterexample of a test that did not pass, drawn; no lines when there is none. */
export function diagramOf({ counterexamples: [first] }: TestCase, { run }: TestGroup, pen: Pen): string[] {
  const violation = first === undefined ? undefined : run?.violations[first];
  return violation === undefined ? [] : ['', ...sequenceLines(sequenceOf(violation), pen)];
}

/** The command that runs this group alone, with the seed of the run that is shown. */
export function repeatCommand({ file }: TestedFile, { kind, id, run }: TestGroup): string {
  if (kind === 'expectations') return `sysdesign test ${quoted(file)} --only expectations`;
  const seed = run === null ? '' : ` --seed ${run.seed}`;
  return `sysdesign test ${quoted(file)} --scenario ${quoted(id)}${seed}`;
}

/** A word of a shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
