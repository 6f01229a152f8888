/** Rates and copies as several rules need them. */
import type { Component, DataItem, Id } from '../design/design.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { implies, isConsistency } from '../guarantees/consistency.js';
import type { Consistency } from '../guarantees/guarantee.js';

/** The rate of some steps together, per second, under the workload in which it is highest; 0 without workloads. */
export function busiestRate(facts: Facts, steps: readonly Operation[]): number {
  return Math.max(
    0,
    ...facts.estimates.map((estimate) => steps.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0)),
  );
}

/** Writes of one data item to one store. */
export function writesOf(facts: Facts, store: Id, data: Id): Operation[] {
  return facts.visits(store).filter((one) => one.kind === 'write' && one.data === data);
}

/** The largest of a figure over the workloads, 0 when it does not exist. */
export function worstFigure(
  facts: Facts,
  component: Id,
  figure: 'responseTime' | 'rpo' | 'readAfterWriteMissProbability' | 'staleReadProbability',
): number {
  return Math.max(0, ...facts.estimates.map((estimate) => estimate.components[component]?.[figure] ?? 0));
}

/** The requirement by which data needs at least `model`, if it has one. */
export function requirementOf(
  data: DataItem | undefined,
  model: Consistency,
): DataItem['requires'][number] | undefined {
  return data?.requires.find(({ name }) => isConsistency(name) && implies(name, model));
}

/** The requirement called `name`. */
export function required(data: DataItem | undefined, name: string): DataItem['requires'][number] | undefined {
  return data?.requires.find((requirement) => requirement.name === name);
}

/** Data that a component keeps as the system of record, with the place that says so. */
export function kept(facts: Facts, component: Component): { readonly item: DataItem; readonly at: Id }[] {
  return component.stores.flatMap(({ id, to }) => {
    const item = facts.lookup.data.get(to);
    return item === undefined ? [] : [{ item, at: id }];
  });
}

/** Whether the data is `importance critical`. */
export function isCritical(item: DataItem | undefined): boolean {
  const value = item?.settings.importance?.value;
  return value?.kind === 'symbol' && value.name === 'critical';
}
