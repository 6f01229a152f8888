import { endOf, type Operation } from './operation.js';

/** What a client may rely on in its own conversation, whoever answers (Terry and others, PDIS 1994). */
export type SessionGuarantee = 'read_your_writes' | 'monotonic_reads' | 'monotonic_writes' | 'writes_follow_reads';

/** Two operations of a session: the later one does not know of the earlier one. */
export interface BrokenSession {
  readonly guarantee: SessionGuarantee;
  readonly earlier: Operation;
  readonly later: Operation;
}

/** Which guarantee relates an operation to an earlier one of its session. */
export function guaranteeOf(earlier: Operation['kind'], later: Operation['kind']): SessionGuarantee | undefined {
  if (later === 'read')
    return earlier === 'write' ? 'read_your_writes' : earlier === 'read' ? 'monotonic_reads' : undefined;
  if (later === 'write')
    return earlier === 'write' ? 'monotonic_writes' : earlier === 'read' ? 'writes_follow_reads' : undefined;
  return undefined;
}

/**
 * The guarantees that an operation on a register breaks, each with the earlier operation of the same session on the same key
 * whose version is the newest one it does not know of.
 *
 * Only what was over when the operation began counts as earlier, so that things a client does in parallel break nothing.
 */
export function brokenBy(later: Operation, operations: readonly Operation[]): BrokenSession[] {
  const worst = new Map<SessionGuarantee, Operation>();
  if (later.outcome !== 'ok' || later.version < 0) return [];
  for (const earlier of operations) {
    if (earlier.session !== later.session || earlier.key !== later.key || earlier.outcome !== 'ok') continue;
    if (earlier === later || endOf(earlier) > later.begun || earlier.version <= later.version) continue;
    const guarantee = guaranteeOf(earlier.kind, later.kind);
    if (guarantee === undefined) continue;
    const known = worst.get(guarantee);
    if (known === undefined || earlier.version > known.version) worst.set(guarantee, earlier);
  }
  return [...worst].map(([guarantee, earlier]) => ({ guarantee, earlier, later }));
}
