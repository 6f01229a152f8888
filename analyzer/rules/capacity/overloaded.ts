/** Offered load at or over the capacity of a component. */
import { quantity } from '../../catalogue/setting.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { worstUtilizations } from '../load.js';
import type { Report, Rule } from '../rule.js';

export const overloaded: Rule = {
  id: 'overloaded',
  family: 'capacity',
  severity: 'error',
  summary: 'More work arrives than a component can do.',
  concept: 'utilization law',
  sources: ['Lazowska et al., Quantitative System Performance, 1984, §3.2'],
  thresholds: { target: { default: 0.7, summary: 'Utilization that the suggested number of instances leads to.' } },
  *check(facts) {
    for (const { component, workload, utilization, figures } of worstUtilizations(facts)) {
      if (utilization < 1) continue;
      yield report(facts, component, workload, utilization, figures.arrivalRate, figures.maxRate);
    }
  },
};

function report(
  facts: Facts,
  id: string,
  workload: string,
  utilization: number,
  demand: number,
  capacity: number | null,
): Report {
  const component = facts.lookup.components.get(id);
  const instances = component === undefined ? undefined : quantity(component, 'instances')?.value;
  const load = `Under \`${workload}\`, ${sayRate(demand)} arrive at \`${id}\``;
  const room = capacity === null ? '' : `, which can serve ${sayRate(capacity)}`;
  const message = `${load}${room}: utilization ${sayRatio(utilization)}. Queues grow without end.`;
  if (instances === undefined || component?.kind === 'external')
    return { at: id, message, help: 'Offer it less, or agree on a higher limit.' };
  const needed = Math.ceil((instances * utilization) / facts.threshold('overloaded', 'target'));
  return {
    at: id,
    message,
    help: `${sayNumber(needed)} instances instead of ${sayNumber(instances)} bring it to ${sayRatio(facts.threshold('overloaded', 'target'))}.`,
    fixes: [{ title: `Run ${needed} instances`, edits: [{ kind: 'set', into: id, clause: `instances ${needed}` }] }],
  };
}
