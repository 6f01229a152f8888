import type { Expectation, Measure } from '../../design/design.js';
import type { Violation, ViolationKind } from '../history/violation.js';

/** What shows that a count is not zero. */
const shownBy: Readonly<Partial<Record<Measure, readonly ViolationKind[]>>> = {
  lost: ['lost'],
  duplicated: ['duplicated'],
  reordered: ['reordered'],
  stale: ['stale', 'read_your_writes', 'monotonic_reads', 'linearizability'],
};

/** The positions of those counterexamples that an expectation is about. */
export function counterexamplesOf({ measure, of }: Expectation, violations: readonly Violation[]): number[] {
  const kinds = shownBy[measure] ?? [];
  const isAbout = (data: string): boolean => of.some(({ to }) => to === '*' || to === data);
  return violations.flatMap(({ kind, data }, i) => (kinds.includes(kind) && isAbout(data) ? [i] : []));
}
