import type { Component, Id } from '../../design/design.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import { isFireAndForget, isWritten, wordOf, workLaw } from '../../estimate/network/effective.js';
import type { Network } from '../../estimate/network/network.js';
import type {
  Block,
  BranchNode,
  CallNode,
  FallbackNode,
  GroupNode,
  ParallelNode,
  PlanNode,
  RepeatNode,
  Root,
} from '../../estimate/network/plan.js';
import { sizeOfId } from '../../estimate/network/storage.js';
import type { Breaker } from '../behaviours/breaker.js';
import { ConnectionPool } from '../behaviours/connections.js';
import type { Checked } from '../behaviours/health-checks.js';
import { Lock } from '../behaviours/lock.js';
import { BITS } from '../behaviours/recorder.js';
import { RetryBudget } from '../behaviours/retry-budget.js';
import type { World } from '../world.js';
import type { PoolFinder } from './build-pools.js';
import type { Refreshes } from './build-refreshes.js';
import { demandOf } from './demands.js';
import { TIMEOUT } from './events.js';
import { type GuardedTransaction, Guards, undone, writes } from './guards.js';
import type { Holders } from './holders.js';
import { LONELY } from './key-slots.js';
import type {
  AcquireOp,
  BranchOp,
  CallOp,
  FallbackOp,
  LockedKey,
  Op,
  ParallelOp,
  RepeatOp,
  SagaOp,
  Source,
} from './ops.js';
import { breakerOf, hedgeOf } from './policies.js';
import { Recordings } from './recorded.js';
import { scatterOf } from './scatter.js';
import type { Pool } from './units.js';
import { accessOf, arrivalsOf, originsOf } from './ways.js';

/** Turns the plan of the estimate into operations, the last of a block first, so that each knows what follows it. */
export class Compiler {
  readonly breakers = new Map<string, Breaker>();
  private readonly budgets = new Map<string, RetryBudget>();
  private readonly connections = new Map<string, ConnectionPool>();
  private readonly locks = new Map<Id, Lock>();
  private readonly guards: Guards;
  /** Locks to take before the writes of the transaction around; missing outside of any, and where others have taken them. */
  private beforeWrites: readonly LockedKey[] | undefined = undefined;
  private isInTransaction = false;
  private isLonely = false;
  /** Reads that look into a cache. */
  readonly cachedReads: CallOp[] = [];
  private readonly recordings: Recordings;

  constructor(
    private readonly network: Network,
    private readonly world: World,
    private readonly holders: Holders,
    private readonly poolOf: PoolFinder,
    private readonly refreshes: Refreshes,
  ) {
    this.guards = new Guards(network, holders);
    this.recordings = new Recordings(network, world.history, holders);
  }

  /** What sets requests of a root going. */
  source(root: Root, flow: number, isMeasured: boolean): Source {
    const [spots, limits] = originsOf(root, this.network, this.world.places);
    return { flow, isMeasured, first: this.block(root.body, undefined), spots, limits };
  }

  private block(block: Block, next: Op | undefined): Op | undefined {
    let op = next;
    for (let i = block.nodes.length - 1; i >= 0; i--) {
      const node = block.nodes[i];
      if (node === undefined) continue;
      op = this.node(node, op);
      const locks = this.beforeWrites;
      // Branches and groups are done by the same frame, which looks at each of their steps.
      const isOne = node.kind !== 'branch' && node.kind !== 'group';
      if (locks !== undefined && isOne && writes(node)) op = { kind: 'acquire', locks, isForWrites: true, next: op };
    }
    return op;
  }

  /** The steps of another frame than that of the transaction around them. */
  private apart(block: Block, isInTransaction = this.isInTransaction): Op | undefined {
    const [locks, isInside] = [this.beforeWrites, this.isInTransaction];
    this.beforeWrites = undefined;
    this.isInTransaction = isInTransaction;
    const op = this.block(block, undefined);
    this.beforeWrites = locks;
    this.isInTransaction = isInside;
    return op;
  }

