/** One instance, or one zone, carries a flow that has an availability objective. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Report, Rule } from '../rule.js';

/** Not ours to replicate, or no part of the service. */
const elsewhere = new Set(['client', 'device', 'external']);

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
      if (elsewhere.has(component.kind)) continue;
      const objective = objectives(facts, component.id)[0];
      if (objective === undefined) continue;
      yield* singleCopy(facts, component, objective);
    }
  },
};

interface Objective {
  readonly flow: string;
  readonly at: string;
  readonly bound: number;
}

/** Availability expected of flows that wait for the component. A fallback behind a cache still needs its store. */
function objectives(facts: Facts, component: string): Objective[] {
  const flows = new Set(
    facts.operations.filter((one) => one.target === component && !one.asynchronous).map(({ flow }) => flow),
  );
  return facts.design.expectations
    .filter(({ measure }) => measure === 'availability')
    .flatMap((expectation) =>
      expectation.of.flatMap(({ to }) =>
        flows.has(to) ? [{ flow: to, at: expectation.id, bound: expectation.bound.value }] : [],
      ),
    );
}

function* singleCopy(facts: Facts, component: Component, objective: Objective): Generator<Report> {
  const availability = quantity(component, 'availability');
  // A managed service (an elastic balancer, an object store) is many machines behind one name.
  if (availability?.from === 'technology' && component.placement === undefined) return;
  const copies = Math.max(quantity(component, 'instances')?.value ?? 1, replication(component)?.count ?? 1);
  const budget = sayTime((1 - objective.bound) * 30 * 86_400);
  const promise = `\`${objective.flow}\` is expected to be available ${sayRatio(objective.bound)} (${budget} down a month)`;
  const related = [{ at: objective.at, message: 'the objective' }];
  if (copies <= 1) {
    const isStore = component.stores.length > 0;
    yield {
      at: component.id,
      message: `\`${component.id}\` is one ${isStore ? 'copy' : 'instance'}, and ${promise}. Its crash stops the flow until it is repaired.`,
      related,
      help: isStore ? 'Keep copies: `replicas 3 …`.' : 'Run at least two instances in different zones.',
      fixes: isStore
        ? []
        : [{ title: 'Run 2 instances', edits: [{ kind: 'set', into: component.id, clause: 'instances 2' }] }],
    };
    return;
  }
  const zone = onlyZone(facts, component);
  if (zone === undefined) return;
  const region = facts.lookup.zones.get(zone)?.region;
  yield {
    at: component.placement?.id ?? component.id,
    message: `All ${copies} copies of \`${component.id}\` run in zone \`${zone}\`, and ${promise}. The loss of the zone stops the flow.`,
    related,
    help: region === undefined ? 'Spread them over zones.' : `Spread them: \`across ${region}\`.`,
    fixes:
      region === undefined
        ? []
        : [
            {
              title: `Spread across ${region}`,
              edits: [{ kind: 'replace', at: component.placement?.id ?? component.id, text: `across ${region}` }],
            },
          ],
  };
}

/** The zone that holds every copy, if there is one. A region of a single zone counts as that zone. */
function onlyZone(facts: Facts, component: Component): string | undefined {
  const placement = component.replicas?.placement ?? component.placement;
  if (placement === undefined) return undefined;
  const zones = new Set(
    placement.places.flatMap(({ at }) => facts.lookup.regions.get(at)?.zones.map(({ id }) => id) ?? [at]),
  );
  const [first] = zones;
  return zones.size === 1 && first !== undefined && facts.lookup.zones.has(first) ? first : undefined;
}
