import type { Id } from '../../design/design.js';
import { itemCount } from '../../estimate/network/item-count.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode, PlanNode } from '../../estimate/network/plan.js';
import { KeyLocks, Versions } from '../behaviours/key-locks.js';
import { BITS } from '../behaviours/recorder.js';
import type { Holders } from './holders.js';
import { KeySlots, LONELY, operationsIn, type TransactionItem } from './key-slots.js';
import type { Keyed, LockedKey, TransactionOp } from './ops.js';
import { type Protection, protectionOf } from './protection.js';

/** A transaction as a run does it. */
export interface GuardedTransaction {
  readonly items: TransactionOp['items'];
  /** Locks taken at the start, and those taken before the first write. */
  readonly first: readonly LockedKey[];
  readonly beforeWrites: readonly LockedKey[];
}

/**
 * What keeps steps of different requests apart: locks by key, versions that are compared, and which of them a step needs.
 *
 * Only data whose number is known has keys; nobody meets on other data.
 */
export class Guards {
  readonly slots: KeySlots;
  private readonly locks = new Map<string, KeyLocks>();
  private readonly versions = new Map<string, Versions>();
  private readonly lockedItems = new Set<string>();

  constructor(
    private readonly network: Network,
    private readonly holders: Holders,
  ) {
    this.slots = new KeySlots(network.design, network.plan.roots);
    for (const items of this.slots.transactions.values()) for (const item of items) this.watch(item);
    for (const node of network.plan.calls) {
      const step = this.slots.step(node.id);
      const isCompared = step?.kind === 'write' && step.ifUnchanged;
      if (isCompared && this.hasKeys(node.data)) this.watchVersions(node.target, node.data ?? '');
    }
  }

  private watch(item: TransactionItem): void {
    if (!this.hasKeys(item.data) || !this.isEverWritten(item)) return;
    const { kind } = this.protection(item.store);
    if (kind === 'validation') this.watchVersions(item.store, item.data);
    else this.lockedItems.add(`${item.store} ${item.data}`);
  }

  private isEverWritten({ store, data }: TransactionItem): boolean {
    return this.network.plan.calls.some(
      (node) => node.operation === 'write' && node.target === store && node.data === data,
    );
  }

  private watchVersions(store: Id, data: Id): void {
    const key = `${store} ${data}`;
    if (!this.versions.has(key)) this.versions.set(key, new Versions());
  }

  private protection(store: Id): Protection {
    const configuration = this.network.configurations.get(store);
    return configuration === undefined ? { kind: 'writes', checksReads: false } : protectionOf(configuration.component);
  }

  private hasKeys(data: Id | undefined): boolean {
    const item = this.network.lookup.data.get(data ?? '');
    return item !== undefined && (itemCount(item) ?? 0) >= 1;
  }

  /** Position of a data item in the design. */
  dataOf(data: Id | undefined): number {
    return this.network.design.data.findIndex(({ id }) => id === data);
  }

  /** Versions of what an operation reads or writes, where somebody compares them. */
  versionsOf({ target, data }: CallNode): Versions | undefined {
    return this.versions.get(`${target} ${data ?? ''}`);
  }

  /** Locks by key of a lock step, or of data in a store; those of stores that lock what is read come first. */
  private locksOf(name: string): KeyLocks {
    let locks = this.locks.get(name);
    if (locks === undefined) {
      locks = new KeyLocks(this.locks.size);
      this.locks.set(name, locks);
    }
    return locks;
  }

  /** What `lock L by field` locks; `undefined` where nobody knows how many keys there are. */
  lockOf(id: Id, target: Id): (LockedKey & Keyed) | undefined {
    const use = this.slots.locks.get(id);
    const keys = use === undefined ? undefined : this.holders.keysOf(use.data, id);
    if (use === undefined || keys === undefined) return undefined;
    const locks = this.locksOf(`lock ${target} ${use.data}`);
    const uses = BITS.read | BITS.write | BITS.publish;
    return { slot: use.slot, locks, isShared: false, keys, data: this.dataOf(use.data), uses };
  }

  /** What a transaction needs; `undefined` where it can meet nobody. */
  transaction(id: Id): GuardedTransaction | undefined {
    return this.guarded(this.slots.transactions.get(id) ?? [], id);
  }

  /** A write outside of any transaction is one of its own, where others lock what it writes. */
  lonelyWrite(node: CallNode): GuardedTransaction | undefined {
    const { target: store, data = '', operation } = node;
    if (operation !== 'write' || !this.lockedItems.has(`${store} ${data}`)) return undefined;
    const slot = this.slots.of(node.id)?.slot;
    const item = { slot: slot ?? LONELY, store, data, isRead: false, isWritten: true, isGiven: slot !== undefined };
    return this.guarded([item], node.id);
  }

  private guarded(all: readonly TransactionItem[], id: Id): GuardedTransaction | undefined {
    const [first, beforeWrites]: [LockedKey[], LockedKey[]] = [[], []];
    const items: TransactionOp['items'][number][] = [];
    for (const { slot, store, data, isGiven, isRead, isWritten } of all) {
      const name = `${store} ${data}`;
      const { kind, checksReads } = this.protection(store);
      const isLocked = this.lockedItems.has(name);
      const versions = this.versions.get(name);
      if (!isLocked && versions === undefined) continue;
      const keys = isGiven ? undefined : this.holders.keysOf(data, `${id} ${name}`, !isRead);
      const uses = (isRead ? BITS.read : 0) | (isWritten ? BITS.write : 0);
      const isChecked = kind === 'validation' && versions !== undefined && (isWritten || checksReads);
      items.push({ slot, keys, data: this.dataOf(data), uses, versions, isChecked, isWritten });
      if (!isLocked) continue;
      const locks = this.locksOf(name);
      if (kind === 'locks') first.push({ slot, locks, isShared: !isWritten });
      else if (isWritten) beforeWrites.push({ slot, locks, isShared: false });
    }
    return items.length === 0 ? undefined : { items, first, beforeWrites };
  }
}

/** Whether a step writes data, by itself and not in one of several branches. */
export function writes(node: PlanNode): boolean {
  return operationsIn({ index: -1, nodes: [node] }).some(({ operation }) => operation === 'write');
}

/** Writes of a part of a saga that are undone when a later part fails, the last first. */
export function undone(node: PlanNode): CallNode[] {
  switch (node.kind) {
    case 'call':
      return node.operation === 'write' ? [node] : [];
    case 'group':
    case 'lock':
    case 'repeat':
      return [...node.body.nodes].reverse().flatMap(undone);
    case 'parallel':
      return node.branches.flatMap(({ nodes }) => [...nodes].reverse().flatMap(undone));
    default:
      return [];
  }
}
