/**
 * What the client really gets from each operation of a flow: the weakest link from the store to it.
 *
 * A read answers from the first place that has the item, so a chain `cache else store` gives the weaker of its members; a
 * step that names its level (`at leader`) replaces the store's own.
 */
import { quantity, replication } from '../catalogue/setting.js';
import type { Component, ReadTarget } from '../design/design.js';
import type { Lookup } from '../design/lookup.js';
import { isStrict } from '../estimate/quorum/staleness-bounds.js';
import type { Operation } from '../flow/operations.js';
import { implies, weaker } from './consistency.js';
import type { Consistency, FlowGuarantee, Reason, StoreGuarantee } from './guarantee.js';
import { copiesNeeded, quorumLevels } from './quorum.js';

/** Guarantees of every read, query, write and publish, in order of the text. */
export function flowGuarantees(
  operations: readonly Operation[],
  lookup: Lookup,
  stores: ReadonlyMap<string, StoreGuarantee>,
): FlowGuarantee[] {
  return operations.flatMap((operation, index) => {
    if (operation.fallback > 0 || operation.data === undefined) return [];
    const { kind } = operation;
    if (kind !== 'read' && kind !== 'query' && kind !== 'write' && kind !== 'publish') return [];
    const places = [operation, ...fallbacksAfter(operations, index)];
    const links = places.flatMap((place) => link(place, lookup, stores, operations));
    const weakest = links.reduce<Link | undefined>(
      (worst, next) => (worst === undefined ? next : weakerLink(worst, next)),
      undefined,
    );
    if (weakest === undefined) return [];
    const ages = links.map((one) => one.staleness);
    const staleness = ages.every((age) => age !== undefined) ? Math.max(...ages) : undefined;
    return [
      {
        flow: operation.flow,
        step: operation.step.id,
        data: operation.data,
        operation: kind,
        gets: weakest.gets,
        weakest: weakest.reason,
        ...(staleness === undefined ? {} : { staleness }),
      },
    ];
  });
}

interface Link {
  readonly gets: Consistency;
  readonly reason: Reason;
  /** Seconds; undefined when nothing bounds it. */
  readonly staleness?: number;
}

/** Of two that are equally weak the one asked first: it answers most, and is the older copy. */
function weakerLink(one: Link, other: Link): Link {
  const gets = weaker(one.gets, other.gets);
  const isOtherWeaker = one.gets !== other.gets && implies(one.gets, other.gets);
  return { gets, reason: isOtherWeaker ? other.reason : one.reason };
}

/** The fallbacks of a read stand right behind it. */
function fallbacksAfter(operations: readonly Operation[], index: number): Operation[] {
  const found: Operation[] = [];
  for (let next = index + 1; ; next += 1) {
    const other = operations[next];
    if (other === undefined || other.step !== operations[index]?.step) return found;
    found.push(other);
  }
}

function link(
  operation: Operation,
  lookup: Lookup,
  stores: ReadonlyMap<string, StoreGuarantee>,
  all: readonly Operation[],
): Link[] {
  const component = lookup.components.get(operation.target);
  const store = stores.get(operation.target);
  if (component === undefined || store === undefined) return [];
  const stated = quorumLink(component, operation, all) ?? levelLink(component, operation, store);
  const gets = stated?.gets ?? store.consistency;
  const reason = stated?.reason ?? store.consistencyReason;
  const age = implies(gets, 'linearizable') ? 0 : ageBound(component);
  return [{ gets, reason, ...(age === undefined ? {} : { staleness: age }) }];
}

function levelLink(component: Component, operation: Operation, store: StoreGuarantee): Link | undefined {
  const { step } = operation;
  const level = step.kind === 'read' || step.kind === 'query' ? step.at : undefined;
  return level === undefined ? undefined : atLevel(component, level, step.id, store);
}

/** What a step's own level makes of the store. */
function atLevel(component: Component, level: ReadTarget, step: string, store: StoreGuarantee): Link | undefined {
  const copies = replication(component);
  if (copies === undefined || copies.count <= 1) return undefined;
  if (copies.topology === 'leader' && level === 'leader')
    return { gets: 'linearizable', reason: { at: step, because: 'it reads at the leader' } };
  if (copies.topology === 'consensus' && (level === 'quorum' || level === 'leader' || level === 'all')) {
    return { gets: 'linearizable', reason: { at: step, because: 'it reads through the majority' } };
  }
  if (level === 'replica' || level === 'any' || level === 'nearest' || level === 'one') {
    const gets =
      copies.mode === 'sync' ? store.consistency : copies.topology === 'consensus' ? 'sequential' : 'eventual';
    return { gets, reason: { at: step, because: 'it may read at a copy that is behind' } };
  }
  return undefined;
}

/** A leaderless store whose levels some step says for itself: the sets of this read and of the weakest write must meet. */
function quorumLink(component: Component, operation: Operation, all: readonly Operation[]): Link | undefined {
  const levels = quorumLevels(component, operation.data, all);
  if (levels === undefined || levels.said.length === 0 || (operation.kind !== 'read' && operation.kind !== 'query'))
    return undefined;
  const { step } = operation;
  const read =
    (step.kind === 'read' || step.kind === 'query') && step.at !== undefined
      ? copiesNeeded(step.at, levels.count)
      : levels.usualRead;
  const gets = isStrict({ replicas: levels.count, read, write: levels.write }) ? 'read_your_writes' : 'eventual';
  const own = levels.said.find((id) => id === step.id) ?? levels.said[0] ?? step.id;
  return {
    gets,
    reason: { at: own, because: `it asks ${read} of ${levels.count} copies, writes reach ${levels.write}` },
  };
}

/** How old an answer may be by configuration alone: time to live of caches, refresh of views and indexes. */
function ageBound(component: Component): number | undefined {
  return quantity(component, 'ttl')?.value ?? quantity(component, 'refresh')?.value;
}
