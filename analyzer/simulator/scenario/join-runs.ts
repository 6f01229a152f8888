import type { Measured } from './measure-run.js';

/**
 * What several runs of one scenario say of the same things, one entry per thing.
 *
 * A figure is the mean of those of the runs. Runs with different seeds are independent, so the half-width of their mean is the
 * root of the sum of the squares of theirs, by the number of runs. Counts and peaks are those of the run where they are largest.
 * What has no figure in one run has none.
 */
export function together(runs: readonly (readonly Measured[])[]): readonly Measured[] {
  const [first = [], ...others] = runs;
  if (others.length === 0) return first;
  const names = new Set(runs.flatMap((run) => run.map(({ of }) => of)));
  return [...names].map((name) => joined(runs.flatMap((run) => run.find(({ of }) => of === name) ?? [])));
}

function joined(all: readonly Measured[]): Measured {
  const [first] = all;
  if (first === undefined) throw new Error('bug: nothing was measured');
  const missing = all.filter(({ value }) => value === null);
  const largest = (value: (one: Measured) => number): Measured =>
    all.reduce((most, one) => (value(one) > value(most) ? one : most), first);
  const known = all.filter((one): one is Measured & { value: number } => one.value !== null);
  // What grows and is known of one run, such as messages lost, does not wait for the others.
  if (first.grows || known.some(({ grows }) => grows)) return largest(({ value }) => value ?? -Infinity);
  if (missing.length > 0) return missing.reduce((most, one) => ((one.atLeast ?? 0) > (most.atLeast ?? 0) ? one : most));
  const n = known.length;
  return {
    ...first,
    value: known.reduce((sum, { value }) => sum + value, 0) / n,
    halfWidth: Math.sqrt(known.reduce((sum, { halfWidth }) => sum + halfWidth ** 2, 0)) / n,
  };
}
