import { endOf, type Operation } from './operation.js';

/** All operations about one version: the write that made it, and the reads that saw it. */
interface Cluster {
  readonly version: number;
  write: Operation | undefined;
  /** Earliest end and latest beginning of its operations, and whose they are. */
  earliestEnd: number;
  latestBeginning: number;
  ends: Operation | undefined;
  begins: Operation | undefined;
}

/** The operations that show that a history is not linearizable, in the order of their beginnings. */
export type Conflict = readonly Operation[];

/**
 * Whether the history of one register is linearizable: `undefined` if so, else the few operations that show it is not.
 *
 * Every write writes another version, so that each read says which write it saw. Then the zones of the versions decide, soundly
 * and completely, in O(n log n) (Gibbons and Korach, "Testing Shared Memories", SIAM Journal on Computing 26 (1997), §4.1). The
 * zone of a version lies between the earliest end and the latest beginning of its operations. It is *forward* if the end comes
 * first: the register must hold the version all through it. The history is linearizable exactly if no read ends before its write
 * begins, no two forward zones overlap, and no other zone lies inside a forward one.
 *
 * Operations without an answer may have happened or not: their end is endless, and they count only if a read saw them. A version
 * whose write is not among the operations (of before the run, or not kept any more) was written before everything else if
 * it is 0, and at an unknown time otherwise.
 */
export function conflictIn(operations: readonly Operation[]): Conflict | undefined {
  const clusters = clustersOf(operations);
  for (const { write, ends } of clusters) {
    if (write !== undefined && ends !== undefined && endOf(ends) < write.begun) return inOrder([write, ends]);
  }
  const forward = clusters.filter((one) => one.earliestEnd < one.latestBeginning);
  forward.sort((a, b) => a.earliestEnd - b.earliestEnd);
  let last: Cluster | undefined;
  for (const zone of forward) {
    // A zone that ends latest of those before it is the only one that can reach into this.
    if (last !== undefined && zone.earliestEnd < last.latestBeginning) return shown(last, zone);
    last = zone;
  }
  for (const zone of clusters) {
    if (zone.earliestEnd < zone.latestBeginning) continue;
    const around = surrounding(forward, zone);
    if (around !== undefined) return shown(around, zone);
  }
  return undefined;
}

/** The forward zone that another zone lies inside; forward zones do not overlap and are sorted. */
function surrounding(forward: readonly Cluster[], { latestBeginning, earliestEnd }: Cluster): Cluster | undefined {
  let [low, high] = [0, forward.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((forward[middle]?.earliestEnd ?? 0) < latestBeginning) low = middle + 1;
    else high = middle;
  }
  const before = forward[low - 1];
  return before !== undefined && earliestEnd < before.latestBeginning ? before : undefined;
}

function clustersOf(operations: readonly Operation[]): Cluster[] {
  const all = new Map<number, Cluster>();
  for (const operation of operations) {
    if (operation.version < 0 || (operation.kind === 'read' && operation.outcome !== 'ok')) continue;
    const { version } = operation;
    let cluster = all.get(version);
    if (cluster === undefined) {
      const isFirst = version === 0;
      cluster = {
        version,
        write: undefined,
        // The write of version 0 was over before the run began.
        earliestEnd: isFirst ? -1 : Infinity,
        latestBeginning: isFirst ? -1 : -Infinity,
        ends: undefined,
        begins: undefined,
      };
      all.set(version, cluster);
    }
    if (operation.kind === 'write') cluster.write = operation;
    const end = endOf(operation);
    if (end < cluster.earliestEnd) [cluster.earliestEnd, cluster.ends] = [end, operation];
    if (operation.begun > cluster.latestBeginning)
      [cluster.latestBeginning, cluster.begins] = [operation.begun, operation];
  }
  // A write without an answer that nobody saw need not have happened.
  return [...all.values()].filter(({ earliestEnd }) => earliestEnd < Infinity);
}

/** The write and the two operations that span each zone. */
function shown(...zones: readonly Cluster[]): Conflict {
  return inOrder(zones.flatMap(({ write, ends, begins }) => [write, ends, begins]));
}

function inOrder(operations: readonly (Operation | undefined)[]): Operation[] {
  const those = new Set(operations.filter((one) => one !== undefined));
  return [...those].sort((a, b) => a.begun - b.begun || a.index - b.index);
}
