import { type Cells, quota, type Resolution } from './cells.js';

/** Resolution of quadrature points, two to a cell: the narrower operand of a convolution. */
export const COARSE: Resolution = { body: 0.07, tail: 0.5, end: 1e-6 };

/** A law as weighted points, ascending; index is the point. */
export interface Points {
  readonly masses: Float64Array;
  readonly values: Float64Array;
}

/**
 * The law as few points: its cells merged to the resolution, each then two points of half its mass, one standard
 * deviation to either side of its mean. Total mass, mean and variance are unchanged.
 */
export function quadraturePoints(cells: Cells, resolution: Resolution): Points {
  const masses: number[] = [];
  const values: number[] = [];
  let beyond = 1;
  for (let from = 0; from < cells.masses.length; ) {
    let [mass, moment, square, to] = [0, 0, 0, from];
    for (; to < cells.masses.length; to++) {
      const next = cells.masses[to] ?? 0;
      if (mass > 0 && mass + next > quota(beyond, resolution) && beyond > resolution.end) break;
      const mean = cells.means[to] ?? 0;
      mass += next;
      moment += next * mean;
      square += next * mean * mean;
    }
    const mean = moment / mass;
    const deviation = Math.min(Math.sqrt(Math.max(0, square / mass - mean * mean)), mean);
    if (deviation > 1e-6 * mean) {
      masses.push(mass / 2, mass / 2);
      values.push(mean - deviation, mean + deviation);
    } else {
      masses.push(mass);
      values.push(mean);
    }
    beyond -= mass;
    from = to;
  }
  return { masses: Float64Array.from(masses), values: Float64Array.from(values) };
}