  private transaction(guarded: GuardedTransaction | undefined, block: Block, next: Op | undefined): Op | undefined {
    if (guarded === undefined) return this.block(block, next);
    this.beforeWrites = guarded.beforeWrites;
    this.isInTransaction = true;
    const steps = this.block(block, undefined);
    this.beforeWrites = undefined;
    this.isInTransaction = false;
    const first: AcquireOp = { kind: 'acquire', locks: guarded.first, isForWrites: false, next: steps };
    return { kind: 'transaction', items: guarded.items, body: guarded.first.length > 0 ? first : steps, next };
  }

  /** The parts of a saga, and the writes that undo each. */
  private saga(block: Block, next: Op | undefined): SagaOp {
    const parts = block.nodes.map((node) => this.block({ index: -1, nodes: [node] }, undefined));
    const undo = block.nodes.map((node) => {
      const nodes = undone(node).map((write) => ({ ...write, id: `${write.id}/undo` }));
      return this.block({ index: -1, nodes }, undefined);
    });
    return { kind: 'saga', parts, undo, next };
  }

  private group(node: GroupNode, next: Op | undefined): Op | undefined {
    const step = this.guards.slots.step(node.id);
    if (step?.kind !== 'transaction' || this.isInTransaction) return this.block(node.body, next);
    if (step.protocol === 'saga') return this.saga(node.body, next);
    return this.transaction(this.guards.transaction(node.id), node.body, next);
  }

  private step(node: CallNode, next: Op | undefined): Op | undefined {
    const guarded = this.isInTransaction ? undefined : this.guards.lonelyWrite(node);
    if (guarded === undefined) return this.call(node, next);
    this.isLonely = true;
    const op = this.transaction(guarded, { index: -1, nodes: [node] }, next);
    this.isLonely = false;
    return op;
  }

  private node(node: PlanNode, next: Op | undefined): Op | undefined {
    const { streams } = this.world;
    switch (node.kind) {
      case 'call':
        return isWrittenBack(node) ? this.call(node, next) : this.step(node, next);
      case 'work': {
        const pool = this.poolOf(node.at, 'main');
        const work = streams.draw(node.law, `work ${node.id}`);
        if (pool === undefined) return { kind: 'wait', time: work, next };
        return { kind: 'work', pool, work, priority: node.priority ?? 0, next };
      }
      case 'wait':
        return { kind: 'wait', time: streams.draw(node.law, `wait ${node.id}`), next };
      case 'done':
        return { kind: 'done', next };
      case 'group':
        return this.group(node, next);
      case 'fallback':
        return this.fallback(node, next);
      case 'branch':
        return this.branch(node, next);
      case 'parallel':
        return this.parallel(node, next);
      case 'repeat':
        return this.repeat(node, next);
      case 'lock': {
        const held: Op = {
          kind: 'lock',
          lock: node.isGlobal ? remembered(this.locks, node.acquire.target, () => new Lock()) : undefined,
          keyed: node.isGlobal ? undefined : this.guards.lockOf(node.acquire.id, node.acquire.target),
          body: this.apart(node.body),
          next,
        };
        return this.call(node.acquire, held);
      }
    }
  }

  private fallback(node: FallbackNode, next: Op | undefined): FallbackOp {
    const reads = node.reads.map((read) => this.call(read, undefined));
    const [first, last] = [node.reads[0], node.reads.at(-1)];
    // One operation, about what the last of them keeps.
    const recorded = first === undefined || last === undefined ? undefined : this.recordings.of(first, last.target);
    const use = reads.map((read) => this.guards.slots.of(read.node.id)).find((one) => one !== undefined);
    const keys = first === undefined || use === undefined ? undefined : this.holders.keysOf(first.data, first.id);
    const data = this.guards.dataOf(first?.data);
    const slotted = { slot: use?.slot ?? -1, drawsKey: use?.draws ?? false, keys, data, uses: BITS.read };
    const op: FallbackOp = { kind: 'fallback', reads, recorded, ...slotted, next };
    for (const [position, read] of reads.entries()) {
      read.fallback = op;
      read.position = position;
    }
    return op;
  }

