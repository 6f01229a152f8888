/** Load figures as several rules need them: each component under the workload that is hardest on it. */
import type { ComponentEstimate } from '../estimate/estimate.js';
import type { Facts } from '../facts.js';

export interface WorstLoad {
  readonly component: string;
  readonly workload: string;
  readonly utilization: number;
  readonly figures: ComponentEstimate;
}

/** One entry per component with a utilization, in order of the text. */
export function worstUtilizations(facts: Facts): WorstLoad[] {
  return facts.design.components.flatMap((component) => {
    let worst: WorstLoad | undefined;
    for (const estimate of facts.estimates) {
      const figures = estimate.components[component.id];
      const utilization = figures?.utilization ?? undefined;
      if (figures === undefined || utilization === undefined) continue;
      if (worst === undefined || utilization > worst.utilization) {
        worst = { component: component.id, workload: estimate.workload, utilization, figures };
      }
    }
    return worst === undefined ? [] : [worst];
  });
}
