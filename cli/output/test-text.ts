/** Tests for people: one line each, then what failed, with the line that says it and how to see it again. */
import { sayTime } from '../../analyzer/design/say.js';
import type { OpenDesign } from '../files/open-design.js';
import { excerpt } from './excerpt.js';
import type { Terminal } from './terminal.js';
import { detailsOf, diagramOf, repeatCommand } from './test-details.js';
import type { TestCase, TestedFile, TestGroup, TestMistake, TestOutput } from './test-json.js';
import { harmless, padded, textWidth } from './text-width.js';
import { hanging } from './wrap.js';

/** The whole report, with a newline at its end. */
export function testText(
  { files, summary }: TestOutput,
  times: ReadonlyMap<TestGroup, number>,
  designs: readonly OpenDesign[],
  terminal: Terminal,
): string {
  const { colors } = terminal;
  const lines = (file: string, name: string) => linesOf(designs, name, file);
  const lists = files.map((file) => fileText(file, times, terminal));
  const failures = files.flatMap((file) =>
    file.groups.flatMap((group) => group.tests.flatMap((one) => failure(file, group, one, lines, terminal))),
  );
  const counts = [
    ...(summary.failed === 0 ? [] : [colors.bold(colors.red(`${summary.failed} failed`))]),
    ...(summary.undecided === 0 ? [] : [colors.bold(colors.yellow(`${summary.undecided} undecided`))]),
    colors.green(`${summary.passed} passed`),
  ];
  const mistaken =
    summary.mistaken === 0
      ? []
      : [
          colors.red(
            `${summary.mistaken} ${summary.mistaken === 1 ? 'file' : 'files'} not tested: the text has mistakes`,
          ),
        ];
  const seconds = [...times.values()].reduce((sum, one) => sum + one, 0);
  const parts = [
    ...lists,
    ...failures,
    [
      ...mistaken,
      ...(summary.interrupted ? [colors.yellow('Interrupted: what was not run is undecided.')] : []),
      `${counts.join(', ')}${seconds < 0.05 ? '' : colors.dim(` in ${tookText(seconds)}`)}`,
    ].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

const tookText = (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;

const linesOf = (designs: readonly OpenDesign[], name: string, file: string): readonly string[] | undefined => {
  const design = designs.find((one) => one.name === name);
  const uri = [...(design?.report.workspace.files.keys() ?? [])].find(
    (one) => one === file || one.endsWith(`/${file}`),
  );
  return uri === undefined ? undefined : design?.lines(uri);
};

function fileText(file: TestedFile, times: ReadonlyMap<TestGroup, number>, terminal: Terminal): string {
  const { colors } = terminal;
  const head = `${colors.bold(harmless(file.design))} ${colors.dim(harmless(file.file))}`;
  const groups = file.groups.map((group) => groupText(group, times.get(group), terminal));
  const empty = file.groups.length + file.mistakes.length === 0 ? [colors.dim('  nothing to test')] : [];
  return [head, ...file.mistakes.map((one) => mistakeText(one, terminal)), ...groups, ...empty].join('\n');
}

function mistakeText({ rule, message, file, range }: TestMistake, { colors, width }: Terminal): string {
  const lead = `  ${colors.red('✗')} ${harmless(file)}:${range.start.line}:${range.start.column} ${colors.red(`error[${rule}]`)}: `;
  return hanging(lead, harmless(message), width, 4);
}

function groupText({ title, kind, run, tests }: TestGroup, seconds: number | undefined, terminal: Terminal): string {
  const { colors, width } = terminal;
  const size = Math.max(...tests.map((one) => textWidth(harmless(one.title))));
  const rows = tests.map((one) => row(one, Math.min(size, Math.floor(width / 2)), terminal));
  const played =
    run === null
      ? []
      : [
          `${sayTime(run.warmup + run.duration)} played`,
          run.seeds.length === 1 ? `seed ${run.seed}` : `seeds ${run.seeds[0]} to ${run.seeds.at(-1)}`,
          ...(seconds === undefined ? [] : [tookText(seconds)]),
        ];
  const how = kind === 'scenario' ? played.join(' · ') : 'by the estimate';
  return [hanging('  ', `${harmless(title)} ${colors.dim(how)}`, width), ...rows].join('\n');
}

const signs = { passed: '✓', failed: '✗', undecided: '?' } as const;

function paintOf({ status }: TestCase, { colors }: Terminal): (text: string) => string {
  return status === 'passed' ? colors.green : status === 'failed' ? colors.red : colors.yellow;
}

function row(one: TestCase, size: number, terminal: Terminal): string {
  const paint = paintOf(one, terminal);
  const lead = `    ${paint(signs[one.status])} ${padded(harmless(one.title), size)}  `;
  const { colors } = terminal;
  if (textWidth(lead) + 24 > terminal.width) {
    const title = hanging(`    ${paint(signs[one.status])} `, harmless(one.title), terminal.width);
    return `${title}\n${hanging('      ', colors.dim(harmless(one.message)), terminal.width)}`;
  }
  return hanging(lead, colors.dim(harmless(one.message)), terminal.width);
}

function failure(
  file: TestedFile,
  group: TestGroup,
  one: TestCase,
  lines: (file: string, name: string) => readonly string[] | undefined,
  terminal: Terminal,
): string[] {
  if (one.status === 'passed') return [];
  const { colors, width } = terminal;
  const paint = paintOf(one, terminal);
  const { start, end } = one.range;
  const gutter = String(end.line).length;
  const text = lines(one.file, file.file);
  const mark = {
    start: { line: start.line - 1, column: start.column - 1 },
    end: { line: end.line - 1, column: end.column - 1 },
    isMain: true,
  };
  const head = hanging(
    `${paint(signs[one.status])} `,
    colors.bold(`${harmless(group.title)} › ${harmless(one.title)}`),
    width,
  );
  const place = `${' '.repeat(gutter)}${colors.blue('-->')} ${harmless(one.file)}:${start.line}:${start.column}`;
  const note = (word: string, said: string) =>
    hanging(`${' '.repeat(gutter)} ${colors.blue('=')} ${colors.bold(`${word}:`)} `, said, width);
  const details = detailsOf(one, group).map((line) => hanging(' '.repeat(gutter + 3), harmless(line), width));
  const diagram = diagramOf(one, group, { width, measure: textWidth, harmless });
  return [
    [
      head,
      place,
      ...(text === undefined ? [] : excerpt(text, [mark], gutter, terminal, paint)),
      note(one.status === 'failed' ? 'failed' : 'undecided', harmless(one.message)),
      ...details,
      ...diagram,
      ...(diagram.length === 0 ? [] : ['']),
      note('repeat', repeatCommand(file, group)),
    ].join('\n'),
  ];
}
