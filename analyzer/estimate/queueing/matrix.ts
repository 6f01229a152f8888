/** A dense real matrix as rows of equal length. */
export type Matrix = readonly (readonly number[])[];

/** A matrix of `rows` × `columns` whose entries `fill` gives. */
export function matrix(rows: number, columns: number, fill: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => fill(i, j)));
}

export const identity = (size: number): Matrix => matrix(size, size, (i, j) => (i === j ? 1 : 0));
export const entry = (of: Matrix, row: number, column: number): number => of[row]?.[column] ?? 0;
export const transpose = (of: Matrix): Matrix => matrix(of[0]?.length ?? 0, of.length, (i, j) => entry(of, j, i));

/** `left + factor · right`, entry by entry. */
export function combine(left: Matrix, right: Matrix, factor = 1): Matrix {
  return left.map((row, i) => row.map((value, j) => value + factor * entry(right, i, j)));
}

export function multiply(left: Matrix, right: Matrix): Matrix {
  const columns = right[0]?.length ?? 0;
  return left.map((row) => {
    const result = new Array<number>(columns).fill(0);
    for (const [k, value] of row.entries()) {
      if (value === 0) continue;
      const other = right[k] ?? [];
      for (let j = 0; j < columns; j++) result[j] = (result[j] ?? 0) + value * (other[j] ?? 0);
    }
    return result;
  });
}

/**
 * X with `A X = B`, by Gaussian elimination with partial pivoting; `undefined` when A is singular to working precision.
 */
export function solve(a: Matrix, b: Matrix): Matrix | undefined {
  const size = a.length;
  const rows = a.map((row, i) => [...row, ...(b[i] ?? [])]);
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(entry(rows, i, k)) > Math.abs(entry(rows, pivot, k))) pivot = i;
    const lead = rows[pivot] ?? [];
    const scale = lead[k] ?? 0;
    if (Math.abs(scale) < 1e-300) return undefined;
    rows[pivot] = rows[k] ?? [];
    rows[k] = lead;
    for (let j = k; j < lead.length; j++) lead[j] = (lead[j] ?? 0) / scale;
    for (const [i, row] of rows.entries()) {
      const factor = row[k] ?? 0;
      if (i === k || factor === 0) continue;
      for (let j = k; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (lead[j] ?? 0);
    }
  }
  return rows.map((row) => row.slice(size));
}

/** The probability vector π with `π Q = 0`, for the generator Q of an irreducible Markov chain. */
export function stationary(generator: Matrix): readonly number[] | undefined {
  const size = generator.length;
  // One balance equation follows from the others; the sum of probabilities takes its place.
  const equations = matrix(size, size, (i, j) => (i === size - 1 ? 1 : entry(generator, j, i)));
  const solution = solve(
    equations,
    matrix(size, 1, (i) => (i === size - 1 ? 1 : 0)),
  );
  return solution?.map((row) => row[0] ?? 0);
}
