/** What makes a repeated write the same write. */
import type { DataItem, Id } from '../design/design.js';
import type { Facts } from '../facts.js';

/** Conflict-free data absorbs a second write of the same value. */
export function absorbsRepeats(facts: Facts, data: Id | undefined): boolean {
  const value = facts.lookup.data.get(data ?? '')?.settings.conflict_free?.value;
  return value?.kind === 'symbol' && value.name === 'on';
}

/** The field to name in `idempotent by`: the item's own number where its key is one; else a field that the caller adds. */
export function idempotencyKey(item: DataItem | undefined, otherwise: 'message_id' | 'request_id'): string {
  const own = item?.key.at(-1);
  return own !== undefined && (own === item?.id.toLowerCase() || own.endsWith('id')) ? own : otherwise;
}
