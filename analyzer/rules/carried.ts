/** What travels through a queue, as several rules of the family ask it. */
import { symbol } from '../catalogue/setting.js';
import type { Component, DataItem, Id } from '../design/design.js';
import type { Facts } from '../facts.js';
import type { Operation } from '../flow/operations.js';
import { required } from './step-rates.js';

export interface DurableMessage {
  readonly item: DataItem;
  /** The requirement. */
  readonly need: Id;
  readonly publishes: readonly Operation[];
}

/** Durable data that the queue carries or that flows publish to it. */
export function durableMessages(facts: Facts, queue: Component): DurableMessage[] {
  const published = facts.visits(queue.id).filter((one) => one.kind === 'publish');
  const ids = new Set([
    ...queue.carries.map(({ to }) => to),
    ...published.flatMap(({ data }) => (data === undefined ? [] : [data])),
  ]);
  return [...ids].flatMap((id) => {
    const item = facts.lookup.data.get(id);
    const need = required(item, 'durable');
    return item === undefined || need === undefined
      ? []
      : [{ item, need: need.id, publishes: published.filter(({ data }) => data === id) }];
  });
}

/** Consumers of a queue. */
export function consumersOf(facts: Facts, queue: Id): Operation[] {
  return facts
    .takingPart(queue)
    .filter(({ kind, step }) => kind === 'consume' && step.kind === 'consume' && step.queue.to === queue);
}

/** Where a symbol setting is written, or the component when it is a default. */
export function placeOf(component: Component, setting: string): Id {
  return component.settings[setting]?.id ?? component.id;
}

/** Whether a queue hands a message out again when its consumer fails: what is forgotten before it is processed never comes back. */
export function redelivers(queue: Component): boolean {
  return (
    queue.kind === 'queue' &&
    symbol(queue, 'deliver')?.value === 'at_least_once' &&
    symbol(queue, 'commit')?.value !== 'before_processing'
  );
}
