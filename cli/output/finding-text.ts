/** A finding for people: header, source excerpt, help and where to read more. */
import type { Severity } from '../../analyzer/rules/rule.js';
import type { TextRange } from '../../language/findings/line-map.js';
import type { PositionedFinding } from '../../language/findings/positioned.js';
import { excerpt, type Mark } from './excerpt.js';
import type { Colors, Terminal } from './terminal.js';
import { harmless, padded } from './text-width.js';
import { hanging } from './wrap.js';

/** What the renderer asks of its surroundings. */
export interface FindingContext {
  readonly terminal: Terminal;
  /** Lines of a file; `undefined` when it cannot be read any more. */
  lines(uri: string): readonly string[] | undefined;
  /** How a file is named to the user. */
  name(uri: string): string;
  /** The page about a rule, as a path of the manual. */
  page(rule: string): string | undefined;
}

/** The colour of a severity. */
export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return (text) => colors.bold(colors.red(text));
  if (severity === 'warning') return (text) => colors.bold(colors.yellow(text));
  return (text) => colors.bold(colors.cyan(text));
}

/** One finding in full, without a newline at its end. */
export function findingText(finding: PositionedFinding, context: FindingContext): string {
  const { terminal } = context;
  const { colors } = terminal;
  const paint = severityColor(finding.severity, colors);
  const gutter = gutterOf(finding);
  const bar = `${' '.repeat(gutter)} ${colors.blue('│')}`;
  const out = [header(finding, terminal, paint)];
  const same = finding.related.filter((one) => one.uri === finding.uri);
  // A remark about the very same stretch stands beside the main mark.
  const beside = same.find(
    ({ range }) => range.offset === finding.range.offset && range.length === finding.range.length,
  );
  const main: Mark = { ...mark(finding.range), ...(beside === undefined ? {} : { label: beside.message }) };
  const own = same.filter((one) => one !== beside);
  out.push(`${' '.repeat(gutter)}${colors.blue('-->')} ${place(finding.uri, finding.range, context)}`);
  out.push(...snippet(finding.uri, [main, ...own.map((one) => mark(one.range, one.message))], gutter, context, paint));
  for (const one of finding.related) {
    if (one.uri === finding.uri) continue;
    out.push(`${' '.repeat(gutter)}${colors.blue(':::')} ${place(one.uri, one.range, context)}`);
    out.push(...snippet(one.uri, [mark(one.range, one.message)], gutter, context, colors.blue));
  }
  const said = [...notes(finding, context)];
  if (said.length > 0) out.push(bar);
  for (const [word, text] of said) {
    out.push(hanging(`${' '.repeat(gutter)} ${colors.blue('=')} ${colors.bold(`${word}:`)} `, text, terminal.width));
  }
  return out.join('\n');
}

function* notes(finding: PositionedFinding, context: FindingContext): Generator<readonly [word: string, text: string]> {
  if (finding.help !== undefined) yield ['help', harmless(finding.help)];
  const [first, ...others] = [...finding.fixes, ...(finding.textFixes ?? [])];
  const more = others.length === 0 ? '' : ` (or ${others.length} more)`;
  if (first !== undefined) yield ['fix', `${harmless(first.title)}${more}`];
  const page = context.page(finding.rule);
  if (page !== undefined) yield ['page', page];
}

function header(
  { rule, severity, message }: PositionedFinding,
  terminal: Terminal,
  paint: (text: string) => string,
): string {
  const { bold } = terminal.colors;
  const lead = `${severity}[${rule}]: `;
  const lines = hanging(lead, harmless(message), terminal.width, 2).split('\n');
  const [first = '', ...rest] = lines;
  return [paint(lead.slice(0, -2)) + bold(first.slice(lead.length - 2)), ...rest.map((line) => bold(line))].join('\n');
}

function place(uri: string, range: TextRange, context: FindingContext): string {
  return `${harmless(context.name(uri))}:${range.start.line + 1}:${range.start.column + 1}`;
}

function mark(range: TextRange, label?: string): Mark {
  return { start: range.start, end: range.end, isMain: label === undefined, ...(label === undefined ? {} : { label }) };
}

function snippet(
  uri: string,
  marks: readonly Mark[],
  gutter: number,
  context: FindingContext,
  paint: (text: string) => string,
): string[] {
  const lines = context.lines(uri);
  if (lines === undefined || lines.length === 0) return [];
  const bar = `${' '.repeat(gutter)} ${context.terminal.colors.blue('│')}`;
  return [bar, ...excerpt(lines, marks, gutter, context.terminal, paint)];
}

/** Digits of the largest line number shown. */
function gutterOf(finding: PositionedFinding): number {
  const last = Math.max(finding.range.end.line, ...finding.related.map((one) => one.range.end.line));
  return padded(String(last + 1), 1).length;
}