  private branch(node: BranchNode, next: Op | undefined): BranchOp {
    let sum = 0;
    const limits = node.alternatives.map(({ probability }) => {
      sum += probability;
      return sum;
    });
    const targets = node.alternatives.map(({ body }) => this.block(body, next));
    return { kind: 'branch', uniform: this.world.streams.uniform(`branch ${node.id}`), limits, targets, next };
  }

  private parallel(node: ParallelNode, next: Op | undefined): ParallelOp {
    const branches = node.branches.map((body) => this.apart(body));
    return { kind: 'parallel', branches, copies: node.copies, waitFor: node.waitFor, next };
  }

  private repeat({ id, times, body }: RepeatNode, next: Op | undefined): RepeatOp | Op | undefined {
    const first = this.apart(body);
    if (first === undefined) return next;
    if ('exactly' in times) {
      const exactly = Math.max(0, Math.round(times.exactly));
      return { kind: 'repeat', body: first, times: () => exactly, next };
    }
    const { mean } = times;
    const uniform = this.world.streams.uniform(`repeat ${id}`);
    // Geometric from one; a mean below one is the probability of a single time.
    const again = mean > 1 ? Math.log(1 - 1 / mean) : 0;
    const draw = mean > 1 ? () => 1 + Math.floor(Math.log(1 - uniform()) / again) : () => (uniform() < mean ? 1 : 0);
    return { kind: 'repeat', body: first, times: draw, next };
  }

  private call(node: CallNode, next: Op | undefined): CallOp {
    const { network, world, holders } = this;
    const target = network.configurations.get(node.target);
    const caller = network.configurations.get(node.caller ?? '');
    const { policy } = node;
    const pair = `${node.caller ?? ''} ${node.target}`;
    const body = this.apart(node.body, false);
    const isWrite = node.operation === 'write';
    const set = node.operation === 'consume' ? undefined : world.replicas.of(node.target);
    const cache = node.operation === 'read' ? holders.cacheUse(node.target, node.data) : undefined;
    const changes = isWrite && target !== undefined ? holders.changedBy(target.component, node.data) : [];
    const isRemote = network.distances.isPlaced && caller !== undefined && node.caller !== node.target;
    const isPlaced = target !== undefined && network.distances.placesOf(target.component).length > 0;
    const service = network.services[node.index];
    const step = this.guards.slots.step(node.id);
    const own = demandOf(node, service, target, this.poolOf, world.streams, set);
    const demand = { ...own, scatter: scatterOf(node, target, own, world) };
    const timeout = policy.timeout?.after ?? Infinity;
    const first = body?.kind === 'call' ? body : undefined;
    const downstream = first?.demand.pool;
    const use = this.guards.slots.of(node.id);
    const versions = this.guards.versionsOf(node);
    const isUnanswered = node.operation === 'publish' && target !== undefined && isFireAndForget(target.component);
    const op: CallOp = {
      kind: 'call',
      node,
      target: node.target,
      demand,
      replicas: set?.kind === 'led' ? set : undefined,
      isToLeader: demand.pool?.of.role === 'main' && demand.leaderShare >= 1,
      dataIndex: world.replicas.numberOf(node.data),
      isRemote,
      isPlaced,
      access: isRemote && caller?.isSource ? accessOf(caller.component, world.streams) : undefined,
      arrival: arrivalsOf(node, network, world.places),
      priority: node.priority ?? 0,
      body,
      isDetached: node.isDetached && !isUnanswered,
      isUnanswered,
      back: first?.backFrom === undefined ? undefined : first,
      backFrom: isWrittenBack(node) ? holders.cacheUse(node.caller ?? '', node.data)?.cache : undefined,
      fails: target?.fails ?? 0,
      failing: world.streams.uniform(`${node.target} fails`),
      skipsExpired: !isUnanswered && target !== undefined && wordOf(target.component, 'skip') === 'expired',
      needsThread: target !== undefined && target.threads !== Infinity,
      timeout,
      timeoutLine: timeout < Infinity ? world.kernel.line(timeout, TIMEOUT) : -1,
      mostRetries: Math.max(0, Math.round(policy.retry?.times ?? 0)),
      backoff: policy.retry?.backoff ?? 0,
      jitter: policy.retry?.jitter === true ? world.streams.uniform(`${node.id} jitter`) : undefined,
      budget:
        policy.retry?.budget === undefined
          ? undefined
          : remembered(this.budgets, pair, () => new RetryBudget(policy.retry?.budget ?? 1)),
      breaker:
        policy.breaker === undefined ? undefined : remembered(this.breakers, pair, () => breakerOf(policy.breaker)),
      hedge: hedgeOf(policy.hedge),
      connections: this.connectionsOf(node, pair),
      checked: checkedBy(caller?.component, target, demand.pool, world),
      fallback: undefined,
      position: 0,
      cache,
      queue: node.operation === 'publish' ? holders.queue(node.target) : undefined,
      changes,
      recorded: isWrittenBack(node) ? undefined : this.recordings.of(node),
      isEffect: this.recordings.isEffect(node),
      keys: use === undefined ? undefined : holders.keysOf(node.data, node.id, isWrite),
      data: this.guards.dataOf(node.data),
      uses: isWrite ? BITS.write : BITS.read,
      slot: use?.slot ?? (this.isLonely ? LONELY : -1),
      drawsKey: use?.draws ?? false,
      isWrite: isWrite || node.operation === 'publish',
      versions,
      isCompared: isWrite && step?.kind === 'write' && step.ifUnchanged,
      isInTransaction: this.isInTransaction,
      bytes: node.caller === node.target ? 0 : sizeOfId(node.data, network.lookup),
      connects: target !== undefined && node.operation !== 'consume' && isWritten(target.component, 'connections'),
      outage: world.outages.of(node.target),
      refreshed: this.refreshes.seenBy(node),
      feeds: this.refreshes.changedBy(node),
      fill:
        cache === undefined || target === undefined
          ? undefined
          : world.streams.draw(workLaw(target.component, 'write'), `fill ${node.id}`),
      holdsServer: downstream?.whenFull === 'block' && hasDoor(downstream),
      next,
    };
    if (cache !== undefined) this.cachedReads.push(op);
    return op;
  }

