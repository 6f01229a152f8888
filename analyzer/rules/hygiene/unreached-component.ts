/** A component whose flows no workload drives. */
import type { Rule } from '../rule.js';

export const unreachedComponent: Rule = {
  id: 'unreached-component',
  family: 'hygiene',
  severity: 'info',
  summary: 'A component that flows visit, but none of them has a load in any workload.',
  concept: 'dead declarations',
  sources: ['docs/language.md, Workloads'],
  *check({ design, operations, estimates }) {
    if (estimates.length === 0) return;
    for (const component of design.components) {
      const visits = operations.filter(
        ({ target, origin, caller }) => target === component.id || origin === component.id || caller === component.id,
      );
      const [first] = visits;
      if (first === undefined) continue;
      const driven = estimates.some((estimate) => visits.some(({ at }) => (estimate.steps[at]?.rate ?? 0) > 0));
      if (driven) continue;
      const flows = [...new Set(visits.map(({ flow }) => flow))];
      yield {
        at: component.id,
        message: `Only ${flows.map((flow) => `\`${flow}\``).join(', ')} reach \`${component.id}\`, and no workload gives ${flows.length === 1 ? 'it' : 'them'} a load: its estimate is all zero.`,
        related: flows.map((flow) => ({ at: flow, message: 'has no load' })),
        help: `Add a load to a workload: \`${flows[0] ?? ''} at 10/s\`.`,
      };
    }
  },
};
