/** Whether two steps of a flow can both happen for one request. */
import type { BranchStep, Id, Step } from '../design/design.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { allSteps } from '../flow/steps.js';

/** Two operations by one component for one request, not in alternatives of the same branch. */
export function isSameRun(facts: Facts, one: Operation, other: Operation): boolean {
  if (one.flow !== other.flow || one.caller !== other.caller || one.origin !== other.origin) return false;
  return !areAlternatives(facts, one, other);
}

/** Whether a branch sends a request to the one or to the other. */
export function areAlternatives(facts: Facts, one: Operation, other: Operation): boolean {
  const steps = allSteps(facts.lookup.flows.get(one.flow)?.steps ?? []);
  return steps.some(
    (step) =>
      step.kind === 'branch' &&
      armOf(step, one.step.id) !== armOf(step, other.step.id) &&
      armOf(step, one.step.id) >= 0 &&
      armOf(step, other.step.id) >= 0,
  );
}

/** Number of the alternative that holds the step, the `else` last; −1 when none does. */
function armOf(branch: BranchStep, step: Id): number {
  const arms: readonly (readonly Step[])[] = [...branch.alternatives.map(({ steps }) => steps), branch.otherwise];
  return arms.findIndex((arm) => allSteps(arm).some(({ id }) => id === step));
}
