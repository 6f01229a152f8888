/** Round trips between regions that an operation cannot do without, given the topology and the level of its store. */
import { law, replication } from '../catalogue/setting.js';
import type { Component, Id } from '../design/design.js';
import { distributionMean } from '../estimate/distribution/moments.js';
import { Distances } from '../estimate/network/round-trip.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { copiesNeeded } from '../guarantees/quorum.js';

export interface CoordinationTrip {
  readonly operation: Operation;
  readonly store: Id;
  /** `leader`: the way to the one copy that may answer; `copies`: until enough other copies have answered. */
  readonly why: 'leader' | 'copies';
  /** Copies waited for, the nearest included. */
  readonly copies: number;
  /** Mean round-trip time in seconds of a request that crosses. */
  readonly time: number;
  /** Share of the requests that cross. */
  readonly share: number;
  /** Declared links on the way. */
  readonly links: readonly Id[];
}

/** Trips over declared links of every read, query and write that someone waits for and that happens to each request. */
export function coordinationTrips(facts: Facts): readonly CoordinationTrip[] {
  const known = tripsOf.get(facts) ?? findTrips(facts);
  tripsOf.set(facts, known);
  return known;
}

const tripsOf = new WeakMap<Facts, readonly CoordinationTrip[]>();

function findTrips(facts: Facts): CoordinationTrip[] {
  const distances = new Distances(facts.lookup);
  return facts.operations.flatMap((operation) => {
    const { kind, asynchronous, fallback, times } = operation;
    const isData = kind === 'read' || kind === 'query' || kind === 'write';
    const store = facts.lookup.components.get(operation.target);
    if (!isData || asynchronous || fallback > 0 || times < 1 || store === undefined) return [];
    return [...toLeader(facts, operation, store, distances), ...toCopies(operation, store, distances)];
  });
}

/** The request goes to the leader, or to the only copy, wherever that is. */
function toLeader(facts: Facts, operation: Operation, store: Component, distances: Distances): CoordinationTrip[] {
  const copies = replication(store);
  const isOnly = copies === undefined || copies.count <= 1;
  const needsLeader =
    isOnly ||
    ((copies.topology === 'leader' || copies.topology === 'consensus') &&
      (operation.kind === 'write' || levelOf(operation, copies.read) === 'leader'));
  if (!needsLeader) return [];
  const caller = facts.lookup.components.get(operation.caller ?? '');
  const trip = distances.between(caller, store, true);
  const share = trip.links.reduce((sum, one) => sum + one.share, 0);
  if (share <= 0) return [];
  const time = trip.links.reduce((sum, one) => sum + one.share * roundTrip(facts, one.link, trip.mean), 0) / share;
  return [
    { operation, store: store.id, why: 'leader', copies: 1, time, share, links: trip.links.map(({ link }) => link) },
  ];
}

/** Mean round trip of a declared link; `otherwise` when it does not say. */
function roundTrip(facts: Facts, id: Id, otherwise: number): number {
  const link = facts.lookup.links.get(id);
  const rtt = link === undefined ? undefined : law({ kind: 'link', settings: link.settings }, 'rtt')?.value;
  return rtt === undefined ? otherwise : distributionMean(rtt);
}

/** The answer waits until enough copies have the write, or have been asked. */
function toCopies(operation: Operation, store: Component, distances: Distances): CoordinationTrip[] {
  const needed = copiesWaitedFor(operation, store);
  const trip = needed < 2 ? undefined : distances.toCopies(store, replication(store)?.count ?? 1)[needed - 2];
  if (trip === undefined || trip.links.length === 0) return [];
  return [
    {
      operation,
      store: store.id,
      why: 'copies',
      copies: needed,
      time: trip.mean,
      share: 1,
      links: trip.links.map(({ link }) => link),
    },
  ];
}

/** Copies that have taken part before the answer, the leader or coordinator included. */
export function copiesWaitedFor(operation: Operation, store: Component): number {
  const copies = replication(store);
  if (copies === undefined || copies.count <= 1) return 1;
  const { step } = operation;
  const isWrite = operation.kind === 'write';
  const own =
    'at' in step && (step.kind === 'read' || step.kind === 'query' || step.kind === 'write') ? step.at : undefined;
  switch (copies.topology) {
    case 'consensus':
      return isWrite || own === 'quorum' ? Math.floor(copies.count / 2) + 1 : 1;
    case 'leaderless':
      return copiesNeeded(own ?? (isWrite ? copies.write : copies.read) ?? 'one', copies.count);
    case 'leader':
    case 'multi_leader':
      if (!isWrite || copies.mode === 'async') return 1;
      return copies.mode === 'sync' ? copies.count : Math.min(copies.count, 1 + (copies.acknowledgements ?? 1));
  }
}

function levelOf({ step }: Operation, usual: unknown): unknown {
  return (step.kind === 'read' || step.kind === 'query') && step.at !== undefined ? step.at : usual;
}
