/** The monitor goes down with what it watches. */
import type { Component, Placement } from '../../design/design.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const sharedFateMonitor: Rule = {
  id: 'shared-fate-monitor',
  family: 'observability',
  severity: 'warning',
  summary: 'The monitoring system runs in the one failure domain that it watches.',
  concept: 'failure domains',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 6', 'Adams et al., Monarch, VLDB 2020'],
  *check(facts) {
    for (const monitor of facts.design.components) {
      if (monitor.watches.length === 0) continue;
      const own = domains(facts, monitor.placement);
      const [domain] = own;
      if (domain === undefined || own.size !== 1) continue;
      const watched = monitor.watches.flatMap(({ to }) => facts.lookup.components.get(to) ?? []).filter((one) => isWithin(facts, one, domain));
      if (watched.length === 0) continue;
      yield {
        at: monitor.placement?.id ?? monitor.id,
        message: `\`${monitor.id}\` runs in \`${domain}\` alone, as ${watched.map(({ id }) => `\`${id}\``).join(', ')} ${watched.length === 1 ? 'does' : 'do'}: when \`${domain}\` fails, nobody is told.`,
        related: watched.map(({ id }) => ({ at: id, message: 'shares its fate' })),
        help: 'Run it, or a second one that watches it, in another zone or region.',
      };
    }
  },
};

/** Zones of a placement, each by itself; a whole region counts as the region. */
function domains(facts: Facts, placement: Placement | undefined): Set<string> {
  const places = placement?.places.map(({ at }) => at) ?? [];
  return new Set(places.flatMap((at) => (facts.lookup.regions.has(at) || facts.lookup.zones.has(at) ? [at] : [])));
}

/** Whether all of the component is inside the domain. */
function isWithin(facts: Facts, component: Component, domain: string): boolean {
  const own = [...domains(facts, component.placement)];
  return own.length > 0 && own.every((place) => place === domain || facts.lookup.zones.get(place)?.region === domain);
}
