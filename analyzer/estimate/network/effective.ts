import type { Component, CopyCount, DataItem, Link, ReadTarget, Setting, Value } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { OperationKind } from '../../flow/operations.js';

/** Anything with settings of its own. */
export type Holder = Pick<Component | DataItem | Link, 'settings'>;

/** The number a setting has, in SI units; `undefined` when nothing is written and there is no default. */
export function numberOf(holder: Holder, name: string): number | undefined {
  return quantityIn(holder.settings[name]?.value);
}

/** The word a setting has. */
export function wordOf(holder: Holder, name: string): string | undefined {
  const value = holder.settings[name]?.value;
  return value?.kind === 'symbol' || value?.kind === 'call' ? value.name : undefined;
}

/** The law a setting has. */
export function lawOf(
  holder: Holder,
  name: string,
  bare: 'exponential' | 'constant' = 'exponential',
): Distribution | undefined {
  const value = holder.settings[name]?.value;
  if (value?.kind === 'distribution') return value.distribution;
  const number = quantityIn(value);
  if (number === undefined) return undefined;
  return bare === 'constant' ? { law: 'constant', value: number } : { law: 'exponential', mean: number };
}

/** Round trip over a declared link; `undefined` when it does not say. */
export function linkRoundTrip(link: Link): Distribution | undefined {
  return lawOf(link, 'rtt', 'constant');
}

/** Round trip where nothing is declared: in one zone, between zones of a region, between regions. */
export function defaultRoundTrip(scope: 'zone' | 'region' | 'world'): Distribution {
  return { law: 'constant', value: scope === 'zone' ? 0.00025 : scope === 'region' ? 0.0005 : 0.08 };
}

/** How copies of a component's data are kept: as written, else as its technology ships. */
export function copiesOf(component: Component): Copies | undefined {
  const own = component.replicas;
  if (own === undefined) return undefined;
  return {
    count: Math.max(1, Math.round(own.count)),
    topology: own.topology,
    mode: own.mode ?? 'async',
    acknowledgements: own.acknowledgements ?? 1,
    read: own.read?.from,
    write: own.write?.level,
  };
}

export interface Copies {
  readonly count: number;
  readonly topology: 'leader' | 'leaderless' | 'multi_leader' | 'consensus';
  readonly mode: 'sync' | 'semi_sync' | 'async';
  readonly acknowledgements: number;
  readonly read: ReadTarget | undefined;
  readonly write: CopyCount | undefined;
}

/** Law of the work one operation costs a server; the same object for the same question. */
export function workLaw(component: Component, operation: OperationKind): Distribution {
  let laws = workLaws.get(component);
  if (laws === undefined) workLaws.set(component, (laws = new Map()));
  let law = laws.get(operation);
  if (law === undefined) laws.set(operation, (law = findWorkLaw(component, operation)));
  return law;
}

const workLaws = new WeakMap<Component, Map<OperationKind, Distribution>>();

function findWorkLaw(component: Component, operation: OperationKind): Distribution {
  const own =
    operation === 'read' || operation === 'write' || operation === 'query'
      ? lawOf(component, `${operation}_work`)
      : undefined;
  return own ?? lawOf(component, 'work') ?? { law: 'exponential', mean: 0.001 };
}

export function valueOf(holder: Holder, name: string): Value | undefined {
  return holder.settings[name]?.value;
}

export function isWritten(setting: Setting | undefined): boolean {
  return setting !== undefined;
}

function quantityIn(value: Value | undefined): number | undefined {
  return value?.kind === 'quantity' && Number.isFinite(value.value) ? value.value : undefined;
}
