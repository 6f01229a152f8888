import type { Design, Id } from '../../design/design.js';
import type { DataResult } from '../result.js';
import type { Operation } from './operation.js';
import type { Violation } from './violation.js';

/**
 * What clients did to data in a run, and what they saw: recorded operation by operation, and checked.
 *
 * Whoever answers for data tells it: stores of reads and writes, queues of messages. Recording never draws a random number and
 * never changes what happens.
 */
export class History {
  private readonly counts = new Map<Id, { -readonly [K in keyof DataResult]: number }>();

  constructor(design: Design) {
    for (const { id } of design.data) {
      const zero = { reads: 0, writes: 0, published: 0, processed: 0, lost: 0, stale: 0, duplicated: 0, reordered: 0 };
      this.counts.set(id, zero);
    }
  }

  /** Whether operations on a key are recorded one by one. All others are only counted. */
  tracks(_data: Id, _key: number): boolean {
    return false;
  }

  /** An operation begins now; `undefined` where the key is not tracked. */
  begin(
    _kind: Operation['kind'],
    _data: Id,
    _key: number,
    _session: number,
    _flow: Id,
    _at: Id,
  ): Operation | undefined {
    return undefined;
  }

  /** Its answer reaches the client, or is given up. */
  end(_operation: Operation, _outcome: Operation['outcome']): void {}

  results(): Readonly<Record<Id, DataResult>> {
    return Object.fromEntries(this.counts);
  }

  violations(): readonly Violation[] {
    return [];
  }
}
