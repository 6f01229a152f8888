/** Tables of a terminal: aligned columns, or one block for each row where the terminal is too narrow for them. */
import { missing } from '../../analyzer/wording/figure.js';
import type { Terminal } from './terminal.js';
import { padded, textWidth } from './text-width.js';
import { wrap } from './wrap.js';

/** One column. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A cell: its text without colour, and how it is painted once it is aligned. */
export interface TableCell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** One row; `below` are remarks that stand under it. */
export interface Row {
  readonly cells: readonly TableCell[];
  readonly below?: readonly string[];
}

/** Lines of a table. A column that is empty in every row is left out; the first column is the row's name. */
export function table(columns: readonly Column[], rows: readonly Row[], terminal: Terminal): string[] {
  const used = columns
    .map((_, index) => index)
    .filter((index) => index === 0 || rows.some(({ cells }) => !['', missing].includes(cells[index]?.text ?? '')));
  const kept = used.map((index) => columns[index] ?? { title: '', align: 'left' as const });
  const cut = rows.map((row) => ({ ...row, cells: used.map((index) => row.cells[index] ?? { text: '' }) }));
  const widths = kept.map((column, index) =>
    Math.max(textWidth(column.title), ...cut.map(({ cells }) => textWidth(cells[index]?.text ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width, 0) + 2 * widths.length;
  return total <= terminal.width ? aligned(kept, cut, widths, terminal) : blocks(kept, cut, terminal);
}

function aligned(
  columns: readonly Column[],
  rows: readonly Row[],
  widths: readonly number[],
  terminal: Terminal,
): string[] {
  const place = (text: string, index: number): string =>
    padded(text, widths[index] ?? 0, columns[index]?.align ?? 'left');
  const head = columns.map((column, index) => terminal.colors.dim(place(column.title, index))).join('  ');
  const body = rows.flatMap(({ cells, below = [] }) => [
    `  ${cells.map((cell, index) => (cell.paint ?? plain)(place(cell.text, index))).join('  ')}`.trimEnd(),
    ...remarks(below, terminal),
  ]);
  return [`  ${head}`.trimEnd(), ...body];
}

/** Name on a line of its own, the rest as `title value` pairs below it. */
function blocks(columns: readonly Column[], rows: readonly Row[], terminal: Terminal): string[] {
  return rows.flatMap(({ cells: [name, ...rest], below = [] }) => {
    const pairs = rest
      .map((cell, index) => ({ cell, title: columns[index + 1]?.title ?? '' }))
      .filter(({ cell }) => cell.text !== '')
      .map(({ cell, title }) => `${title} ${cell.text}`.trim());
    const lines = pairs.length === 0 ? [] : [pairs.join(' · ')];
    return [`  ${(name?.paint ?? plain)(name?.text ?? '')}`, ...remarks([...lines, ...below], terminal)];
  });
}

/** Breaks between the parts of a remark (` · `) rather than between a figure and its unit. */
function remarks(texts: readonly string[], { colors, width }: Terminal): string[] {
  return texts.flatMap((text) => {
    const isList = text.includes(' · ');
    const glued = isList ? text.replaceAll(' ', '\u00a0').replaceAll('\u00a0·\u00a0', '\u00a0· ') : text;
    return wrap(glued, Math.max(20, width - 4)).map((line) => colors.dim(`    ${line.replaceAll('\u00a0', ' ')}`));
  });
}

function plain(text: string): string {
  return text;
}
