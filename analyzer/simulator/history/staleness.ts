import { endOf, type Operation } from './operation.js';

/**
 * The write that a read should have seen: the first newer one whose acknowledgement came before the read began; `undefined` if
 * there is none. The read is stale by the time from that acknowledgement to its beginning.
 */
export function missedWrite(read: Operation, operations: readonly Operation[]): Operation | undefined {
  if (read.kind !== 'read' || read.outcome !== 'ok' || read.version < 0) return undefined;
  let missed: Operation | undefined;
  for (const write of operations) {
    if (write.kind !== 'write' || write.outcome !== 'ok' || write.key !== read.key) continue;
    if (write.version <= read.version || endOf(write) > read.begun) continue;
    if (missed === undefined || endOf(write) < endOf(missed)) missed = write;
  }
  return missed;
}
