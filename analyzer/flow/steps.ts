/** The step tree of a flow as a list. */
import type { Step } from '../design/design.js';

/** Steps directly inside a step, all branches of it. */
export function innerSteps(step: Step): readonly Step[] {
  if (step.kind === 'branch') return [...step.alternatives.flatMap((one) => one.steps), ...step.otherwise];
  return 'steps' in step ? step.steps : [];
}

/** The steps and all inside them, outer before inner, in order of the text. */
export function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...allSteps(innerSteps(step))]);
}
