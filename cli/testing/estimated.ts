/**
 * Expectations and scenarios of designs as tests. `cli/testing` decides nothing by itself: expectations outside scenarios are
 * decided by the estimate, those of scenarios by runs that `analyzer/simulator` judges.
 */
import type { Expectation, Id } from '../../analyzer/design/design.js';
import { sayQuantity } from '../../analyzer/design/say.js';
import type { ExpectationResult } from '../../analyzer/estimate/estimate.js';
import { sayActual } from '../../analyzer/wording/expectation.js';
import type { OpenDesign } from '../files/open-design.js';
import type { TestCase, TestGroup } from '../output/test-json.js';
import { placeOf } from './place.js';

/** The expectations outside scenarios, by the workload they are under, in the order of the text. */
export function estimatedGroups(design: OpenDesign): readonly TestGroup[] {
  const { expectations } = design.report.design;
  const workloads = [...new Set(expectations.map(({ under }) => under))];
  return workloads.map((workload) => {
    const those = expectations.filter(({ under }) => under === workload);
    const tests = those.map((one) => estimatedCase(one, design));
    const title = workload === undefined ? 'expect' : `expect under ${workload}`;
    return {
      id: title,
      title,
      kind: 'expectations',
      file: tests[0]?.file ?? design.name,
      line: tests[0]?.range.start.line ?? 1,
      workload: workload ?? null,
      tests,
      run: null,
    };
  });
}

function estimatedCase(expectation: Expectation, design: OpenDesign): TestCase {
  const { id, bound } = expectation;
  const all = design.report.facts.estimates.flatMap(({ workload, expectations }) =>
    expectations.filter((one) => one.id === id).map((result) => ({ workload, result })),
  );
  // As `evaluate` has it: failing beats undecided, undecided beats holding.
  const worst =
    all.find(({ result }) => result.holds === false) ?? all.find(({ result }) => result.holds === null) ?? all[0];
  const { text, ...place } = placeOf(id, design);
  return {
    id,
    title: text,
    status: statusOf(worst?.result),
    by: 'estimate',
    workload: worst?.workload ?? null,
    actual: worst?.result.actual ?? null,
    bound: bound.value,
    halfWidth: null,
    worst: worst?.result.worst ?? null,
    message: messageOf(expectation, worst),
    counterexamples: [],
    ...place,
  };
}

function statusOf(result: ExpectationResult | undefined): TestCase['status'] {
  if (result === undefined || result.holds === null) return 'undecided';
  return result.holds ? 'passed' : 'failed';
}

function messageOf(
  { under, bound }: Expectation,
  worst: { readonly workload: Id; readonly result: ExpectationResult } | undefined,
): string {
  if (worst === undefined) return 'there is no workload it is under';
  const { workload, result } = worst;
  if (result.holds === null) return result.reason ?? 'there is no such figure';
  const say = (value: number): string => sayQuantity(value, bound.dimension);
  // Where it must hold under every workload, it matters which one the figure is of.
  const where = under === undefined ? ` under ${workload}` : '';
  const why = result.reason === undefined ? '' : `: ${result.reason}`;
  return `estimated ${sayActual(result, say)}${where}, bound ${say(bound.value)}${why}`;
}
