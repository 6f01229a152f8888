/** A coordination service that does not survive one crash or one zone. */
import { quantity, replication } from '../../catalogue/setting.js';
import { sayNumber, sayRatio } from '../../design/say.js';
import { atLeast } from '../../estimate/reliability/availability.js';
import type { Facts } from '../../facts.js';
import { onlyZone } from '../only-zone.js';
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
      const related = users.map((id) => ({ at: id, message: 'depends on it' }));
      if (nodes < 3) {
        const left = nodes <= 1 ? 'no other takes over when it dies' : 'the crash of one leaves no majority (2 of 2)';
        yield {
          at: component.replicas?.id ?? component.settings.instances?.id ?? component.id,
          message: `\`${component.id}\` has ${sayNumber(nodes)} ${nodes === 1 ? 'node' : 'nodes'}: ${left}.${who}`,
          related,
          help: `Run three nodes: at 99.9 % each a majority is there ${sayRatio(atLeast(2, 3, 0.999))} of the time.`,
          fixes: [
            {
              title: 'Run 3 nodes',
              edits: [
                {
                  kind: 'set',
                  into: component.id,
                  clause: component.settings.instances === undefined ? 'replicas 3 consensus' : 'instances 3',
                },
              ],
            },
          ],
        };
        continue;
      }
      const zone = onlyZone(facts, component.replicas?.placement ?? component.placement);
      if (zone === undefined) continue;
      const region = facts.lookup.zones.get(zone.id)?.region ?? '';
      const isSpreadable = (facts.lookup.regions.get(region)?.zones.length ?? 0) >= 3;
      yield {
        at: zone.at,
        message: `All ${sayNumber(nodes)} nodes of \`${component.id}\` run in zone \`${zone.id}\`; its loss takes the majority with it.${who}`,
        related,
        help: 'Spread them over three zones.',
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
  },
};

/** Components whose election or shard map is kept there. */
function dependants(facts: Facts, coordinator: string): string[] {
  return facts.design.components
    .filter((component) => {
      const election = component.replicas?.election ?? component.election;
      return election?.coordinator?.to === coordinator || component.shards?.routing?.via?.to === coordinator;
    })
    .map(({ id }) => id);
}
