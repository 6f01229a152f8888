/** Histories of one register: those of the textbooks, and random ones against trying every order. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conflictIn } from '../../../../analyzer/simulator/history/linearizability.js';
import { endOf, type Operation } from '../../../../analyzer/simulator/history/operation.js';
import { historyOf } from './operations.js';

const linearizable: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'one after the other': 'w1 0-1, r1 2-3, w2 4-5, r2 6-7',
  'a read of what was there before': 'r0 0-1, w1 2-3',
  'a read beside the write sees the old state': 'w1 0-10, r0 1-2',
  'a read beside the write sees the new state': 'w1 0-10, r1 1-2',
  'two reads beside a write, old and then new': 'w1 0-10, r0 1-2, r1 3-4',
  'concurrent writes in either order': 'w1 0-10, w2 1-9, r2 11-12',
  'the later of two concurrent writes came first': 'w1 0-10, w2 1-9, r1 11-12',
  'a write without an answer that nobody saw': 'w1 0-1, w2 2-?, r1 10-11, r1 20-21',
  'a write without an answer that took effect late': 'w1 0-1, w2 2-?, r1 10-11, r2 20-21',
  'reads of a write that is not known': 'r7 0-1, r7 2-3, r8 4-5',
};

const broken: Readonly<Record<string, string>> = {
  'a read of the old state after the write': 'w1 0-1, r0 2-3',
  'a read from the future': 'r1 0-1, w1 2-3',
  'new and then old beside a write': 'w1 0-10, r1 1-2, r0 3-4',
  'a write that comes and goes': 'w1 0-1, w2 2-?, r1 3-4, r2 5-6, r1 7-8',
  'two clients see two writes in two orders': 'w1 0-10, w2 0-10, r1 11-12, r2 13-14, r1 15-16',
  'an older version after a newer one was acknowledged': 'w1 0-1, w2 2-3, r1 4-5',
  'a version between two sights of another': 'w1 0-1, r1 2-3, w2 4-5, r2 6-7, r1 8-9',
};

describe('linearizability of a register', () => {
  for (const [name, history] of Object.entries(linearizable))
    it(`holds for ${name}`, () => assert.equal(conflictIn(historyOf(history)), undefined));

  for (const [name, history] of Object.entries(broken))
    it(`is broken by ${name}`, () => {
      const conflict = conflictIn(historyOf(history));
      assert.ok(conflict !== undefined);
      // What is shown is itself a history that breaks it.
      assert.ok(conflictIn(conflict) !== undefined, JSON.stringify(conflict));
    });

  it('agrees with trying every order of small histories', () => {
    let [fine, wrong] = [0, 0];
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 6 }), (drawn) => {
        const history = withUniqueWrites(drawn);
        const isFine = conflictIn(history) === undefined;
        assert.equal(isFine, hasOrder(history), JSON.stringify(history));
        if (isFine) fine++;
        else wrong++;
      }),
      { numRuns: 4000 },
    );
    assert.ok(fine > 300 && wrong > 300, `${fine} fine, ${wrong} wrong`);
  });
});

const anyOperation = fc.record({
  isRead: fc.boolean(),
  version: fc.integer({ min: 0, max: 3 }),
  begun: fc.integer({ min: 0, max: 12 }),
  length: fc.integer({ min: 1, max: 6 }),
  isAnswered: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
});

/** At most one write of each version, and one of every version that is read. */
function withUniqueWrites(
  drawn: readonly { isRead: boolean; version: number; begun: number; length: number; isAnswered: boolean }[],
): Operation[] {
  const written = new Set<number>();
  const parts: string[] = [];
  for (const { isRead, version, begun, length, isAnswered } of drawn) {
    const end = 2 * (begun + length) + 1;
    if (isRead) parts.push(`r${version} ${2 * begun}-${end}`);
    else if (version > 0 && !written.has(version)) {
      written.add(version);
      parts.push(`w${version} ${2 * begun}-${isAnswered ? end : '?'}`);
    }
  }
  return historyOf(
    parts.filter((one) => one.startsWith('w') || one.startsWith('r0') || written.has(Number(one[1]))).join(','),
  );
}

/** Whether some order keeps real time and gives every read the latest write (Wing and Gong, JPDC 1993). */
function hasOrder(left: readonly Operation[], value = 0): boolean {
  if (left.every(({ outcome }) => outcome === 'unknown')) return true;
  const earliest = Math.min(...left.map(endOf));
  return left.some((one) => {
    if (one.begun > earliest || (one.kind === 'read' && one.version !== value)) return false;
    const rest = left.filter((other) => other !== one);
    return hasOrder(rest, one.kind === 'write' ? one.version : value);
  });
}
