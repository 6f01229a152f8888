import { applyWork } from '../../catalogue/apply-work.js';
import { technologyOf, writeAheadLog } from '../../catalogue/setting.js';
import { assumed, of, recalled } from '../../catalogue/source.js';
import type { Election } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import { acknowledgements } from '../../estimate/network/demand.js';
import { numberOf, partOwner, wordOf, workLaw } from '../../estimate/network/effective.js';

/** How a new leader is found: by a vote, by whoever takes over a lease first, or not at all. */
export type Succession =
  | { readonly by: 'vote'; readonly timeout: number; readonly heartbeat: number }
  | {
      readonly by: 'lease';
      readonly lease: number;
      readonly heartbeat: number;
      /** Component that keeps the lease; missing: the followers notice by themselves that they hear nothing. */
      readonly coordinator: string | undefined;
      /** Whether the first in the order of the copies takes over, instead of the one with the longest log. */
      readonly isByOrder: boolean;
    }
  | { readonly by: 'nobody' };

/** What the words of a design say about the copies of a component, read once. */
export interface ReplicationRules {
  /** Followers whose acknowledgement a write waits for. */
  readonly needed: number;
  /** Whether it waits for those that are in sync only, and the copies that must be, the leader included. */
  readonly isInSync: boolean;
  readonly fewestInSync: number;
  /** Seconds without an answer after which a semi-synchronous leader goes on alone; `Infinity`: never. */
  readonly patience: number;
  /** Seconds without a sign of life after which a follower is not in sync any more. */
  readonly silence: number;
  /** Entries a follower applies side by side. */
  readonly appliers: number;
  /** Whether the design states the copies, so that all writes of a shard are in one log. */
  readonly isOneLog: boolean;
  readonly apply: Distribution;
  readonly log: 'durable' | 'async' | 'off';
  /** Seconds between flushes of an asynchronous log. */
  readonly every: number;
  readonly succession: Succession;
  /** Whether the writes of a leader that another one has followed are refused, whatever it believes. */
  readonly isFenced: boolean;
  /** Whether a copy that lacks acknowledged writes may lead although the mode promises that none are lost. */
  readonly isUnclean: boolean;
  /** Whether the design says that only such a copy may not (`unclean off`). */
  readonly isClean: boolean;
  readonly isConsensus: boolean;
  /** Seconds for which a leader answers reads without asking the others; 0: it asks each time. */
  readonly readLease: number;
  readonly isSticky: boolean;
}

/** MySQL and MariaDB answer without their followers after this. */
const semiSyncTimeout = of(10, recalled('the MySQL documentation, rpl_semi_sync_source_timeout: 10000 ms'));
/** A follower that is not heard of for so long is not in sync any more, unless the design's election says otherwise. */
const silenceLimit = of(9, recalled('the Apache Kafka documentation, broker.session.timeout.ms: 9000'));
/** A log flushed by the operating system. */
const systemFlush = of(30, recalled('the Linux kernel documentation, vm.dirty_expire_centisecs: 3000'));
/** The shortest time-out of Raft. */
const shortestTimeout = of(0.15, recalled('Ongaro and Ousterhout, Raft, USENIX ATC 2014, §9.3: 150–300 ms'));
/** A product that fails over by itself and does not say when. */
const ownTimeout = of(10, assumed('as MongoDB (settings.electionTimeoutMillis: 10000, heartbeats every 2 s)'));
const ownHeartbeat = 2;
/** Heartbeats to a lease or time-out where only that is stated. */
const HEARTBEATS = 3;

export function replicationRules(of: Configuration): ReplicationRules {
  const { component, copies } = of;
  const count = copies?.count ?? 1;
  const { replicas } = component;
  const written = replicas?.settings ?? {};
  const owner = partOwner('replicas', component, { settings: written });
  const isConsensus = count > 1 && copies?.topology === 'consensus';
  const isQueue = component.kind === 'queue';
  const isSync = copies?.topology === 'leader' && copies.mode === 'sync';
  const isInSync = isSync && (isQueue || replicas === undefined || written.min_insync !== undefined);
  const needed = count > 1 ? acknowledgements(of, count) : 0;
  const degrades = copies?.topology === 'leader' && copies.mode === 'semi_sync';
  const isMySql = component.technology === 'mysql' || component.technology === 'mariadb';
  const election = replicas?.election ?? component.election;
  const log = writeAheadLog(component);
  return {
    needed,
    isInSync: isInSync && needed > 0,
    fewestInSync: isInSync && needed > 0 ? Math.max(1, numberOf(owner, 'min_insync') ?? 1) : 0,
    patience: degrades && isMySql ? Number(semiSyncTimeout.value) : Infinity,
    silence: election?.timeout ?? election?.lease ?? Number(silenceLimit.value),
    isOneLog: replicas !== undefined,
    appliers: Math.max(1, Math.round(replicas?.apply?.parallel ?? (isQueue ? of.cores : needed > 0 ? MOST : 1))),
    apply: applyWork(component) ?? workLaw(component, isQueue ? 'publish' : 'write'),
    log: log?.mode === 'async' ? 'async' : log?.mode === 'off' ? 'off' : 'durable',
    every: positive(log?.every) ?? Number(systemFlush.value),
    succession: count > 1 ? successionOf(of, election) : { by: 'nobody' },
    isFenced: election?.fencing === true,
    isUnclean: wordOf(owner, 'unclean') === 'on',
    isClean: wordOf(owner, 'unclean') === 'off',
    isConsensus,
    readLease: isConsensus ? (numberOf(owner, 'lease') ?? election?.lease ?? 0) : 0,
    isSticky: written.sessions?.value.kind === 'symbol' && written.sessions.value.name === 'sticky',
  };
}

/** Entries that appliers without stated number work on at once. */
const MOST = 4096;

function successionOf({ component, copies }: Configuration, election: Election | undefined): Succession {
  const isConsensus = copies?.topology === 'consensus';
  if (election?.by === 'manual') return { by: 'nobody' };
  if (election?.by === 'consensus' || (election === undefined && isConsensus)) {
    const timeout = positive(election?.timeout) ?? Number(shortestTimeout.value);
    return { by: 'vote', timeout, heartbeat: positive(election?.heartbeat) ?? timeout / 2 };
  }
  if (election !== undefined) {
    const own = numberOf(partOwner('replicas', component, { settings: component.replicas?.settings ?? {} }), 'lease');
    const lease = positive(election.lease) ?? positive(election.timeout) ?? positive(own);
    const heartbeat = positive(election.heartbeat);
    const waited = lease ?? (heartbeat === undefined ? Number(ownTimeout.value) : HEARTBEATS * heartbeat);
    return {
      by: 'lease',
      lease: waited,
      heartbeat: heartbeat ?? waited / HEARTBEATS,
      coordinator: election.by === 'lock' ? election.coordinator?.to : undefined,
      isByOrder: election.by === 'priority',
    };
  }
  const { health } = component;
  if (health !== undefined && health.every > 0) {
    const lease = health.every * Math.max(1, health.failAfter);
    return { by: 'lease', lease, heartbeat: health.every, coordinator: undefined, isByOrder: false };
  }
  if (technologyOf(component.technology)?.failover?.kind !== 'automatic') return { by: 'nobody' };
  return { by: 'vote', timeout: Number(ownTimeout.value), heartbeat: ownHeartbeat };
}

const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);
