/**
 * A piece of source text with marks under it, in the manner of rustc:
 *
 * ```
 *  7 │   replicas 3 leaderless { write one  read one }
 *    │   ^^^^^^^^^^^^^^^^^^^^^
 * ```
 *
 * Marks over several lines get a bar at the left. Columns are those of the terminal: tabs are spread, wide characters
 * take two cells, lines that do not fit are cut around the mark.
 */
import type { LineColumn } from '../../language/findings/line-map.js';
import type { Terminal } from './terminal.js';
import { type Cell, cells, harmless, padded, textWidth } from './text-width.js';
import { wrap } from './wrap.js';

/** One stretch of a text, counted from 0 in lines and UTF-16 units. */
export interface Mark {
  readonly start: LineColumn;
  readonly end: LineColumn;
  /** What is said about it; the main mark usually says nothing because the header does. */
  readonly label?: string;
  readonly isMain: boolean;
}

/** Lines of a long mark that are shown at each end. */
const shownAtEnds = 2;
/** Room that a label below its mark is given before it is broken into lines. */
const labelRoom = 48;

/** Draws the marked lines of one text; `gutter` is the width of the column of line numbers. */
export function excerpt(
  text: readonly string[],
  marks: readonly Mark[],
  gutter: number,
  terminal: Terminal,
  paint: (text: string) => string,
): string[] {
  const shown = marks.map((mark) => inside(mark, text));
  const long = shown.filter((mark) => mark.end.line > mark.start.line);
  const lines = [...new Set(shown.flatMap(linesOf))].sort((a, b) => a - b);
  const blank = `${' '.repeat(gutter)} ${terminal.colors.blue('│')} `;
  const width = Math.max(20, terminal.width - gutter - 3 - long.length * 2);
  const result: string[] = [];
  let previous: number | undefined;
  for (const line of lines) {
    if (previous !== undefined && line === previous + 2) {
      // A gap of one line is shorter than the sign for it.
      result.push(...row(line - 1));
    } else if (previous !== undefined && line > previous + 2) {
      result.push(
        `${terminal.colors.blue(padded('…', gutter, 'right'))} ${terminal.colors.blue('│')} ${bars(long, line - 1, 'between', colorOf)}`.trimEnd(),
      );
    }
    result.push(...row(line));
    previous = line;
  }
  return result;

  function colorOf(mark: Mark): (text: string) => string {
    return mark.isMain ? paint : terminal.colors.blue;
  }

  function row(line: number): string[] {
    const source = cells((text[line] ?? '').trimEnd());
    const here = shown.filter((mark) => mark.start.line === line || mark.end.line === line);
    const spans = here.map((mark) => ({ mark, ...columnsOf(mark, line, source, text[line] ?? '') }));
    const view = windowOf(source, spans, width);
    const number = terminal.colors.blue(padded(String(line + 1), gutter, 'right'));
    const out = [`${number} ${terminal.colors.blue('│')} ${bars(long, line, 'code', colorOf)}${view.text}`.trimEnd()];
    const ordered = [...spans].sort((a, b) => Number(b.mark.isMain) - Number(a.mark.isMain) || a.from - b.from);
    for (const { mark, from, to } of ordered) {
      const start = Math.max(0, from - view.skipped);
      const size = Math.max(1, Math.min(to - view.skipped, width) - start);
      const sign = (mark.isMain ? '^' : '-').repeat(size);
      const isEnd = mark.end.line === line;
      const lead = blank + bars(long, line, 'below', colorOf);
      const label = isEnd ? harmless(mark.label ?? '') : '';
      out.push(...labelled(lead, start, sign, label, width, colorOf(mark)));
    }
    return out;
  }
}

