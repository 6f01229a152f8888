/** High utilization, or a spike that does not fit. */
import { quantity } from '../../catalogue/setting.js';
import type { Load } from '../../design/design.js';
import { sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import { worstUtilizations } from '../load.js';
import type { Report, Rule } from '../rule.js';

export const littleHeadroom: Rule = {
  id: 'little-headroom',
  family: 'capacity',
  severity: 'warning',
  summary: 'A component runs so full that ordinary variation, or the spike the workload names, overloads it.',
  concept: 'utilization and waiting',
  sources: ['Kleinrock, Queueing Systems I, §3.2', 'Beyer et al., Site Reliability Engineering, 2016, ch. 18'],
  thresholds: { utilization: { default: 0.8, summary: 'Utilization above which a component counts as full.' } },
  *check(facts) {
    const limit = facts.threshold('little-headroom', 'utilization');
    const full = new Set<string>();
    for (const { component, workload, utilization } of worstUtilizations(facts)) {
      if (utilization >= 1) full.add(component);
      if (utilization <= limit || utilization >= 1) continue;
      full.add(component);
      const stretch = 1 / (1 - utilization);
      yield {
        at: component,
        message:
          `\`${component}\` is ${sayRatio(utilization)} busy under \`${workload}\`: ${sayRatio(1 / utilization - 1)} more load fills it, ` +
          `and one server alone would already answer ${sayNumber(stretch)} times slower than idle.`,
        ...remedy(facts, component, utilization / 0.7),
      };
    }
    yield* spikes(facts, full);
  },
};

/** Components that the base load leaves room in and a spike does not. Work behind a queue waits there and is not counted. */
function* spikes(facts: Facts, full: ReadonlySet<string>): Generator<Report> {
  const reported = new Set<string>(full);
  for (const estimate of facts.estimates) {
    const loads = facts.lookup.workloads.get(estimate.workload)?.loads ?? [];
    for (const load of loads) {
      if (load.spikes === undefined) continue;
      for (const [component, share] of shares(facts, estimate, load)) {
        const base = estimate.components[component]?.utilization;
        if (base === null || base === undefined || base === 0 || reported.has(component)) continue;
        const peak = base * (1 + (load.spikes.factor - 1) * share);
        if (peak < 1) continue;
        reported.add(component);
        yield {
          at: component,
          message:
            `The ${sayNumber(load.spikes.factor)}× spike of \`${load.flow}\` in \`${estimate.workload}\` takes \`${component}\` from ` +
            `${sayRatio(base)} to ${sayRatio(peak)} for ${sayTime(load.spikes.duration)}.`,
          related: [{ at: load.spikes.id, message: 'the spike' }],
          ...remedy(facts, component, peak / 0.8),
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

function remedy(facts: Facts, id: string, factor: number): Pick<Report, 'help' | 'fixes'> {
  const component = facts.lookup.components.get(id);
  const instances = component === undefined ? undefined : quantity(component, 'instances')?.value;
  if (instances === undefined || component?.kind === 'external' || component?.shards !== undefined) {
    return { help: 'Give it more capacity, put a queue before it, or shed load.' };
  }
  const needed = Math.ceil(instances * factor);
  return {
    help: `${needed} instances instead of ${sayNumber(instances)} would hold it.`,
    fixes: [{ title: `Run ${needed} instances`, edits: [{ kind: 'set', into: id, clause: `instances ${needed}` }] }],
  };
}
