/** A coordination service that does not survive one crash or one zone. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const smallCoordinator: Rule = {
  id: 'small-coordinator',
  family: 'leaders',
  severity: 'warning',
  summary: 'A coordination service of fewer than three nodes, or all of them in one zone.',
  concept: 'majority',
  sources: ['Hunt et al., ZooKeeper, USENIX ATC 2010', 'Ongaro, Ousterhout, Raft, USENIX ATC 2014'],
  *check(facts) {
    for (const component of facts.design.components) {
      if (component.kind !== 'coordinator') continue;
      const nodes =
        component.replicas?.count ?? quantity(component, 'instances')?.value ?? replication(component)?.count ?? 1;
      const users = dependants(facts, component.id);
      const who =
        users.length === 0
          ? ''
          : ` ${users.map((id) => `\`${id}\``).join(', ')} cannot elect a leader or find a shard until it is back.`;
      if (nodes < 3) {
        const at = component.replicas?.id ?? component.id;
        yield {
          at,
          message: `\`${component.id}\` has ${sayNumber(nodes)} ${nodes === 1 ? 'node' : 'nodes'}: the crash of one leaves no majority (${majority(nodes)} of ${nodes}).${who}`,
          help: `Run three nodes: at 99.9 % each a majority is there ${sayRatio(3 * 0.999 ** 2 - 2 * 0.999 ** 3)} of the time.`,
          fixes:
            component.replicas === undefined
              ? [{ title: 'Run 3 nodes', edits: [{ kind: 'set', into: component.id, clause: 'replicas 3 consensus' }] }]
              : [],
        };
      } else if (inOneZone(facts, component)) {
        const place = component.replicas?.placement ?? component.placement;
        yield {
          at: place?.id ?? component.id,
          message: `All ${sayNumber(nodes)} nodes of \`${component.id}\` run in one zone; its loss takes the majority with it.${who}`,
          help: 'Spread them over three zones.',
        };
      }
    }
  },
};

function majority(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}

/** Components whose election or shard map is kept there. */
function dependants(facts: Facts, coordinator: string): string[] {
  return facts.design.components
    .filter((component) => {
      const election = component.replicas?.election ?? component.election;
      return election?.coordinator?.to === coordinator || component.shards?.routing?.via?.to === coordinator;
    })
    .map(({ id }) => id);
}

function inOneZone(facts: Facts, component: Component): boolean {
  const place = component.replicas?.placement ?? component.placement;
  if (place === undefined) return false;
  const zones = new Set(
    place.places.flatMap(({ at }) => facts.lookup.regions.get(at)?.zones.map(({ id }) => id) ?? [at]),
  );
  return zones.size === 1;
}
