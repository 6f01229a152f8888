import type { CentreMeasures, ClosedMeasures, ClosedMethod } from './closed-network.js';
import { seidmannParts } from './mean-value-analysis.js';

/** One class of users of a closed network. */
export interface ClosedClass {
  readonly population: number;
  /** Think time between passes, in seconds. */
  readonly thinkTime: number;
  /** Demand at each centre in seconds per pass; index is the centre. */
  readonly demands: readonly number[];
}

/** Population vectors up to which the recursion is exact: about 20 ms. */
const LARGEST_EXACT = 100_000;

/**
 * Closed network with several classes; `servers[k]` is the number of servers of centre k, `Infinity` for a delay.
 *
 * Exact recursion over population vectors, `R_ck = D_ck(1 + Q_k(N - 1_c))`, up to 100,000 vectors; above, the Linearizer
 * (typically within 1 %, up to 3 % where queueing just begins). Centres of several servers are replaced by Seidmann's queue and delay, and the method then
 * says `seidmann`. Results are per class, in order. First-come centres must serve all classes with one mean.
 * Source: Reiser and Lavenberg 1980; Chandy and Neuse, Comm. ACM 25 (1982); Lazowska et al., §7.
 */
export function multiClassNetwork(
  classes: readonly ClosedClass[],
  servers: readonly number[],
): readonly ClosedMeasures[] {
  const several = servers.some((count) => count > 1 && Number.isFinite(count));
  const vectors = classes.reduce((product, of) => product * (of.population + 1), 1);
  const parts = classes.map((of) =>
    servers.map((count, k) => seidmannParts({ demand: of.demands[k] ?? 0, servers: count })),
  );
  const exact = vectors <= LARGEST_EXACT;
  const residences = exact ? exactResidences(classes, parts) : linearized(classes, parts);
  const method: ClosedMethod = exact ? (several ? 'seidmann' : 'exact') : 'linearizer';
  return classes.map((of, c) => {
    const own = residences[c] ?? [];
    const meanResponse = own.reduce((sum, value) => sum + value, 0);
    const throughput = of.population > 0 ? of.population / (of.thinkTime + meanResponse) : 0;
    const centres: CentreMeasures[] = servers.map((count, k) => ({
      utilization: (throughput * (of.demands[k] ?? 0)) / (Number.isFinite(count) ? count : 1),
      meanInSystem: throughput * (own[k] ?? 0),
      meanResidence: own[k] ?? 0,
    }));
    return { throughput, meanResponse, centres, method };
  });
}

interface Part {
  readonly queued: number;
  readonly delayed: number;
}
/** Index [class][centre]. */
type Table = readonly (readonly number[])[];

function exactResidences(classes: readonly ClosedClass[], parts: readonly (readonly Part[])[]): Table {
  const centres = parts[0]?.length ?? 0;
  const strides: number[] = [];
  let vectors = 1;
  for (const of of classes) {
    strides.push(vectors);
    vectors *= of.population + 1;
  }
  const queues = new Float64Array(vectors * centres);
  const present = classes.map(() => 0);
  const residences = classes.map(() => new Array<number>(centres).fill(0));
  for (let vector = 1; vector < vectors; vector++) {
    advance(present, classes);
    for (const [c, of] of classes.entries()) {
      const count = present[c] ?? 0;
      if (count === 0) continue;
      const without = (vector - (strides[c] ?? 0)) * centres;
      const own = residences[c] ?? [];
      let response = 0;
      for (let k = 0; k < centres; k++) {
        const part = parts[c]?.[k] ?? { queued: 0, delayed: 0 };
        const residence = part.queued * (1 + (queues[without + k] ?? 0));
        own[k] = residence + part.delayed;
        response += residence + part.delayed;
      }
      const throughput = count / (of.thinkTime + response);
      for (let k = 0; k < centres; k++) {
        const delayed = parts[c]?.[k]?.delayed ?? 0;
        queues[vector * centres + k] = (queues[vector * centres + k] ?? 0) + throughput * ((own[k] ?? 0) - delayed);
      }
    }
  }
  return residences;
}

/** Counts up like an odometer, the first class fastest. */
function advance(present: number[], classes: readonly ClosedClass[]): void {
  for (const [c, of] of classes.entries()) {
    const next = (present[c] ?? 0) + 1;
    if (next <= of.population) {
      present[c] = next;
      return;
    }
    present[c] = 0;
  }
}

/**
 * Linearizer: Schweitzer's fixed point, corrected by how the share of each class at each centre shifts when one user of
 * any class is absent; three corrections.
 */
function linearized(classes: readonly ClosedClass[], parts: readonly (readonly Part[])[]): Table {
  const populations = classes.map((of) => of.population);
  const thinks = classes.map((of) => of.thinkTime);
  const zero = classes.map((_, c) => classes.map(() => (parts[c] ?? []).map(() => 0)));
  let shifts: readonly Table[] = zero;
  let whole = core(populations, thinks, parts, shifts);
  for (let round = 0; round < 3; round++) {
    const reduced = populations.map((_, absent) =>
      core(
        populations.map((n, c) => (c === absent ? Math.max(0, n - 1) : n)),
        thinks,
        parts,
        shifts,
      ),
    );
    // shifts[j][c][k]: change of the share of class c at centre k when a user of class j is absent.
    shifts = reduced.map(({ shares }) =>
      shares.map((row, c) => row.map((share, k) => share - (whole.shares[c]?.[k] ?? 0))),
    );
    whole = core(populations, thinks, parts, shifts);
  }
  return whole.residences;
}

function core(
  populations: readonly number[],
  thinks: readonly number[],
  parts: readonly (readonly Part[])[],
  shifts: readonly Table[],
): { readonly shares: Table; readonly residences: Table } {
  const centres = parts[0]?.length ?? 0;
  let shares: Table = parts.map((row) => row.map(() => 1 / Math.max(1, row.length)));
  let residences: Table = [];
  for (let i = 0; i < 2000; i++) {
    const before = shares;
    residences = parts.map((row, j) =>
      row.map((part, k) => {
        let queue = 0;
        for (const [c, n] of populations.entries()) {
          const present = c === j ? Math.max(0, n - 1) : n;
          queue += present * Math.max(0, (before[c]?.[k] ?? 0) + (shifts[j]?.[c]?.[k] ?? 0));
        }
        return part.queued * (1 + queue);
      }),
    );
    let change = 0;
    shares = residences.map((row, c) => {
      const own = parts[c] ?? [];
      const total = row.reduce((sum, value, k) => sum + value + (own[k]?.delayed ?? 0), thinks[c] ?? 0);
      return Array.from({ length: centres }, (_, k) => {
        const share = total > 0 ? (row[k] ?? 0) / total : 0;
        change = Math.max(change, Math.abs(share - (before[c]?.[k] ?? 0)));
        return share;
      });
    });
    if (change < 1e-10) break;
  }
  return { shares, residences: residences.map((row, c) => row.map((v, k) => v + (parts[c]?.[k]?.delayed ?? 0))) };
}
