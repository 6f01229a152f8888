/** How expectations turn out: of the design’s expectations by the estimate, of a scenario’s not before it runs. */
import type { Expectation, Id } from '../../analyzer/design/design.js';
import { sayQuantity } from '../../analyzer/design/say.js';
import type { ExpectationResult } from '../../analyzer/estimate/estimate.js';
import { sayActual } from '../../analyzer/wording/expectation.js';
import type { Report } from '../check.js';
import type { ExpectationState } from '../protocol.js';

/** One expectation under the workload where it holds least. */
export interface Outcome {
  readonly expectation: Expectation;
  readonly status: ExpectationState['status'];
  /** The estimated figure: `290 ms`; missing when there is none. */
  readonly actual?: string;
  /** Missing when there is no workload. */
  readonly workload?: Id;
  /** Why it is undecided. */
  readonly reason?: string;
  /** By workload, in order of the text. */
  readonly results: readonly {
    readonly workload: Id;
    readonly status: ExpectationState['status'];
    readonly actual: string;
  }[];
}

/** Outcomes of all expectations outside scenarios, by id. */
export function outcomes({ design, facts }: Report): ReadonlyMap<Id, Outcome> {
  const byId = new Map<Id, { workload: Id; result: ExpectationResult }[]>();
  for (const { workload, expectations } of facts.estimates)
    for (const result of expectations) byId.set(result.id, [...(byId.get(result.id) ?? []), { workload, result }]);
  return new Map(
    design.expectations.map((expectation) => [expectation.id, outcome(expectation, byId.get(expectation.id))]),
  );
}

function outcome(
  expectation: Expectation,
  all: readonly { readonly workload: Id; readonly result: ExpectationResult }[] = [],
): Outcome {
  const say = (value: number): string => sayQuantity(value, expectation.bound.dimension);
  const results = all.map(({ workload, result }) => ({
    workload,
    status: statusOf(result),
    actual: sayActual(result, say),
  }));
  // As `evaluate` has it: failing beats undecided, undecided beats holding.
  const worst =
    all.find(({ result }) => result.holds === false) ?? all.find(({ result }) => result.holds === null) ?? all[0];
  if (worst === undefined)
    return { expectation, status: 'undecided', reason: 'there is no workload it is under', results };
  const { result, workload } = worst;
  return {
    expectation,
    status: statusOf(result),
    workload,
    ...(result.actual === null ? {} : { actual: sayActual(result, say) }),
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    results,
  };
}

function statusOf({ holds }: ExpectationResult): ExpectationState['status'] {
  return holds === null ? 'undecided' : holds ? 'met' : 'missed';
}
