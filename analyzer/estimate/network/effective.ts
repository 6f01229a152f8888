import { law, type Owner, operationWork, quantity, replication, symbol } from '../../catalogue/setting.js';
import type { Component, CopyCount, DataItem, Link, ReadTarget } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { OperationKind } from '../../flow/operations.js';

/** A data item as an owner of settings. */
export const dataOwner = (item: DataItem): Owner => ({ kind: 'data', settings: item.settings });

/** A link as an owner of settings. */
export const linkOwner = (link: Link): Owner => ({ kind: 'link', settings: link.settings });

/** A part of a store (`replicas`, `shards`, `wal`) as an owner; the technology's defaults count for it. */
export function partOwner(
  kind: 'replicas' | 'shards' | 'wal',
  component: Component,
  part: Pick<Owner, 'settings'>,
): Owner {
  return {
    kind,
    settings: part.settings,
    ...(component.technology === undefined ? {} : { technology: component.technology }),
  };
}

/** The number a setting has, in SI units; `undefined` when nobody says. */
export const numberOf = (owner: Owner, name: string): number | undefined => quantity(owner, name)?.value;

/** Whether the design or a template of it says so, rather than a default. */
export const isWritten = (owner: Owner, name: string): boolean => Object.hasOwn(owner.settings, name);

/** The word a setting has. */
export const wordOf = (owner: Owner, name: string): string | undefined => symbol(owner, name)?.value;

/** Whether nobody tells publishers that a queue has their messages. */
export const isFireAndForget = (component: Component | undefined): boolean =>
  component?.kind === 'queue' && wordOf(component, 'ack') === 'none';

/** Whether a cache answers writes of a data item before their store knows. */
export const keepsBack = (component: Component, data: string): boolean =>
  component.kind === 'cache' &&
  wordOf(component, 'write_mode') === 'back' &&
  component.caches.some(({ to }) => to === data);

/** The law a setting has. */
export const lawOf = (owner: Owner, name: string): Distribution | undefined => law(owner, name)?.value;

/** How copies of a component's data are kept. */
export interface Copies {
  readonly count: number;
  readonly topology: 'leader' | 'leaderless' | 'multi_leader' | 'consensus';
  readonly mode: 'sync' | 'semi_sync' | 'async';
  readonly acknowledgements: number;
  readonly read: ReadTarget | undefined;
  readonly write: CopyCount | undefined;
}

/** How copies are kept, as written or else as the technology ships; `undefined` for a single copy. */
export function copiesOf(component: Component): Copies | undefined {
  const own = replication(component);
  if (own === undefined) return undefined;
  return {
    count: Number.isFinite(own.count) ? Math.max(1, Math.round(own.count)) : 1,
    topology: own.topology,
    mode: own.mode ?? 'async',
    acknowledgements: own.acknowledgements ?? 1,
    read: own.read,
    write: own.write,
  };
}

/** Law of the work one operation costs a server; the same object for the same question. */
export function workLaw(component: Component, operation: OperationKind): Distribution {
  let laws = workLaws.get(component);
  if (laws === undefined) {
    laws = new Map();
    workLaws.set(component, laws);
  }
  let found = laws.get(operation);
  if (found === undefined) {
    found = operationWork(component, operation)?.value ?? NO_WORK;
    laws.set(operation, found);
  }
  return found;
}

const workLaws = new WeakMap<Component, Map<OperationKind, Distribution>>();
const NO_WORK: Distribution = { law: 'constant', value: 0 };
