/** Counterexamples for a terminal: lanes side by side, time downward, legible at 80 columns. */
import { momentOf, type Row, type Sequence } from '../../diagram/sequence/sequence.js';
import type { Terminal } from './terminal.js';
import { harmless, textWidth } from './text-width.js';
import { hanging } from './wrap.js';

/** Cells of a lane, at least, so that an arrow can be seen. */
const NARROWEST = 10;

/** The whole diagram, without a newline at its end. */
export function sequenceText({ title, subtitle, lanes, rows }: Sequence, { width, colors }: Terminal): string {
  const moments = rows.map((row) => momentOf(row.at, rows));
  const left = Math.max(4, ...moments.map(textWidth)) + 2;
  const each = Math.max(NARROWEST, Math.floor((width - left) / Math.max(1, lanes.length)));
  const columns = lanes.map((_, index) => left + Math.floor(each / 2) - 1 + index * each);
  const canvas = (): Line => new Line(columns);
  const heads = headLines(
    lanes.map(({ label }) => harmless(label)),
    columns,
    each,
  );
  const body: string[] = [canvas().text()];
  for (const [index, row] of rows.entries())
    body.push(...rowLines(row, moments[index] ?? '', left, columns, width, canvas));
  return [
    ...hanging('', colors.bold(harmless(title)), width).split('\n'),
    colors.dim(harmless(subtitle)),
    '',
    ...heads,
    ...body,
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names of lanes over their lines, broken where they are wider than their lane. */
function headLines(labels: readonly string[], columns: readonly number[], each: number): string[] {
  const parts = labels.map((label) => pieces(label, each - 1));
  const height = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const head = new Line([]);
    for (const [index, part] of parts.entries()) {
      const text = part[line - (height - part.length)];
      if (text !== undefined) head.write(Math.max(0, (columns[index] ?? 0) - Math.floor(textWidth(text) / 2)), text);
    }
    return head.text();
  });
}

/** A name in pieces that fit, broken behind dots where it has any. */
function pieces(label: string, width: number): string[] {
  const lines = [''];
  for (const part of label.split(/(?<=[. ])/u)) {
    const last = lines.at(-1) ?? '';
    if (last === '' || textWidth(last + part) <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => {
    const cut = line.trim();
    return textWidth(cut) <= width ? cut : `${[...cut].slice(0, width - 1).join('')}…`;
  });
}

function rowLines(
  row: Row,
  moment: string,
  left: number,
  columns: readonly number[],
  width: number,
  canvas: () => Line,
): string[] {
  const fits = (at: number, text: string): number => Math.max(left, Math.min(at, width - textWidth(text)));
  switch (row.kind) {
    case 'happening': {
      const text = `── ${harmless(row.text)} `;
      return [`${pad(moment, left)}${text}${'─'.repeat(Math.max(0, width - left - textWidth(text)))}`];
    }
    case 'mark': {
      const at = columns[row.lane] ?? 0;
      const line = canvas();
      line.write(0, moment);
      const text = harmless(row.text);
      const hasRoom = at + 2 + textWidth(text) <= width;
      line.write(hasRoom ? at + 2 : Math.max(left, at - 1 - textWidth(text)), text);
      line.write(at, '●');
      return [line.text()];
    }
    case 'message': {
      const [from, to] = [columns[row.from] ?? 0, columns[row.to] ?? 0];
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const text = harmless(row.text);
      const above = canvas();
      const room = last - first - 1;
      above.write(fits(first + 1 + Math.max(1, Math.floor((room - textWidth(text)) / 2)), text), text);
      const arrow = canvas();
      arrow.write(0, moment);
      const stroke = (row.isAnswer ? '╌' : '─').repeat(Math.max(0, room - 1));
      arrow.write(first, to > from ? `├${stroke}▶│` : `│◀${stroke}┤`);
      return [above.text(), arrow.text()];
    }
  }
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** One line of cells with the lines of the lanes in it. */
class Line {
  private readonly cells: string[] = [];

  constructor(columns: readonly number[]) {
    for (const column of columns) this.write(column, '│');
  }

  /** Writes over what is there; wide characters take the cell beside them, too. */
  write(at: number, text: string): void {
    let column = at;
    while (this.cells.length < at) this.cells.push(' ');
    for (const character of text) {
      this.cells[column++] = character;
      if (textWidth(character) === 2) this.cells[column++] = '';
    }
  }

  text(): string {
    return this.cells.map((cell) => cell ?? ' ').join('');
  }
}
