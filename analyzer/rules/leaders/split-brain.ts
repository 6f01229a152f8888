/** Two nodes that may both believe they lead. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component, Election } from '../../design/design.js';
import { sayNumber, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Fix, Report, Rule } from '../rule.js';

export const splitBrain: Rule = {
  id: 'split-brain',
  family: 'leaders',
  severity: 'error',
  summary: 'An election that lets two leaders accept writes at once.',
  concept: 'fencing and quorum',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 8–9', 'Gray, Cheriton, Leases, SOSP 1989'],
  *check(facts) {
    for (const component of facts.design.components) {
      const election = component.replicas?.election ?? component.election;
      if (election === undefined) continue;
      const cause = weakness(facts, component, election);
      if (cause === undefined) continue;
      yield {
        at: election.id,
        message: `${cause.message} Both sides accept writes to \`${component.id}\`, and one side's are lost when they meet again.`,
        ...(cause.at === undefined ? {} : { related: [{ at: cause.at, message: 'the lock is kept here' }] }),
        help: cause.help,
        fixes: cause.fixes,
      } satisfies Report;
    }
  },
};

interface Weakness {
  readonly message: string;
  readonly help: string;
  readonly fixes: readonly Fix[];
  readonly at?: string;
}

function weakness(facts: Facts, component: Component, election: Election): Weakness | undefined {
  const voters = replication(component)?.count ?? quantity(component, 'instances')?.value ?? 1;
  switch (election.by) {
    case 'manual':
      return undefined;
    // A majority is there once at most; two voters that cannot hear each other stop, see even-voters.
    case 'consensus':
      return undefined;
    case 'priority':
      return {
        message: `An election by priority among ${sayNumber(voters)} nodes asks no majority: cut off from the rest, a node becomes leader of its own part.`,
        help: 'Elect by consensus, or by a lock with a lease.',
        fixes: [
          { title: 'Elect by consensus', edits: [{ kind: 'replace', at: election.id, text: 'elect by consensus' }] },
        ],
      };
    case 'lock': {
      const keeper = facts.lookup.components.get(election.coordinator?.to ?? '');
      const copies = keeper === undefined ? undefined : replication(keeper);
      const size = copies?.count ?? (keeper === undefined ? undefined : quantity(keeper, 'instances')?.value);
      if (keeper !== undefined && copies !== undefined && copies.count > 1 && copies.topology !== 'consensus') {
        return {
          message: `The lock is kept by \`${keeper.id}\`, whose copies do not agree by majority: after its own fail-over two nodes may hold it.`,
          help: 'Keep the lock in a consensus service (etcd, ZooKeeper, Consul).',
          fixes: [],
          at: keeper.id,
        };
      }
      if (election.lease !== undefined || election.fencing === true) return undefined;
      const pause = election.heartbeat === undefined ? '' : ` (heartbeat ${sayTime(election.heartbeat)})`;
      const where = size === undefined ? '' : ` of ${sayNumber(size)} nodes`;
      return {
        message: `The lock${where} has neither lease nor fencing token: a leader that pauses${pause} and comes back does not know that it lost it.`,
        help: 'Give the lock a lease longer than the heartbeat, and fence writes by its number.',
        fixes: [{ title: 'Add lease 10 s', edits: [{ kind: 'append', at: election.id, text: 'lease 10 s' }] }],
      };
    }
  }
}