  private connectionsOf(node: CallNode, pair: string): ConnectionPool | undefined {
    const caller = this.network.configurations.get(node.caller ?? '');
    if (caller === undefined || caller.pool === Infinity) return undefined;
    if (node.operation === 'call' || node.caller === node.target) return undefined;
    // Messages that nobody answers go out one behind the other.
    if (isFireAndForget(this.network.lookup.components.get(node.target))) return undefined;
    const size = Math.max(1, Math.round(caller.pool));
    return remembered(this.connections, pair, () => new ConnectionPool(size));
  }
}

/** Whether it may be full: a station with a limit, a queue with a bound. */
const hasDoor = ({ shape, configuration }: Pool): boolean =>
  shape.limit < Infinity || isWritten(configuration.component, 'max_length');

/** Only caches write what nobody waits for. */
const isWrittenBack = ({ operation, isDetached }: CallNode): boolean => isDetached && operation === 'write';

function remembered<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  let value = all.get(key);
  if (value === undefined) {
    value = make();
    all.set(key, value);
  }
  return value;
}

/** Instances that any request may go to are checked; who has the data of a key is not a matter of health. */
function checkedBy(
  caller: Component | undefined,
  target: Configuration | undefined,
  pool: Pool | undefined,
  world: World,
): Checked | undefined {
  if (caller?.health === undefined || pool === undefined || target === undefined) return undefined;
  const { component, copies, shards } = target;
  if (component.stores.length > 0 || shards > 1 || (copies?.count ?? 1) > 1) return undefined;
  return world.health.watch(caller.id, pool, caller.health.every, caller.health.failAfter);
}
