/** A majority that sits in one place. */
import { replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber } from '../../design/say.js';
import { spotsOf } from '../../estimate/network/placement.js';
import type { Facts } from '../../facts.js';
import { copiesNeeded } from '../../guarantees/quorum.js';
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
      const copies = majorityOf(component);
      const placement = component.replicas?.placement ?? component.placement;
      if (copies === undefined || copies < 3 || placement === undefined) continue;
      const majority = Math.floor(copies / 2) + 1;
      const worst = fullest(facts, component, copies).find(({ count }) => copies - count < majority);
      // A coordinator in one zone is small-coordinator.
      if (worst === undefined || (component.kind === 'coordinator' && worst.places.length === 1)) continue;
      const { kind, places, count } = worst;
      const where =
        places.length === 1
          ? `All ${sayNumber(copies)} copies of \`${component.id}\` are in ${kind} \`${places[0]}\``
          : `One of ${sayNumber(places.length)} ${kind}s must hold ${sayNumber(count)} of the ${sayNumber(copies)} copies of \`${component.id}\``;
      yield {
        at: placement.id,
        message: `${where}: its loss leaves ${sayNumber(copies - count)}, a majority is ${sayNumber(majority)}, and every write stops.`,
        related: places.map((id) => ({ at: id, message: `a ${kind} it runs in` })),
        help: remedy(kind, places.length, copies),
      };
    }
  },
};

/** With three places and more it is the number of copies that does not fit. */
function remedy(kind: Domain['kind'], places: number, copies: number): string {
  const fitting = [3, 5, 7].filter((count) => count - Math.ceil(count / places) >= Math.floor(count / 2) + 1);
  const near = fitting.filter((count) => Math.abs(count - copies) <= 2);
  if (places >= 3 && near.length > 0)
    return `Keep ${near.map(sayNumber).join(' or ')} copies, spread evenly: any one of the ${sayNumber(places)} ${kind}s may then be lost.`;
  return kind === 'zone'
    ? 'Spread the copies over at least three zones.'
    : 'Add a third region, if only for a voter, or accept that one region decides.';
}

/** Copies of a store that stops without a majority of them. */
function majorityOf(component: Component): number | undefined {
  const copies = replication(component);
  if (copies?.topology === 'consensus') return copies.count;
  if (copies?.topology !== 'leaderless') return undefined;
  const majority = Math.floor(copies.count / 2) + 1;
  const needed = [copies.read ?? 'one', copies.write ?? 'one'].map((level) => copiesNeeded(level, copies.count));
  return needed.every((one) => one === majority) ? copies.count : undefined;
}

interface Domain {
  readonly kind: 'zone' | 'region';
  readonly places: readonly string[];
  /** Copies in the fullest of them, dealt out as evenly as the shares allow. */
  readonly count: number;
}

/** Zones, and regions when there are several. */
function fullest(facts: Facts, component: Component, copies: number): Domain[] {
  const placement = component.replicas?.placement ?? component.placement;
  const spots = placement === undefined ? [] : spotsOf(placement, facts.lookup);
  const zones = shares(spots.map(({ zone, share }) => [zone, share]));
  const regions = shares(spots.map(({ region, share }) => [region, share]));
  const domain = (kind: Domain['kind'], shared: ReadonlyMap<string, number>): Domain => ({
    kind,
    places: [...shared.keys()],
    count: Math.max(Math.ceil(copies / shared.size), Math.round(copies * Math.max(...shared.values()))),
  });
  return [
    ...(zones.size === 0 ? [] : [domain('zone', zones)]),
    ...(regions.size < 2 ? [] : [domain('region', regions)]),
  ];
}

function shares(parts: readonly (readonly [string | undefined, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [id, share] of parts) if (id !== undefined) sums.set(id, (sums.get(id) ?? 0) + share);
  return sums;
}