/** A mark with its label: beside it where there is room, below it otherwise. */
function labelled(
  lead: string,
  start: number,
  sign: string,
  label: string,
  width: number,
  paint: (text: string) => string,
): string[] {
  const underline = `${lead}${' '.repeat(start)}${paint(sign)}`;
  if (label === '') return [underline];
  if (start + sign.length + 1 + textWidth(label) <= width) return [`${underline} ${paint(label)}`];
  // Below the mark, moved to the left as far as the label needs, but no wider than is read with ease.
  const indent = Math.max(0, Math.min(start, width - Math.min(textWidth(label), labelRoom)));
  return [underline, ...wrap(label, width - indent).map((line) => `${lead}${' '.repeat(indent)}${paint(line)}`)];
}

/** Keeps marks within the text: positions beyond it count as its end. */
function inside(mark: Mark, text: readonly string[]): Mark {
  const last = Math.max(0, text.length - 1);
  const clamp = ({ line, column }: LineColumn): LineColumn =>
    line > last
      ? { line: last, column: (text[last] ?? '').length }
      : { line, column: Math.min(column, (text[line] ?? '').length) };
  const start = clamp(mark.start);
  const end = clamp(mark.end);
  // A range that ends before the first character of a line ends with the line before.
  const closes =
    end.line > start.line && end.column === 0 ? { line: end.line - 1, column: (text[end.line - 1] ?? '').length } : end;
  return { ...mark, start, end: closes };
}

function linesOf({ start, end }: Mark): number[] {
  const all: number[] = [];
  for (let line = start.line; line <= end.line; line++)
    if (line < start.line + shownAtEnds || line > end.line - shownAtEnds) all.push(line);
  return all;
}

/** Terminal columns that a mark covers in one of its end lines: without the indentation of its last line. */
function columnsOf(mark: Mark, line: number, source: readonly Cell[], text: string): { from: number; to: number } {
  const indent = text.length - text.trimStart().length;
  const from = column(source, mark.start.line === line ? mark.start.column : indent);
  const to = mark.end.line === line ? column(source, mark.end.column) : width(source);
  return { from, to: Math.max(from, to) };
}

/** Where an offset stands; one inside a character means that character. */
function column(source: readonly Cell[], offset: number): number {
  const cell = source.findLast((one) => one.offset <= offset);
  if (cell === undefined) return 0;
  return offset < cell.offset + cell.length ? cell.column : width(source);
}

function width(source: readonly Cell[]): number {
  const last = source.at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

/** The part of a line that fits, with the marks in it. */
function windowOf(
  source: readonly Cell[],
  spans: readonly { from: number; to: number }[],
  room: number,
): { text: string; skipped: number } {
  const total = width(source);
  if (total <= room) return { text: source.map((cell) => cell.text).join(''), skipped: 0 };
  const from = Math.min(total, ...spans.map((span) => span.from));
  const to = Math.max(0, ...spans.map((span) => span.to));
  let skipped = 0;
  if (to > room - 1) skipped = Math.max(0, Math.min(from - 8, total - room + 1));
  const start = source.find((cell) => cell.column >= skipped + (skipped > 0 ? 1 : 0))?.column ?? 0;
  const lead = skipped > 0 ? '…'.padEnd(start - skipped, ' ') : '';
  const end = skipped + room - 1;
  const kept = source.filter((cell) => cell.column >= start && cell.column + cell.width <= end);
  const isCut = (kept.at(-1)?.offset ?? -1) < (source.at(-1)?.offset ?? -1);
  return { text: `${lead}${kept.map((cell) => cell.text).join('')}${isCut ? '…' : ''}`, skipped };
}

/** The bars of marks over several lines, one column each. */
function bars(
  long: readonly Mark[],
  line: number,
  at: 'code' | 'below' | 'between',
  colorOf: (mark: Mark) => (text: string) => string,
): string {
  return long
    .map((mark) => {
      const starts = mark.start.line === line;
      const ends = mark.end.line === line;
      const within = mark.start.line <= line && line <= mark.end.line;
      const sign = !within ? ' ' : at === 'code' && starts ? '╭' : at === 'below' && ends ? '╰' : '│';
      return `${sign === ' ' ? sign : colorOf(mark)(sign)} `;
    })
    .join('');
}
