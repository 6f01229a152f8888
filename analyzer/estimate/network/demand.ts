import { applyWork } from '../../catalogue/apply-work.js';
import type { Distribution } from '../../design/distribution.js';
import type { Reach } from '../../flow/access-path.js';
import type { Configuration } from './configuration.js';
import { copiesNeeded } from './copies-needed.js';
import { workLaw } from './effective.js';
import type { CallNode } from './plan.js';

/** Units of a component that are loaded alike. */
export type Role = 'main' | 'follower';

/** Work that one operation causes in one pool of its target. */
export interface Demand {
  readonly role: Role;
  /** Visits per operation. */
  readonly times: number;
  readonly law: Distribution;
}

/** What one operation costs its target, and which of that the caller waits for. */
export interface Service {
  readonly demands: readonly Demand[];
  /** Parts at several shards, of which the slowest counts: all there is, or what comes before. */
  readonly scatter?: { readonly mode: Reach['mode']; readonly parts: number; readonly before: readonly Demand[] };
  /**
   * What the answer waits for: work at one unit, after it acknowledgements of followers, or the k fastest of all copies.
   */
  readonly answer:
    | { readonly kind: 'single'; readonly role: Role; readonly leaderShare: number; readonly law: Distribution }
    | {
        readonly kind: 'acknowledged';
        readonly law: Distribution;
        readonly apply: Distribution;
        readonly needed: number;
      }
    | { readonly kind: 'quorum'; readonly law: Distribution; readonly needed: number; readonly isWrite: boolean }
    | { readonly kind: 'none' };
}

const nothing: Service = { demands: [], answer: { kind: 'none' } };

/**
 * What an operation costs a component.
 *
 * Leader topologies: the leader does every write, followers apply it, reads go where the store or the step says.
 * Leaderless: every operation goes to all copies and is answered by the R or W fastest (the WARS model). Multi-leader:
 * one copy answers, the others apply. A queue is a leader topology whose partitions spread leaders over all brokers, and so
 * does a product that splits its data over the instances it is given.
 */
export function serviceOf(node: CallNode, target: Configuration): Service {
  if (target.isSource) return nothing;
  const service = atOneShard(node, target);
  const { reach } = node;
  const { copies, shards } = target;
  const [first] = service.demands;
  if (reach === undefined || shards <= 1 || first === undefined) return service;
  if (reach.mode === 'before') {
    const before = [{ ...first, times: reach.entries }];
    return { ...service, scatter: { mode: 'before', parts: reach.entries, before } };
  }
  const isLeaderless = copies?.topology === 'leaderless' && copies.count > 1;
  const each = isLeaderless ? copiesNeeded(node.level ?? copies.read ?? 'quorum', copies.count) : 1;
  const demands = isLeaderless
    ? [{ ...first, times: shards * each }]
    : service.demands.map((demand) => ({ ...demand, times: demand.times * shards }));
  return { ...service, demands, scatter: { mode: 'all', parts: shards * each, before: [] } };
}

function atOneShard(node: CallNode, target: Configuration): Service {
  const { component, copies } = target;
  const law = workLaw(component, node.operation);
  const isWrite = node.operation === 'write' || node.operation === 'publish';
  if (copies === undefined || copies.count <= 1) {
    return {
      demands: [{ role: 'main', times: 1, law }],
      answer: { kind: 'single', role: 'main', leaderShare: 1, law },
    };
  }
  const { count } = copies;
  if (copies.topology === 'leaderless') {
    const level = isWrite ? (node.level ?? copies.write) : (node.level ?? copies.read);
    return {
      demands: [{ role: 'main', times: count, law }],
      answer: { kind: 'quorum', law, needed: copiesNeeded(level ?? 'quorum', count), isWrite },
    };
  }
  const { isSpread } = target;
  if (!isWrite) return isSpread ? single(law, 'main', 1) : readService(node, law, copies.read, count);
  const apply = applyWork(component) ?? law;
  const demands: Demand[] = [
    { role: 'main', times: 1, law },
    { role: isSpread ? 'main' : 'follower', times: count - 1, law: apply },
  ];
  const needed = acknowledgements(target, count);
  if (needed === 0) return { demands, answer: { kind: 'single', role: 'main', leaderShare: 1, law } };
  return { demands, answer: { kind: 'acknowledged', law, apply, needed } };
}

function single(law: Distribution, role: Role, leaderShare: number): Service {
  return { demands: [{ role, times: 1, law }], answer: { kind: 'single', role, leaderShare, law } };
}

function readService(node: CallNode, law: Distribution, configured: CallNode['level'], count: number): Service {
  const from = node.level ?? configured ?? 'leader';
  if (from === 'replica') return single(law, 'follower', 0);
  if (from === 'any' || from === 'nearest' || from === 'one') {
    return {
      demands: [
        { role: 'main', times: 1 / count, law },
        { role: 'follower', times: 1 - 1 / count, law },
      ],
      answer: { kind: 'single', role: 'follower', leaderShare: 1 / count, law },
    };
  }
  return single(law, 'main', 1);
}

/** Whether an operation has to reach the leader, wherever that is. */
export function needsLeader({ answer }: Service, { copies }: Configuration): boolean {
  if ((copies?.count ?? 1) <= 1 || copies?.topology === 'multi_leader') return false;
  return (
    answer.kind === 'acknowledged' || (answer.kind === 'single' && answer.role === 'main' && answer.leaderShare >= 1)
  );
}

/** Followers whose acknowledgement a write waits for. */
export function acknowledgements({ component, copies }: Configuration, count: number): number {
  if (copies === undefined) return 0;
  if (component.kind === 'queue' && component.settings.ack !== undefined) {
    const ack = component.settings.ack.value;
    if (ack.kind === 'symbol' && ack.name !== 'all') return 0;
  }
  switch (copies.topology) {
    case 'consensus':
      return Math.floor(count / 2);
    case 'leader':
      return copies.mode === 'sync'
        ? count - 1
        : copies.mode === 'semi_sync'
          ? Math.min(count - 1, Math.max(0, copies.acknowledgements))
          : 0;
    case 'multi_leader':
      return copies.mode === 'sync' ? count - 1 : 0;
    default:
      return 0;
  }
}
