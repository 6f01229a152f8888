/** One instance, or one zone, carries a flow that has an availability objective. */
import { kindOf, quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { type AvailabilityObjective, strictestObjective } from '../availability-objective.js';
import { onlyZone } from '../only-zone.js';
import type { Report, Rule } from '../rule.js';

const month = 30 * 86_400;

export const singlePointOfFailure: Rule = {
  id: 'single-point-of-failure',
  family: 'resilience',
  severity: 'warning',
  summary: 'One machine or one zone carries a flow that must stay available.',
  concept: 'redundancy',
  sources: [
    'Beyer et al., Site Reliability Engineering, 2016, ch. 3',
    'AWS Well-Architected Framework, Reliability pillar',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      if (!isMachine(component)) continue;
      const objective = strictestObjective(facts, component.id);
      if (objective !== undefined) yield* singleCopy(facts, component, objective);
    }
  },
};

/** Clients and third parties are not ours to replicate; a CDN, a name service or a managed service is many machines behind one name. */
function isMachine(component: Component): boolean {
  const isManaged = quantity(component, 'availability')?.from === 'technology' && component.placement === undefined;
  return kindOf(component.kind)?.isStation === true && !isManaged;
}

function* singleCopy(facts: Facts, component: Component, objective: AvailabilityObjective): Generator<Report> {
  const { id } = component;
  const instances = component.autoscale?.minimum ?? quantity(component, 'instances')?.value ?? 1;
  const copies = Math.max(instances, replication(component)?.count ?? 1);
  const budget = sayTime((1 - objective.bound) * month);
  const promise = `\`${objective.flow}\` is expected to be available ${sayRatio(objective.bound)} (${budget} down a month)`;
  const related = [{ at: objective.at, message: 'the objective' }];
  if (copies <= 1) {
    // Shards of one copy each are unreplicated-shards.
    if (component.kind === 'database' && (component.shards?.count ?? 1) > 1) return;
    const isStore = kindOf(component.kind)?.isStore === true || component.stores.length > 0;
    yield {
      at: component.autoscale?.id ?? component.replicas?.id ?? component.settings.instances?.id ?? id,
      message: `\`${id}\` is one ${isStore ? 'copy' : 'instance'}, and ${promise}. Its crash stops the flow until it is repaired.`,
      related,
      help: isStore ? 'Keep copies: `replicas 3 …`.' : 'Run at least two instances in different zones.',
      fixes:
        isStore || component.autoscale !== undefined
          ? []
          : [{ title: 'Run 2 instances', edits: [{ kind: 'set', into: id, clause: 'instances 2' }] }],
    };
    return;
  }
  const zone = onlyZone(facts, component.replicas?.placement ?? component.placement);
  // A coordinator in one zone is small-coordinator.
  if (zone === undefined || component.kind === 'coordinator') return;
  const region = facts.lookup.zones.get(zone.id)?.region ?? '';
  const isSpreadable = (facts.lookup.regions.get(region)?.zones.length ?? 0) > 1;
  yield {
    at: zone.at,
    message: `All ${sayNumber(copies)} copies of \`${id}\` run in zone \`${zone.id}\`, and ${promise}. The loss of the zone stops the flow.`,
    related,
    help: isSpreadable ? `Spread them: \`across ${region}\`.` : 'Spread them over zones.',
    fixes: isSpreadable
      ? [
          {
            title: `Spread across ${region}`,
            edits: [{ kind: 'replace', at: zone.at, text: `across ${region}` }],
          },
        ]
      : [],
  };
}
