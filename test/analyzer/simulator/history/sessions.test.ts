/** What a client may rely on in its own conversation, and how old reads are. */
import assert from 'node:assert/strict';
import { brokenBy } from '../../../../analyzer/simulator/history/sessions.js';
import { missedWrite } from '../../../../analyzer/simulator/history/staleness.js';
import { historyOf } from './operations.js';

const cases: readonly (readonly [name: string, history: string, broken: readonly string[]])[] = [
  ['a client that reads its write', 'w1 0-1, r1 2-3', []],
  ['a client that misses its write', 'w1 0-1, r0 2-3', ['read_your_writes']],
  ['a client that misses the write of another', 'w1 0-1 @2, r0 2-3', []],
  ['a read that began before the write was over', 'w1 0-4, r0 2-3', []],
  ['a write without an answer', 'w1 0-?, r0 2-3', []],
  ['a client that goes back', 'r2 0-1, r1 2-3', ['monotonic_reads']],
  ['two clients that see different things', 'r2 0-1 @2, r1 2-3', []],
  ['both at once', 'w1 0-1, r2 2-3, r0 4-5', ['read_your_writes', 'monotonic_reads']],
  ['writes in order', 'w1 0-1, w2 2-3', []],
  ['a write that takes effect before an earlier one', 'w2 0-1, w1 2-3', ['monotonic_writes']],
  ['a write before what was read', 'r5 0-1, w4 2-3', ['writes_follow_reads']],
];

describe('sessions', () => {
  for (const [name, text, broken] of cases)
    it(`${name}: ${broken.join(', ') || 'nothing broken'}`, () => {
      const history = historyOf(text);
      const last = history.at(-1);
      assert.ok(last !== undefined);
      assert.deepEqual(
        brokenBy(last, history).map(({ guarantee }) => guarantee),
        broken,
      );
    });

  it('show the newest operation that is not known of', () => {
    const history = historyOf('w1 0-1, w2 2-3, r0 4-5');
    const [found] = history[2] === undefined ? [] : brokenBy(history[2], history);
    assert.equal(found?.earlier, history[1]);
  });
});

describe('stale reads', () => {
  it('miss the first newer write that was acknowledged before they began', () => {
    const history = historyOf('w1 0-1 @2, w2 2-3 @2, w3 4-5 @2, r1 6-7');
    assert.equal(history[3] && missedWrite(history[3], history), history[1]);
  });

  it('are not those beside the write, of the newest version, or of a write without an answer', () => {
    for (const text of ['w1 0-9 @2, r0 1-2', 'w1 0-1, w2 2-3, r2 4-5', 'w1 0-?, r0 5-6']) {
      const history = historyOf(text);
      const read = history.at(-1);
      assert.equal(read && missedWrite(read, history), undefined, text);
    }
  });
});
