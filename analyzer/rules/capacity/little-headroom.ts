/** High utilization, or a spike that does not fit. */
import type { Load } from '../../design/design.js';
import { sayCount, sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import { growth, type WorstLoad, worstUtilizations } from '../load.js';
import { moreCapacity } from '../more-capacity.js';
import type { Report, Rule } from '../rule.js';

export const littleHeadroom: Rule = {
  id: 'little-headroom',
  family: 'capacity',
  severity: 'warning',
  summary: 'A component runs so full that ordinary variation, or the spike the workload names, overloads it.',
  concept: 'utilization and waiting',
  sources: ['Kleinrock, Queueing Systems I, §3.2', 'Beyer et al., Site Reliability Engineering, 2016, ch. 18'],
  thresholds: {
    utilization: { default: 0.8, summary: 'Utilization above which a component counts as full.' },
    target: { default: 0.7, summary: 'Utilization that the suggested capacity leads to.' },
  },
  *check(facts) {
    const limit = facts.threshold('little-headroom', 'utilization');
    const full = new Set<string>();
    for (const load of worstUtilizations(facts)) {
      const { component, workload, utilization } = load;
      if (utilization >= 1) full.add(component);
      if (utilization <= limit || utilization >= 1) continue;
      full.add(component);
      yield {
        at: component,
        message: `\`${component}\` is ${sayRatio(utilization)} busy under \`${workload}\`${waiting(facts, load)}: ${sayRatio(1 / utilization - 1)} more load fills it.`,
        ...moreCapacity(
          facts.lookup.components.get(component),
          utilization / facts.threshold('little-headroom', 'target'),
          load.figures,
        ),
      };
    }
    yield* spikes(facts, full);
  },
};

/** What the utilization means for a request already. */
function waiting(facts: Facts, { component, figures }: WorstLoad): string {
  const autoscale = facts.lookup.components.get(component)?.autoscale;
  if (autoscale !== undefined) return ` with all ${sayNumber(autoscale.maximum)} instances`;
  const { waitTime, serviceTime } = figures;
  if (waitTime === null || serviceTime === null || waitTime < serviceTime / 100) return '';
  return ` and a request waits ${sayTime(waitTime)} for ${sayTime(serviceTime)} of work`;
}

/** Components that the base load leaves room in and a spike does not. Work behind a queue waits there and is not counted. */
function* spikes(facts: Facts, full: ReadonlySet<string>): Generator<Report> {
  const reported = new Set<string>(full);
  for (const estimate of facts.estimates) {
    const loads = facts.lookup.workloads.get(estimate.workload)?.loads ?? [];
    for (const load of loads) {
      if (load.spikes === undefined) continue;
      const { factor, duration } = load.spikes;
      for (const [id, share] of shares(facts, estimate, load)) {
        const component = facts.lookup.components.get(id);
        const figures = estimate.components[id];
        const base = (figures?.utilization ?? 0) / growth(component, figures, duration);
        const peak = base * (1 + (factor - 1) * share);
        if (figures === undefined || reported.has(id) || peak < 1) continue;
        reported.add(id);
        const excess = (figures.arrivalRate / base) * (peak - 1) * duration;
        yield {
          at: id,
          message:
            `The ${sayNumber(factor)}× spike of \`${load.flow}\` in \`${estimate.workload}\` takes \`${id}\` from ${sayRatio(base)} to ${sayRatio(peak)} ` +
            `for ${sayTime(duration)}: ${sayCount(excess)} requests more than it can do.`,
          related: [{ at: load.spikes.id, message: 'the spike' }],
          ...moreCapacity(component, peak / facts.threshold('little-headroom', 'utilization'), figures, duration),
        };
      }
    }
  }
}

/** Share of each component's arrivals that the flow of `load` brings synchronously. */
function shares(facts: Facts, estimate: Estimate, load: Load): Map<string, number> {
  const rates = new Map<string, number>();
  for (const operation of facts.operations) {
    if (operation.flow !== load.flow || operation.asynchronous) continue;
    const rate = estimate.steps[operation.at]?.rate ?? 0;
    rates.set(operation.target, (rates.get(operation.target) ?? 0) + rate);
  }
  return new Map(
    [...rates].map(([component, rate]) => {
      const total = estimate.components[component]?.arrivalRate ?? 0;
      return [component, total > 0 ? Math.min(1, rate / total) : 0];
    }),
  );
}
