import type { Component, DataItem } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import type { Configuration } from './configuration.js';
import { dataOwner, numberOf } from './effective.js';

import type { Solution } from './solve-network.js';
import { total, writeRates } from './writes.js';

/** Bytes a component keeps, all copies. */
export interface Storage {
  readonly storage: number | null;
  readonly storagePerDay: number | null;
  readonly reasons: Readonly<Record<string, string>>;
}

const DAY = 86_400;

/**
 * Storage: items there are, plus what grows for as long as it is kept, times the copies. Queues keep what is published for
 * their retention. No allowance for indexes, compaction or compression.
 */
export function storageOf(of: Configuration, solution: Solution): Storage | undefined {
  const { component, copies } = of;
  const count = copies?.count ?? 1;
  const { lookup } = solution.network;
  if (component.carries.length > 0) return queueStorage(component, count, solution);
  if (component.stores.length === 0) return undefined;
  const items = component.stores.map((reference) => lookup.data.get(reference.to)).filter((item) => item !== undefined);
  const reasons: Record<string, string> = {};
  let bytes = 0;
  let perDay = 0;
  let isComplete = true;
  for (const item of items) {
    const owner = dataOwner(item);
    const size = numberOf(owner, 'size');
    const there = numberOf(owner, 'count') ?? 0;
    const grows = numberOf(owner, 'grows') ?? 0;
    const keep = numberOf(owner, 'keep');
    if (size === undefined) {
      isComplete = false;
      reasons.storage = `${item.id} has no size`;
      continue;
    }
    if (there === 0 && grows === 0) {
      isComplete = false;
      reasons.storage = `${item.id} has neither a count nor a growth`;
    }
    perDay += grows * size * DAY * count;
    bytes += there * size * count;
    if (grows > 0 && keep === undefined) {
      isComplete = false;
      reasons.storage = `${item.id} grows and is never deleted: say how long it is kept`;
    } else bytes += grows * (keep ?? 0) * size * count;
  }
  return { storage: isComplete ? bytes : null, storagePerDay: perDay, reasons };
}

function queueStorage(component: Component, count: number, solution: Solution): Storage {
  const { lookup } = solution.network;
  const writes = writeRates(component.id, solution);
  const perSecond = [...writes].reduce((sum, [data, rate]) => sum + rate * sizeOf(lookup.data.get(data)), 0) * count;
  const retention = numberOf(component, 'retention');
  const reasons: Record<string, string> = {};
  if (retention === undefined) reasons.storage = 'the queue does not say how long it keeps messages';
  if (total(writes) > 0 && perSecond === 0) reasons.storage = 'what it carries has no size';
  const isKnown = retention !== undefined && (perSecond > 0 || total(writes) === 0);
  return { storage: isKnown ? perSecond * retention : null, storagePerDay: perSecond * DAY, reasons };
}

/** Bytes of one item; 0 when nobody says. */
export function sizeOf(item: DataItem | undefined): number {
  return item === undefined ? 0 : (numberOf(dataOwner(item), 'size') ?? 0);
}

/** Bytes of one item by id. */
export const sizeOfId = (id: string | undefined, lookup: Lookup): number => sizeOf(lookup.data.get(id ?? ''));
