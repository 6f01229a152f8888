/** Writes to one item that run at the same time: which items do not mind, how many there are, and what becomes of them. */
import { type Effective, quantity, symbol } from '../catalogue/setting.js';
import type { Component, DataItem } from '../design/design.js';
import { hottestShare } from '../estimate/cache/popularity.js';
import { partOwner } from '../estimate/network/effective.js';
import { popularityOf } from '../estimate/network/popularity-of.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { busiestRate } from './step-rates.js';

/** Items that merge by themselves, never change, or are only added: no write of them undoes another. */
export function hasNoConflicts(item: DataItem): boolean {
  const merges = item.settings.conflict_free?.value;
  const isAdded = item.settings.grows !== undefined && item.settings.updated === undefined;
  return (
    (merges?.kind === 'symbol' && merges.name === 'on') ||
    isAdded ||
    item.requires.some(({ name }) => name === 'immutable')
  );
}

/** What the copies of a store do with two writes that did not see each other; `undefined` when nobody says. */
export function resolution(component: Component): Effective<string> | undefined {
  return symbol(partOwner('replicas', component, { settings: component.replicas?.settings ?? {} }), 'resolve');
}

/** Writes per second to the most popular item under the busiest workload; `undefined` without a `count` or a load. */
export function hottestKeyRate(facts: Facts, item: DataItem, writes: readonly Operation[]): number | undefined {
  const count = quantity({ kind: 'data', settings: item.settings }, 'count')?.value;
  const rate = busiestRate(facts, writes);
  return count === undefined || rate === 0 ? undefined : rate * hottestShare(popularityOf(item), count);
}

/**
 * How often an hour a write to a key finds another one within `window` seconds: writes are a Poisson stream of `rate` per
 * second, so r (1 − e^(−r w)).
 */
export function overlapsPerHour(rate: number, window: number): number {
  return rate * -Math.expm1(-rate * window) * 3600;
}
