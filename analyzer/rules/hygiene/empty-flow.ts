/** A flow in which nothing happens. */
import type { Rule } from '../rule.js';

export const emptyFlow: Rule = {
  id: 'empty-flow',
  family: 'hygiene',
  severity: 'warning',
  summary: 'A flow that visits no component.',
  concept: 'dead declarations',
  sources: ['docs/language.md, Flows'],
  *check({ design, operations }) {
    const busy = new Set(operations.map(({ flow }) => flow));
    for (const flow of design.flows) {
      if (busy.has(flow.id)) continue;
      yield {
        at: flow.id,
        message: `\`${flow.id}\` visits no component: it has neither latency nor load.`,
        help: 'Write the path its requests take: `client -> service { … }`.',
        fixes: [{ title: `Remove ${flow.id}`, edits: [{ kind: 'remove', at: flow.id }] }],
        unnecessary: true,
      };
    }
  },
};
