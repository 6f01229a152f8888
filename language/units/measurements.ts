/**
 * Measured numbers from a small text table: one sample a line for `empirical("f.csv")`, load and throughput for
 * `usl("f.csv")`. Cells are separated by comma, semicolon or tab; `#` starts a comment; a first row without numbers is
 * a header.
 */
import type { Dimension } from '../../analyzer/design/units.js';
import { readQuantity, readQuantityAs } from './quantity.js';
import { timeUnits } from './unit.js';

/** A row that could not be used; `line` counts from 1. */
export interface BadRow {
  readonly line: number;
  readonly message: string;
}

export interface Measurements {
  readonly rows: readonly (readonly number[])[];
  readonly bad: readonly BadRow[];
}

/** Rows beyond this are not read; a larger sample adds nothing to a quantile that a design needs. */
export const maximumRows = 1_000_000;

/**
 * Reads a table whose columns have the given dimensions, in SI units. Bare numbers of a time column are seconds, or the
 * unit at the end of its header (`latency_ms`, `latency (ms)`). Negative and unreadable cells make a bad row each.
 */
export function readMeasurements(text: string, columns: readonly Dimension[]): Measurements {
  const rows: number[][] = [];
  const bad: BadRow[] = [];
  let factors: readonly number[] = columns.map(() => 1);
  let first = true;
  let line = 0;
  for (const raw of text.replace(/^\ufeff/u, '').split(/\r\n|\r|\n/u)) {
    line++;
    const content = raw.replace(/#.*$/u, '').trim();
    if (content === '') continue;
    const cells = content.split(/[,;\t]/u).map((cell) => cell.trim().replaceAll('"', ''));
    if (first && cells.every((cell) => 'problem' in readQuantity(cell))) {
      factors = columns.map((dimension, i) => (dimension === 'time' ? headerFactor(cells[i] ?? '') : 1));
      first = false;
      continue;
    }
    first = false;
    if (rows.length >= maximumRows) {
      bad.push({ line, message: `only the first ${maximumRows} rows are read` });
      break;
    }
    const row = readRow(cells, columns, factors);
    if (typeof row === 'string') bad.push({ line, message: row });
    else rows.push(row);
  }
  return { rows, bad };
}

function readRow(
  cells: readonly string[],
  columns: readonly Dimension[],
  factors: readonly number[],
): number[] | string {
  if (cells.length < columns.length) return `${columns.length} numbers are expected, ${cells.length} found`;
  const row: number[] = [];
  for (const [i, dimension] of columns.entries()) {
    const cell = cells[i] ?? '';
    const plain = readQuantity(cell);
    if ('problem' in plain) return plain.problem;
    const reading = plain.bare ? plain : readQuantityAs(cell, [dimension]);
    if ('problem' in reading) return reading.problem;
    const value = reading.quantity.value * (plain.bare ? (factors[i] ?? 1) : 1);
    if (value < 0) return `\`${cell}\` is negative`;
    row.push(value);
  }
  return row;
}

function headerFactor(cell: string): number {
  const unit = /(?:^|[^a-zµμ])([a-zµμ]+)\)?$/u.exec(cell)?.[1] ?? '';
  return Object.hasOwn(timeUnits, unit) ? (timeUnits[unit] ?? 1) : 1;
}
