/** The monitor goes down with what it watches. */
import type { Component, Id, Placement } from '../../design/design.js';
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
      const domain = monitor.watches.length === 0 ? undefined : domainOf(facts, monitor.placement);
      if (domain === undefined) continue;
      const watched = monitor.watches
        .flatMap(({ to }) => facts.lookup.components.get(to) ?? [])
        .filter((one) => isIn(facts, one, domain) && !isWatchedElsewhere(facts, monitor, one.id, domain));
      if (watched.length === 0) continue;
      const verb = watched.length === 1 ? 'does' : 'do';
      yield {
        at: monitor.placement?.id ?? monitor.id,
        message: `\`${monitor.id}\` runs in \`${domain}\` alone, as ${watched.map(({ id }) => `\`${id}\``).join(', ')} ${verb} at least in part: when \`${domain}\` fails, nobody is told.`,
        related: watched.map(({ id }) => ({ at: id, message: 'shares its fate' })),
        help: 'Run it in another region, or let a second one elsewhere watch it.',
      };
    }
  },
};

/** The one zone or region whose failure takes all of it; `undefined` when it is spread over regions or nobody says where it runs. */
function domainOf(facts: Facts, placement: Placement | undefined): Id | undefined {
  const places = [...new Set((placement?.places ?? []).map(({ at }) => at))].filter(
    (at) => facts.lookup.regions.has(at) || facts.lookup.zones.has(at),
  );
  if (places.length <= 1) return places[0];
  const regions = new Set(places.map((place) => facts.lookup.zones.get(place)?.region ?? place));
  return regions.size === 1 ? [...regions][0] : undefined;
}

/** Whether a part of the component is lost with the domain. */
function isIn(facts: Facts, component: Component, domain: Id): boolean {
  const places = component.placement?.places.map(({ at }) => at) ?? [];
  const around = facts.lookup.zones.get(domain)?.region;
  return places.some(
    (place) => place === domain || place === around || facts.lookup.zones.get(place)?.region === domain,
  );
}

/** Whether another monitor outside the domain watches the component, or this monitor. */
function isWatchedElsewhere(facts: Facts, monitor: Component, component: Id, domain: Id): boolean {
  return facts.design.components.some((other) => {
    const own = domainOf(facts, other.placement);
    const isOutside =
      own === undefined
        ? (other.placement?.places.length ?? 0) > 1
        : own !== domain && facts.lookup.zones.get(own)?.region !== domain;
    return (
      other.id !== monitor.id && isOutside && other.watches.some(({ to }) => to === component || to === monitor.id)
    );
  });
}
