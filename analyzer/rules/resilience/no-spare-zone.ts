/** Instances that are too few when one zone is gone. */
import { quantity } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { sayNumber, sayRatio } from '../../design/say.js';
import { dealt, spotsOf } from '../../estimate/network/placement.js';
import type { Facts } from '../../facts.js';
import { strictestObjective } from '../availability-objective.js';
import type { Rule } from '../rule.js';

export const noSpareZone: Rule = {
  id: 'no-spare-zone',
  family: 'resilience',
  severity: 'warning',
  summary: 'With one zone gone the instances in the others are over 100 % busy.',
  concept: 'static stability',
  sources: [
    'Weiss, Furr, Static stability using Availability Zones, Amazon Builders’ Library',
    'Beyer et al., Site Reliability Engineering, 2016, ch. 22',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      if (!areAlike(component)) continue;
      const asked = askedFor(facts, component.id);
      const worst = asked === undefined ? undefined : busiest(facts, component);
      if (asked === undefined || worst === undefined) continue;
      const { utilization, instances, workload } = worst;
      const lost = largestZone(facts, component, instances);
      const left = lost === undefined ? 0 : lost.all - lost.count;
      if (lost === undefined || left === 0 || utilization >= 1) continue;
      const after = (utilization * lost.all) / left;
      if (after < 1) continue;
      const needed = enough(facts, component, utilization * instances, instances);
      yield {
        at: component.settings.instances?.id ?? component.id,
        message:
          `Under \`${workload}\`, \`${component.id}\` is ${sayRatio(utilization)} busy; with \`${lost.zone}\` gone, ` +
          `${sayNumber(left)} of ${sayNumber(lost.all)} instances are left for the same requests: ${sayRatio(after)}.`,
        related: [
          asked,
          ...(component.placement === undefined ? [] : [{ at: component.placement.id, message: 'the zones' }]),
        ],
        help: `${sayNumber(needed)} instances instead of ${sayNumber(instances)} do without any one zone.`,
        fixes: [
          {
            title: `Run ${sayNumber(needed)} instances`,
            edits: [{ kind: 'set', into: component.id, clause: `instances ${needed}` }],
          },
        ],
      };
    }
  },
};

/** Whether any instance can do the work of any other, and no more start by themselves. */
function areAlike({ kind, replicas, shards, stores, autoscale, placement }: Component): boolean {
  const isService = kind === 'service' || kind === 'gateway' || kind === 'balancer';
  return (
    isService &&
    replicas === undefined &&
    shards === undefined &&
    stores.length === 0 &&
    autoscale === undefined &&
    placement !== undefined
  );
}

/** Who asks for more than a fair-weather design: an availability objective, or a scenario that loses a place. */
function askedFor(facts: Facts, component: Id): { readonly at: Id; readonly message: string } | undefined {
  const objective = strictestObjective(facts, component);
  if (objective !== undefined) return { at: objective.at, message: 'the objective' };
  const fault = facts.design.scenarios.flatMap(({ faults }) => faults).find(({ kind }) => kind === 'lose');
  return fault === undefined ? undefined : { at: fault.id, message: 'lost here' };
}

function busiest(facts: Facts, component: Component) {
  const instances = quantity(component, 'instances')?.value ?? 1;
  return facts.estimates
    .flatMap(({ workload, components }) => {
      const utilization = components[component.id]?.utilization;
      return utilization == null ? [] : [{ workload, utilization, instances }];
    })
    .sort((a, b) => b.utilization - a.utilization)[0];
}

/** The zone with the largest part of a region's instances, in the region that suffers most. */
function largestZone({ lookup }: Facts, { placement }: Component, instances: number) {
  if (placement === undefined) return undefined;
  const spots = dealt(spotsOf(placement, lookup), instances);
  const regions = [...new Set(spots.map(({ region }) => region))].flatMap((region) => {
    const own = spots.filter((spot) => spot.region === region);
    const zones = new Map<Id, number>();
    for (const { zone } of own) if (zone !== undefined) zones.set(zone, (zones.get(zone) ?? 0) + 1);
    const [most] = [...zones].sort(([, a], [, b]) => b - a);
    return most === undefined || zones.size < 2 ? [] : [{ zone: most[0], count: most[1], all: own.length }];
  });
  return regions.sort((a, b) => b.count / b.all - a.count / a.all)[0];
}

/** The fewest instances that carry the load of so many busy ones without the largest zone. */
function enough(facts: Facts, component: Component, busy: number, now: number): number {
  const share = busy / now;
  for (let count = now + 1; count < 4 * now + 10; count++) {
    const lost = largestZone(facts, component, count);
    if (lost !== undefined && (share * now * lost.all) / count < lost.all - lost.count) return count;
  }
  return 4 * now + 10;
}
