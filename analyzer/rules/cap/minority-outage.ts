/** A majority that sits in one place. */
import { replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const minorityOutage: Rule = {
  id: 'minority-outage',
  family: 'cap',
  severity: 'warning',
  summary: 'A consistent store whose majority is lost with one zone or one region.',
  concept: 'failure domains',
  sources: ['Gilbert, Lynch, Brewer’s Conjecture, SIGACT News 2002', 'etcd documentation, FAQ: fault tolerance'],
  *check(facts) {
    for (const component of facts.design.components) {
      const copies = replication(component);
      if (copies === undefined || copies.topology !== 'consensus' || copies.count < 3) continue;
      const placement = component.replicas?.placement ?? component.placement;
      if (placement === undefined) continue;
      const majority = Math.floor(copies.count / 2) + 1;
      for (const { kind, id, count } of fullest(facts, component, copies.count)) {
        if (copies.count - count >= majority) continue;
        yield {
          at: placement.id,
          message: `${sayNumber(count)} of the ${sayNumber(copies.count)} voters of \`${component.id}\` are in ${kind} \`${id}\`: its loss leaves ${sayNumber(copies.count - count)}, a majority is ${sayNumber(majority)}, and every write stops.`,
          related: [{ at: id, message: `${sayNumber(count)} voters are here` }],
          help: kind === 'zone' ? 'Spread the voters over at least three zones.' : 'Spread the voters over at least three regions, or accept that one region decides.',
        };
        break;
      }
    }
  },
};

interface Domain {
  readonly kind: 'zone' | 'region';
  readonly id: string;
  readonly count: number;
}

/** The zone and the region with most copies when they are dealt out evenly; regions only when there are several. */
function fullest(facts: Facts, component: Component, count: number): Domain[] {
  const places = (component.replicas?.placement ?? component.placement)?.places ?? [];
  const zones = places.flatMap(({ at }) => facts.lookup.regions.get(at)?.zones.map(({ id }) => id) ?? (facts.lookup.zones.has(at) ? [at] : []));
  const found: Domain[] = [];
  const [zone] = zones;
  if (zone !== undefined) found.push({ kind: 'zone', id: zone, count: Math.ceil(count / new Set(zones).size) });
  const regions = new Set(places.map(({ at }) => facts.lookup.zones.get(at)?.region ?? at));
  const [region] = regions;
  if (region !== undefined && regions.size > 1) found.push({ kind: 'region', id: region, count: Math.ceil(count / regions.size) });
  return found;
}
