/** A component that nothing in the design mentions. */
import type { Component } from '../../design/design.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const unusedComponent: Rule = {
  id: 'unused-component',
  family: 'hygiene',
  severity: 'warning',
  summary: 'A component that no flow visits and nothing refers to.',
  concept: 'dead declarations',
  sources: ['docs/language.md, Flows'],
  *check(facts) {
    const used = new Set([...visited(facts), ...facts.design.components.flatMap(mentioned)]);
    for (const component of facts.design.components) {
      // A monitor works by watching, a client may stand for people who come later.
      if (used.has(component.id) || component.watches.length > 0) continue;
      yield {
        at: component.id,
        message: `No flow visits \`${component.id}\` and nothing refers to it: it has no load, and neither review nor estimate can say anything about it.`,
        help: 'Use it in a flow, or remove it.',
        fixes: [{ title: `Remove ${component.id}`, edits: [{ kind: 'remove', at: component.id }] }],
        unnecessary: true,
      };
    }
  },
};

function visited(facts: Facts): string[] {
  return facts.operations.flatMap((one) => [one.target, one.origin, ...(one.caller === undefined ? [] : [one.caller])]);
}

/** Components that another one names: coordinators, dead letters, ends of views, routers, watched ones. */
function mentioned(component: Component): string[] {
  const election = component.replicas?.election ?? component.election;
  const ends = component.view === undefined ? [] : [component.id, component.view.from.to, component.view.into?.to];
  const settings = Object.values(component.settings).flatMap(({ value }) =>
    value.kind === 'symbol' ? [value.name] : [],
  );
  return [
    election?.coordinator?.to,
    component.shards?.routing?.via?.to,
    ...ends,
    ...component.watches.map(({ to }) => to),
    ...settings,
  ].filter((id) => id !== undefined);
}
