import type { Confidence, ExpectationResult, SimulationResult } from '../result.js';
import { quantileOf } from './histogram.js';
import { addCounts, decodeCounts } from './histogram-text.js';
import { mergeTimelines } from './merge-timelines.js';
import type { RunRecord } from './run-record.js';
import { studentQuantile } from './student.js';

/**
 * Joins independent runs of one design, in the order given, which is that of their numbers: so the sums are the same to the
 * bit wherever the runs were made. One run comes back as it is; there must be one.
 *
 * A figure is the mean of those runs that have it. Its interval is Student's from the scatter between the runs, which are
 * independent, so that nothing need be taken for granted about correlation within a run. Percentiles are read off the joined
 * histograms; their intervals come from the percentiles of the runs. Counts are added, peaks are the highest. What befell the
 * system is that of the first run. `expectations`: those of all runs together, as `judge` decides them.
 */
export function mergeRuns(
  records: readonly RunRecord[],
  expectations: readonly ExpectationResult[] = records[0]?.result.expectations ?? [],
): SimulationResult {
  const results = records.map(({ result }) => result);
  const [first] = results;
  if (first === undefined) throw new Error('bug: no runs to merge');
  if (results.length === 1) return first;
  const merge = <T extends object>(family: string, pick: (result: SimulationResult) => Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.keys(pick(first)).map((id) => [
        id,
        mergeFigures(
          results.flatMap((result) => pick(result)[id] ?? []),
          `${family} ${id}`,
          records,
          first.confidenceLevel,
        ),
      ]),
    );
  return {
    ...first,
    seeds: results.map(({ seed }) => seed),
    warmup: mean(results.map(({ warmup }) => warmup)),
    duration: sum(results.map(({ duration }) => duration)),
    eventCount: sum(results.map(({ eventCount }) => eventCount)),
    ended: worstEnd(results),
    flows: merge('flows', ({ flows }) => flows),
    components: merge('components', ({ components }) => components),
    data: merge('data', ({ data }) => data),
    timeline: mergeTimelines(results.map(({ timeline }) => timeline)),
    violations: results.flatMap(({ violations }) => violations).slice(0, MOST_VIOLATIONS),
    expectations,
    notes: [...new Set(results.flatMap(({ notes }) => notes))],
  };
}

/** Counterexamples kept of all runs. */
const MOST_VIOLATIONS = 20;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const numbersOf = (values: readonly unknown[]): number[] => values.filter((value) => typeof value === 'number');

/** Half of Student's interval around the mean of independent values; `undefined` for fewer than two. */
function halfWidth(values: readonly number[], confidence: number): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const middle = mean(values);
  const variance = sum(values.map((value) => (value - middle) ** 2)) / (n - 1);
  return studentQuantile(confidence, n - 1) * Math.sqrt(variance / n);
}

/** Counts, and of data everything but shares and times; all other numbers are means. */
const added = /^counts |^(redelivered|deadLettered|dropped)$/;
const notAddedOfData = /^(staleness|kStaleness|followed) /;
const highest = /^(backlogPeak|staleness max|followed keys)$/;
const percentile = /^p(\d+)$/;

/** Merges figures of any shape by their names, so that what a result gains later is merged as well. */
function mergeFigures<T extends object>(
  ones: readonly T[],
  path: string,
  records: readonly RunRecord[],
  confidence: number,
): T {
  const widths: Record<string, number> = {};
  const visit = (values: readonly object[], way: readonly string[]): object => {
    const keys = new Set(values.flatMap((value) => Object.keys(value)));
    const merged: Record<string, unknown> = {};
    for (const key of keys) {
      if (way.length === 0 && key === 'confidence') continue;
      const under = values.map((value) => (value as Readonly<Record<string, unknown>>)[key]);
      const objects = under.filter((value) => typeof value === 'object' && value !== null);
      const name = [...way, key];
      if (objects.length > 0) {
        merged[key] = visit(objects, name);
        continue;
      }
      const numbers = numbersOf(under);
      merged[key] = numbers.length === 0 ? (under[0] ?? null) : join(numbers, name);
      const isCount = isAdded(name) || isHighest(name);
      const width = isCount || key === 'servers' ? undefined : halfWidth(numbers, confidence);
      if (width !== undefined) widths[name.join('.')] = width;
    }
    return merged;
  };
  const isAdded = (name: readonly string[]) =>
    path.startsWith('data ') ? !notAddedOfData.test(name.join(' ')) : added.test(name.join(' '));
  const isHighest = (name: readonly string[]) => highest.test(name.join(' '));
  const join = (numbers: readonly number[], name: readonly string[]): number => {
    const key = name.at(-1) ?? '';
    if (isAdded(name)) return sum(numbers);
    if (isHighest(name)) return Math.max(...numbers);
    const digits = percentile.exec(key)?.[1];
    const texts = digits === undefined ? [] : textsOf(records, `${path} ${name.slice(0, -1).join(' ')}`);
    const joined = addCounts(texts.flatMap((text) => decodeCounts(text) ?? []));
    return quantileOf(joined, Number(`0.${digits}`)) ?? mean(numbers);
  };
  const merged = visit(ones, []);
  const hasIntervals = ones.some((one) => 'confidence' in one);
  return (hasIntervals ? { ...merged, confidence: widths satisfies Confidence } : merged) as T;
}

const textsOf = (records: readonly RunRecord[], path: string): string[] =>
  records.flatMap(({ histograms }) => histograms[path] ?? []);

/** What the run that came least far came to. */
function worstEnd(results: readonly SimulationResult[]): SimulationResult['ended'] {
  const ends = new Set(results.map(({ ended }) => ended));
  return (['stopped', 'budget', 'precision'] as const).find((end) => ends.has(end)) ?? 'duration';
}
