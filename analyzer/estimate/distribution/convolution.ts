import { CellBuilder, type Cells, FINE, quota, type Resolution, varianceOfCells } from './cells.js';
import { COARSE, type Points, quadraturePoints } from './quadrature-points.js';

/**
 * The law of the sum of two independent durations given in cells.
 *
 * The narrower law becomes few weighted points y_j of equal mean and variance, and the tail of the sum is
 * `Σ_j m_j P(wide > x - y_j)`: the wider law keeps its shape within cells. First moments are summed the same way, so means
 * add. Where to cut the result is first found from points of both laws, roughly.
 *
 * `resolution` is that of the points, `stored` that of the result.
 */
export function convolve(left: Cells, right: Cells, resolution: Resolution = COARSE, stored: Resolution = FINE): Cells {
  const [wide, narrow] = varianceOfCells(left) >= varianceOfCells(right) ? [left, right] : [right, left];
  const points = quadraturePoints(narrow, resolution);
  const edges = resultEdges(wide, quadraturePoints(wide, COARSE), points, stored);
  const tails = new Float64Array(edges.length);
  const moments = new Float64Array(edges.length);
  const { atoms, spread } = atomsOf(wide);
  for (let j = 0; j < points.masses.length; j++) {
    addShifted(spread, points.masses[j] ?? 0, points.values[j] ?? 0, edges, tails, moments);
  }
  // A jump of the wider law repeats the narrower one, whole: its points would be jumps themselves.
  for (const { mass, value } of atoms) addShifted(narrow, mass, value, edges, tails, moments);
  const builder = new CellBuilder();
  // Mass at the very start: both durations may be their least with positive probability (a step that is often left out).
  const [least, start] = [edges[0] ?? 0, 1 - (tails[0] ?? 1)];
  if (start > ROUNDING) builder.add(start, least, least, least);
  for (let k = 1; k < edges.length; k++) {
    const [low, high] = [edges[k - 1] ?? 0, edges[k] ?? 0];
    const mass = (tails[k - 1] ?? 0) - (tails[k] ?? 0);
    const mean = ((moments[k] ?? 0) - (moments[k - 1] ?? 0)) / mass;
    builder.add(mass, Math.min(high, Math.max(low, mean)), low, high);
  }
  return builder.build();
}

/** Jumps of a law that hold enough mass to be seen, and the law without them (its masses then sum to less than 1). */
function atomsOf(cells: Cells): { readonly atoms: { mass: number; value: number }[]; readonly spread: Cells } {
  const { masses, lows, highs } = cells;
  const atoms: { mass: number; value: number }[] = [];
  for (let i = 0; i < masses.length; i++) {
    const [mass, low, high] = [masses[i] ?? 0, lows[i] ?? 0, highs[i] ?? 0];
    if (mass > LEAST_ATOM && high - low <= 1e-6 * high) atoms.push({ mass, value: cells.means[i] ?? 0 });
  }
  if (atoms.length === 0) return { atoms, spread: cells };
  const left = masses.map((mass, i) =>
    mass > LEAST_ATOM && (highs[i] ?? 0) - (lows[i] ?? 0) <= 1e-6 * (highs[i] ?? 0) ? 0 : mass,
  );
  return { atoms, spread: { ...cells, masses: left } };
}

/**
 * Adds `weight` times the tail and the partial first moment of (wide + offset), at each edge.
 *
 * Within a cell the mass is spread evenly; edges and cells both ascend, so one walk over each suffices.
 * The indices are within the arrays, whose entries are then never undefined; this loop is the hot one.
 */
function addShifted(
  wide: Cells,
  weight: number,
  offset: number,
  edges: Float64Array,
  tails: Float64Array,
  moments: Float64Array,
): void {
  const { masses, means, lows, highs } = wide;
  const count = masses.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += masses[i] as number;
  let cell = 0;
  let below = 0;
  let moment = 0;
  for (let k = 0; k < edges.length; k++) {
    const x = (edges[k] as number) - offset;
    while (cell < count && (highs[cell] as number) <= x) {
      below += masses[cell] as number;
      moment += (masses[cell] as number) * (means[cell] as number);
      cell++;
    }
    let [mass, first] = [below, moment];
    if (cell < count && x > (lows[cell] as number)) {
      const width = (highs[cell] as number) - (lows[cell] as number);
      const part = (x - (lows[cell] as number)) / width;
      mass += (masses[cell] as number) * part;
      first += (masses[cell] as number) * part * ((means[cell] as number) - ((1 - part) * width) / 2);
    }
    tails[k] = (tails[k] as number) + weight * (total - mass);
    moments[k] = (moments[k] as number) + weight * (first + offset * mass);
  }
}

/**
 * Edges that cut the sum into cells of the stored resolution: sums of points of both laws are counted in bins of 128
 * per octave, found from the bits of the number.
 */
function resultEdges(wide: Cells, wideCoarse: Points, narrow: Points, stored: Resolution): Float64Array {
  const lowest = (wide.lows[0] ?? 0) + (narrow.values[0] ?? 0);
  const highest = ((wide.highs.at(-1) ?? 0) + (narrow.values.at(-1) ?? 0)) * (1 + 1e-12);
  const last = binOf(highest);
  const first = Math.max(binOf(lowest), last - MOST_BINS);
  const bins = new Float64Array(last - first + 1);
  for (let i = 0; i < narrow.masses.length; i++) {
    const weight = narrow.masses[i] ?? 0;
    const offset = narrow.values[i] ?? 0;
    for (let j = 0; j < wideCoarse.masses.length; j++) {
      const bin = Math.max(0, binOf(offset + (wideCoarse.values[j] ?? 0)) - first);
      bins[bin] = (bins[bin] ?? 0) + weight * (wideCoarse.masses[j] ?? 0);
    }
  }
  const edges = [lowest];
  let beyond = 1;
  let mass = 0;
  let empty = 0;
  for (const [i, next] of bins.entries()) {
    mass += next;
    // Points stand for intervals, so a stretch without points is still cut now and then.
    empty = next > 0 ? 0 : empty + 1;
    if ((mass < quota(beyond, stored) * 0.8 && empty < EMPTY_BINS) || i === bins.length - 1) continue;
    const edge = edgeOf(first + i + 1);
    if (edge > lowest && edge < highest) edges.push(edge);
    beyond -= mass;
    mass = 0;
    empty = 0;
  }
  edges.push(highest);
  return Float64Array.from(edges);
}

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
/** Which half of a number holds its exponent depends on the byte order of the machine. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
/** Keeps the 11 bits of the exponent and 7 of the mantissa. */
const SHIFT = 13;
const MOST_BINS = 40 * 128;
const EMPTY_BINS = 8;
/** Sums of masses differ from 1 by less than this. */
const ROUNDING = 1e-12;
/** Smaller jumps may be as rough as the points of the other law. */
const LEAST_ATOM = 0.02;

function binOf(value: number): number {
  scratch[0] = value;
  return (words[HIGH] ?? 0) >>> SHIFT;
}

function edgeOf(bin: number): number {
  words[HIGH] = bin << SHIFT;
  words[1 - HIGH] = 0;
  return scratch[0] ?? 0;
}
