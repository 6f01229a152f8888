/** What a flow is expected to be available, as rules about single components need it. */
import type { Id } from '../design/design.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { isImpossible } from './impossible-bound.js';

export interface AvailabilityObjective {
  readonly flow: Id;
  /** The expectation. */
  readonly at: Id;
  /** Share of requests that must succeed. */
  readonly bound: number;
}

/** The hardest availability objective of the flows that cannot answer without the component. */
export function strictestObjective(facts: Facts, component: Id): AvailabilityObjective | undefined {
  const needed = facts.visits(component).filter((one) => !one.asynchronous && !hasSubstitute(one));
  const flows = [...new Set(needed.map(({ flow }) => flow))];
  const objectives = facts.design.expectations
    .filter((expectation) => expectation.measure === 'availability' && !isImpossible(expectation))
    .flatMap(({ id, of, bound }) =>
      of.flatMap(({ to }) =>
        flows
          .filter((flow) => to === flow || to === '*' || to === component)
          .map((flow) => ({ flow, at: id, bound: bound.value })),
      ),
    );
  return objectives.sort((a, b) => b.bound - a.bound)[0];
}

/** Whether another store answers when this one is down: `read … from cache else store`. */
export function hasSubstitute({ step, fallback }: Operation): boolean {
  return step.kind === 'read' && fallback < step.orElse.length;
}
