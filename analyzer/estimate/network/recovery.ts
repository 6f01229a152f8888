import { technologyOf } from '../../catalogue/setting.js';
import { electionDowntime } from '../reliability/leader-election.js';
import type { Configuration } from './configuration.js';
import { acknowledgements } from './demand.js';
import { numberOf, partOwner } from './effective.js';
import type { Lag } from './replication-lag.js';
import type { Solution } from './solve-network.js';

/** What the crash of a leader costs, in seconds; null with a reason where there is no figure. */
export interface Recovery {
  readonly rpo: number | null;
  readonly rto: number | null;
  readonly electionDowntime: number | null;
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Recovery point: the age of acknowledged writes that the next leader may not have (0 when a follower acknowledged, the
 * lag otherwise, the flush interval of an asynchronous log without copies). Recovery time: detection (lease, time-out or
 * health check) plus election; a promotion by hand has none.
 */
export function recovery(of: Configuration, solution: Solution, lag: Lag | undefined): Recovery | undefined {
  const { component, copies } = of;
  const flush =
    component.log?.mode === 'async' ? (component.log.every ?? null) : component.log?.mode === 'sync' ? 0 : undefined;
  if (copies === undefined || copies.count <= 1) {
    if (flush === undefined) return undefined;
    return {
      rpo: flush,
      rto: null,
      electionDowntime: null,
      reasons: {
        rto: 'a single copy is back when its machine is',
        ...(flush === null ? { rpo: 'the log does not say how often it is flushed' } : {}),
      },
    };
  }
  if (copies.topology === 'leaderless' || copies.topology === 'multi_leader') {
    return {
      rpo: copies.topology === 'leaderless' || acknowledgements(of, copies.count) > 0 ? 0 : (finite(lag?.mean) ?? null),
      rto: 0,
      electionDowntime: 0,
      reasons: {},
    };
  }
  const reasons: Record<string, string> = {};
  const isAcknowledged = acknowledgements(of, copies.count) > 0;
  const rpo = isAcknowledged ? 0 : (finite(lag?.mean) ?? null);
  if (rpo === null) reasons.rpo = lag?.reason ?? 'the lag of the followers is unknown';
  const down = withoutLeader(of, solution, reasons);
  return { rpo, rto: down, electionDowntime: down, reasons };
}

function withoutLeader(of: Configuration, solution: Solution, reasons: Record<string, string>): number | null {
  const { component, copies } = of;
  const election = component.replicas?.election ?? component.election;
  const count = copies?.count ?? 1;
  const oneWay = (solution.network.distances.toCopies(component, count).at(-1)?.mean ?? 0) / 2;
  const none = (why: string) => {
    reasons.rto = why;
    reasons.electionDowntime = why;
    return null;
  };
  if (election?.by === 'manual') return none('a person must promote another copy: no time can be promised');
  if (election?.by === 'consensus' || (election === undefined && copies?.topology === 'consensus')) {
    const shortest = election?.timeout ?? assumedElection.timeout;
    const heartbeat = election?.heartbeat ?? shortest / 2;
    const { meanDowntime, reason } = electionDowntime({
      members: count,
      survivors: count - 1,
      shortestTimeout: shortest,
      longestTimeout: 2 * shortest,
      heartbeat,
      oneWay,
    });
    return reason === undefined ? meanDowntime : none(reason);
  }
  if (election !== undefined) {
    const own =
      component.replicas === undefined
        ? undefined
        : numberOf(partOwner('replicas', component, component.replicas), 'lease');
    const lease = election.lease ?? election.timeout ?? own;
    if (lease === undefined) return none('the election says neither how long its lease is nor when it times out');
    // The last renewal was half a heartbeat ago on average; the lock is then asked for at the next heartbeat.
    return lease - (election.heartbeat ?? 0) / 2 + (election.heartbeat ?? 0) / 2 + 2 * oneWay;
  }
  if (component.health !== undefined) return component.health.every * (component.health.failAfter - 0.5) + 2 * oneWay;
  if (technologyOf(component.technology)?.failover?.kind === 'automatic') {
    return none('the technology fails over by itself, in a time that the design does not state');
  }
  return none('nothing elects another leader');
}

/** Raft's recommended range of time-outs starts here (Ongaro and Ousterhout, USENIX ATC 2014, §9.3). */
const assumedElection = { timeout: 0.15 };

const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : undefined);
