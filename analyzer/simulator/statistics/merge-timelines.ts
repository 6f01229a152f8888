import type { Timeline } from '../result.js';

type Points = readonly (number | null)[];
type Row = Readonly<Record<string, Points>>;

/** Points of a merged timeline at most: it shows a course, and many runs are kept until they are merged. */
const MOST_POINTS = 300;

/** A timeline with at most 300 points: neighbours are joined two by two, counts added, levels and latencies averaged. */
export function shortened(timeline: Timeline, step = timeline.step): Timeline {
  let result = timeline;
  while (lengthOf(result) > MOST_POINTS || result.step < step) result = halved(result);
  return result;
}

/** The mean course of several runs, as far as the shortest of them goes, in the steps of the coarsest. */
export function mergeTimelines(timelines: readonly Timeline[]): Timeline {
  const short = timelines.map((one) => shortened(one));
  const step = Math.max(...short.map((one) => one.step));
  const all = short.map((one) => shortened(one, step));
  const length = Math.min(...all.map(lengthOf));
  const [first] = all;
  if (first === undefined) throw new Error('bug: no timelines to merge');
  const family = (pick: (timeline: Timeline) => Readonly<Record<string, Row>>) =>
    Object.fromEntries(
      Object.entries(pick(first)).map(([id, row]) => {
        const rows = all.map((one) => pick(one)[id]).filter((one) => one !== undefined);
        return [id, Object.fromEntries(Object.keys(row).map((key) => [key, meanOf(rows, key, length)]))];
      }),
    );
  return {
    step,
    flows: family(({ flows }) => flows) as Timeline['flows'],
    components: family(({ components }) => components) as Timeline['components'],
  };
}

/** Latencies weigh as much as the requests they are of. */
function meanOf(rows: readonly Row[], key: string, length: number): Points {
  return Array.from({ length }, (_, i) => {
    let [sum, weight] = [0, 0];
    for (const row of rows) {
      const value = row[key]?.[i];
      const of = key === 'latency' ? (row.completed?.[i] ?? 0) : 1;
      if (typeof value !== 'number') continue;
      sum += of * value;
      weight += of;
    }
    return weight > 0 ? sum / weight : null;
  });
}

function lengthOf({ flows, components }: Timeline): number {
  const lengths = [...Object.values(flows), ...Object.values(components)].flatMap((row) =>
    Object.values(row as Row).map((points) => points.length),
  );
  return lengths.length === 0 ? 0 : Math.min(...lengths);
}

/** Counted per step; all other rows are levels. */
const counted: ReadonlySet<string> = new Set(['completed', 'failed', 'arrivals']);

function halved({ step, flows, components }: Timeline): Timeline {
  const family = (rows: Readonly<Record<string, Row>>) =>
    Object.fromEntries(
      Object.entries(rows).map(([id, row]) => [
        id,
        Object.fromEntries(Object.keys(row).map((key) => [key, halvedPoints(row, key)])),
      ]),
    );
  return {
    step: 2 * step,
    flows: family(flows) as Timeline['flows'],
    components: family(components) as Timeline['components'],
  };
}

function halvedPoints(row: Row, key: string): Points {
  const points = row[key] ?? [];
  return Array.from({ length: Math.floor(points.length / 2) }, (_, i) => {
    const pair = { [key]: [points[2 * i] ?? null], completed: [row.completed?.[2 * i] ?? 0] };
    const other = { [key]: [points[2 * i + 1] ?? null], completed: [row.completed?.[2 * i + 1] ?? 0] };
    const [mean = null] = meanOf([pair, other], key, 1);
    return mean !== null && counted.has(key) ? 2 * mean : mean;
  });
}
