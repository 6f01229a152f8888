/** Load figures as several rules need them: each component under the workload that is hardest on it. */
import type { Component } from '../design/design.js';
import type { ComponentEstimate } from '../estimate/estimate.js';
import type { Facts } from '../facts.js';

export interface WorstLoad {
  readonly component: string;
  readonly workload: string;
  /** Of an autoscaled component that of its largest size. */
  readonly utilization: number;
  /** As estimated, before it grows. */
  readonly figures: ComponentEstimate;
}

/** One entry per component with a utilization, in order of the text. */
export function worstUtilizations(facts: Facts): WorstLoad[] {
  return facts.design.components.flatMap((component) => {
    let worst: WorstLoad | undefined;
    for (const estimate of facts.estimates) {
      const figures = estimate.components[component.id];
      if (figures?.utilization === undefined || figures.utilization === null) continue;
      const utilization = figures.utilization / growth(component, figures);
      if (worst === undefined || utilization > worst.utilization) {
        worst = { component: component.id, workload: estimate.workload, utilization, figures };
      }
    }
    return worst === undefined ? [] : [worst];
  });
}

/** How many times its estimated size a component may become within `within` seconds: `autoscale 4..40`. */
export function growth(
  component: Component | undefined,
  figures: ComponentEstimate | undefined,
  within = Number.POSITIVE_INFINITY,
): number {
  const size = figures?.autoscaled;
  if (size === undefined || (component?.autoscale?.delay ?? 0) >= within) return 1;
  return Math.max(1, size.maximum / size.instances);
}
