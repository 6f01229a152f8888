/** A component whose flows no workload drives. */
import { symbol } from '../../catalogue/setting.js';
import { sayList } from '../../design/say.js';
import type { Rule } from '../rule.js';

export const unreachedComponent: Rule = {
  id: 'unreached-component',
  family: 'hygiene',
  severity: 'info',
  summary: 'A component that flows visit, but none of them has a load in any workload.',
  concept: 'dead declarations',
  sources: ['docs/language.md, Workloads'],
  *check({ design, estimates, takingPart }) {
    if (estimates.length === 0) return;
    // How many messages end there is not estimated.
    const deadLetters = new Set(
      design.components.flatMap((component) => symbol(component, 'dead_letter')?.value ?? []),
    );
    for (const component of design.components) {
      const visits = takingPart(component.id);
      const [first] = visits;
      if (first === undefined) continue;
      const flows = [...new Set(visits.map(({ flow }) => flow))];
      // The load of the flow counts, not of the step: a cache that always hits, or a station that is full, may pass nothing on.
      const isDriven = estimates.some((estimate) => flows.some((flow) => (estimate.flows[flow]?.rate ?? 0) > 0));
      if (isDriven || visits.every(({ origin }) => deadLetters.has(origin))) continue;
      yield {
        at: component.id,
        message: `Only ${sayList(flows.map((flow) => `\`${flow}\``))} ${flows.length === 1 ? 'reaches' : 'reach'} \`${component.id}\`, and no workload gives ${flows.length === 1 ? 'it' : 'them'} a load: its estimate is all zero.`,
        related: flows.map((flow) => ({ at: flow, message: 'has no load' })),
        help: `Add a load to a workload: \`${flows[0] ?? ''} at 10/s\`.`,
      };
    }
  },
};
