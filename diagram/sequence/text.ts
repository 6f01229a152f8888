/** Counterexamples as plain text: lanes side by side, time downward, legible at 80 columns. */
import { momentOf, type Row, type Sequence } from './sequence.js';

/** What text is written with: a terminal knows wide characters and what must not reach it, an editor takes any text. */
export interface Pen {
  /** Cells of a line. */
  readonly width: number;
  /** Cells that a text takes. */
  measure(text: string): number;
  /** The text as it may be shown. */
  harmless(text: string): string;
}

/** Cells of a lane, at least, so that an arrow can be seen. */
const NARROWEST = 10;

/** The lanes and rows of the diagram, one line each; its title and subtitle are left to whoever shows it. */
export function sequenceLines({ lanes, rows }: Sequence, pen: Pen): string[] {
  const { width } = pen;
  const moments = rows.map((row) => momentOf(row.at, rows));
  const left = Math.max(4, ...moments.map((moment) => pen.measure(moment))) + 2;
  const each = Math.max(NARROWEST, Math.floor((width - left) / Math.max(1, lanes.length)));
  const columns = lanes.map((_, index) => left + Math.floor(each / 2) - 1 + index * each);
  const heads = headLines(
    lanes.map(({ label }) => pen.harmless(label)),
    columns,
    each,
    pen,
  );
  const body: string[] = [new Line(columns, pen).text()];
  for (const [index, row] of rows.entries()) body.push(...rowLines(row, moments[index] ?? '', left, columns, pen));
  return [...heads, ...body].map((line) => line.trimEnd());
}

/** Names of lanes over their lines, broken where they are wider than their lane. */
function headLines(labels: readonly string[], columns: readonly number[], each: number, pen: Pen): string[] {
  const parts = labels.map((label) => pieces(label, each - 1, pen));
  const height = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const head = new Line([], pen);
    for (const [index, part] of parts.entries()) {
      const text = part[line - (height - part.length)];
      if (text !== undefined) head.write(Math.max(0, (columns[index] ?? 0) - Math.floor(pen.measure(text) / 2)), text);
    }
    return head.text();
  });
}

/** A name in pieces that fit, broken behind dots where it has any. */
function pieces(label: string, width: number, { measure }: Pen): string[] {
  const lines = [''];
  for (const part of label.split(/(?<=[. ])/u)) {
    const last = lines.at(-1) ?? '';
    if (last === '' || measure(last + part) <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => {
    const cut = line.trim();
    return measure(cut) <= width ? cut : `${[...cut].slice(0, width - 1).join('')}…`;
  });
}

function rowLines(row: Row, moment: string, left: number, columns: readonly number[], pen: Pen): string[] {
  const { width, measure, harmless } = pen;
  const canvas = (): Line => new Line(columns, pen);
  const fits = (at: number, text: string): number => Math.max(left, Math.min(at, width - measure(text)));
  switch (row.kind) {
    case 'happening': {
      const text = `── ${harmless(row.text)} `;
      return [`${pad(moment, left, pen)}${text}${'─'.repeat(Math.max(0, width - left - measure(text)))}`];
    }
    case 'mark': {
      const at = columns[row.lane] ?? 0;
      const line = canvas();
      line.write(0, moment);
      const text = harmless(row.text);
      const hasRoom = at + 2 + measure(text) <= width;
      line.write(hasRoom ? at + 2 : Math.max(left, at - 1 - measure(text)), text);
      line.write(at, '●');
      return [line.text()];
    }
    case 'message': {
      const [from, to] = [columns[row.from] ?? 0, columns[row.to] ?? 0];
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const text = harmless(row.text);
      const above = canvas();
      const room = last - first - 1;
      above.write(fits(first + 1 + Math.max(1, Math.floor((room - measure(text)) / 2)), text), text);
      const arrow = canvas();
      arrow.write(0, moment);
      const stroke = (row.isAnswer ? '╌' : '─').repeat(Math.max(0, room - 1));
      arrow.write(first, to > from ? `├${stroke}▶│` : `│◀${stroke}┤`);
      return [above.text(), arrow.text()];
    }
  }
}

const pad = (text: string, width: number, { measure }: Pen): string =>
  text + ' '.repeat(Math.max(0, width - measure(text)));

/** One line of cells with the lines of the lanes in it. */
class Line {
  private readonly cells: string[] = [];

  constructor(
    columns: readonly number[],
    private readonly pen: Pen,
  ) {
    for (const column of columns) this.write(column, '│');
  }

  /** Writes over what is there; wide characters take the cell beside them, too. */
  write(at: number, text: string): void {
    let column = at;
    while (this.cells.length < at) this.cells.push(' ');
    for (const character of text) {
      this.cells[column++] = character;
      if (this.pen.measure(character) === 2) this.cells[column++] = '';
    }
  }

  text(): string {
    return this.cells.map((cell) => cell ?? ' ').join('');
  }
}
