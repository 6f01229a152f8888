/** Two nodes that may both believe they lead. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component, Election } from '../../design/design.js';
import { sayNumber, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Fix, Report, Rule } from '../rule.js';
import { keepsLocks, safeElections } from '../safe-election.js';

export const splitBrain: Rule = {
  id: 'split-brain',
  family: 'leaders',
  severity: 'error',
  summary: 'An election that lets two leaders accept writes at once.',
  concept: 'fencing and quorum',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 8–9',
    'Gray, Cheriton, Leases, SOSP 1989',
    'Kleppmann, How to do distributed locking, 2016',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const election = component.replicas?.election ?? component.election;
      const cause = election === undefined ? undefined : weakness(facts, component, election);
      if (election === undefined || cause === undefined) continue;
      const harm =
        component.replicas === undefined
          ? `Two instances of \`${component.id}\` then do the work of the leader.`
          : `Both sides accept writes to \`${component.id}\`, and one side’s are lost when they meet again.`;
      yield {
        at: election.id,
        message: `${cause.message} ${harm}`,
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
  if (voters < 2) return undefined;
  switch (election.by) {
    // Two majorities share a voter. Two voters that cannot hear each other stop: even-voters.
    case 'consensus':
    case 'manual':
      return undefined;
    case 'priority':
      return {
        message: `An election by priority among ${sayNumber(voters)} nodes asks no majority: cut off from the rest, a node becomes leader of its own part.`,
        help: 'Elect by consensus of three or more, or by a lock with a lease.',
        fixes: safeElections(facts, voters).map((text) => ({
          title: `Use ${text}`,
          edits: [{ kind: 'replace', at: election.id, text }],
        })),
      };
    case 'lock':
      return weakLock(facts.lookup.components.get(election.coordinator?.to ?? ''), election);
  }
}

function weakLock(keeper: Component | undefined, election: Election): Weakness | undefined {
  if (keeper !== undefined && !keepsLocks(keeper)) {
    return {
      message: `The lock is kept by \`${keeper.id}\`, whose ${sayNumber(replication(keeper)?.count ?? 1)} copies need not agree on it: after a fail-over there, two nodes may hold it.`,
      help: 'Keep the lock in a consensus service (etcd, ZooKeeper, Consul).',
      fixes: [],
      at: keeper.id,
    };
  }
  // The sessions of some services (ZooKeeper, Consul) are leases.
  const session = keeper === undefined ? undefined : quantity(keeper, 'lease');
  const hasSession = session !== undefined && session.from !== 'setting' && session.from !== 'kind';
  if (election.lease !== undefined || election.fencing === true || hasSession) return undefined;
  const { heartbeat } = election;
  const pause = heartbeat === undefined ? '' : ` for more than its heartbeat of ${sayTime(heartbeat)}`;
  const lease = heartbeat !== undefined && heartbeat >= 5 ? `${sayNumber(heartbeat * 3)} s` : '10 s';
  return {
    message: `The lock has neither lease nor fencing token: a leader that pauses${pause} and comes back does not know that it lost it.`,
    help: 'Give the lock a lease longer than the heartbeat, and fence writes by its number.',
    fixes: [{ title: `Add lease ${lease}`, edits: [{ kind: 'append', at: election.id, text: `lease ${lease}` }] }],
    ...(keeper === undefined ? {} : { at: keeper.id }),
  };
}
