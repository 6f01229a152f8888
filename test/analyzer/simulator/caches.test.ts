/** Simulated caches against exact hit ratios, and their entries against plain models. */
import assert from 'node:assert/strict';
import { CacheEntries } from '../../../analyzer/simulator/behaviours/cache-entries.js';
import { keyDraw } from '../../../analyzer/simulator/behaviours/keys.js';
import { Streams } from '../../../analyzer/simulator/kernel/random.js';
import { holds, simulated } from './simulated.js';

const shelf = (data: string, cache: string, rate: string, more = '') => `
  client people  service front { work 0 ms }
  data Item { key id  size 1 KB  ${data} }
  cache shelf { caches Item  work 0 ms  ${cache} }
  database store { stores Item  work 0 ms }
  flow ask { people -> front { read Item from shelf else store } }
  ${more}
  workload steady { ask at ${rate} ${more === '' ? '' : 'change at 50/s'} }`;

/** Σ p·f(p) over Zipf's law of 10,000 objects. */
function zipfSum(exponent: number, objects: number, of: (p: number) => number): number {
  const weights = Array.from({ length: objects }, (_, i) => (i + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight) => sum + (weight / total) * of(weight / total), 0);
}

describe('simulated caches', () => {
  // The reference simulated these to ± .0005; Che's approximation agrees to .0003.
  it('LRU, 1,000 of 10,000 objects, Zipf 0.8', () => {
    const result = simulated(shelf('count 10k  popularity zipf 0.8', 'capacity objects(1000)', '1000/s'), {
      duration: 400,
    });
    holds(result, 'components.shelf.hitRatio', 0.4368);
  });

  it('LRU, 100 of 1,000 objects, Zipf 1.0', () => {
    const result = simulated(shelf('count 1k  popularity zipf 1.0', 'capacity objects(100)', '1000/s'), {
      duration: 400,
    });
    holds(result, 'components.shelf.hitRatio', 0.57663);
  });

  it('a time to live of 60 s, 10,000 objects, Zipf 0.8: what it hits and what it lets through', () => {
    const result = simulated(shelf('count 10k  popularity zipf 0.8', 'ttl 60 s', '1000/s'), { duration: 600 });
    holds(result, 'components.shelf.hitRatio', 0.87823035);
    holds(result, 'components.store.arrivalRate', 121.77);
  });

  it('a time to live that every use prolongs', () => {
    const result = simulated(shelf('count 10k  popularity zipf 0.8', 'ttl 60 s  ttl_kind sliding', '1000/s'), {
      duration: 600,
    });
    holds(
      result,
      'components.shelf.hitRatio',
      zipfSum(0.8, 10_000, (p) => 1 - Math.exp(-p * 1000 * 60)),
    );
  });

  it('random eviction of uniform keys hits as often as there is room', () => {
    const result = simulated(shelf('count 1k  popularity uniform', 'capacity objects(250)  evict random', '1000/s'), {
      duration: 200,
    });
    holds(result, 'components.shelf.hitRatio', 0.25);
  });

  it('bytes make room for as many objects as fit', () => {
    const result = simulated(shelf('count 1k  popularity uniform', 'memory 400 KB', '1000/s'), { duration: 200 });
    holds(result, 'components.shelf.hitRatio', 0.4);
  });

  it('a write removes the copy: of each object, reads at 1/s and writes at .5/s meet in no order', () => {
    const result = simulated(
      shelf(
        'count 100  popularity uniform',
        'invalidate on_write',
        '100/s',
        'flow change { people -> front { write Item to store } }',
      ),
      { duration: 2000 },
    );
    holds(result, 'components.shelf.hitRatio', 100 / 150);
  });

  it('one fill serves all who miss the same object meanwhile', () => {
    const text = (coalesce: string) => `
      client people  service front { work 0 ms }
      data Item { key id  size 1 KB  count 1 }
      cache shelf { caches Item  work 0 ms  ttl 1 s  ${coalesce} }
      database store { stores Item  cores 1000  work constant(100 ms) }
      flow ask { people -> front { read Item from shelf else store } }
      workload steady { ask at 1000/s }`;
    const [apart, together] = ['coalesce off', 'coalesce on'].map((word) => simulated(text(word), { duration: 200 }));
    // Of a cycle of 1.1 s one read in the first tenth goes to the store, or all that come in it.
    holds(together as never, 'components.store.arrivalRate', 1 / 1.1);
    assert.ok((apart?.components.store?.arrivalRate ?? 0) > 50);
  });

  it('a stated hit ratio is drawn', () => {
    const result = simulated(shelf('count 1k', 'hit_ratio 70%', '1000/s'), { duration: 100 });
    holds(result, 'components.shelf.hitRatio', 0.7);
  });
});

describe('entries of a cache', () => {
  const uniform = new Streams(3).uniform('entries');
  const keys = Array.from({ length: 5000 }, () => Math.floor(60 * uniform() ** 2));

  /** Plays reads with fills against a plain list; the first of the list leaves. */
  function matches(eviction: 'lru' | 'fifo' | 'lfu', use: (list: [number, number][], at: number) => void): void {
    const entries = new CacheEntries(12, eviction, uniform);
    const list: [number, number][] = [];
    for (const key of keys) {
      const at = list.findIndex(([known]) => known === key);
      assert.equal(entries.use(key, 0, undefined), at >= 0);
      if (at >= 0) use(list, at);
      else {
        if (list.length === 12) list.shift();
        const behind = eviction === 'lfu' ? list.filter(([, uses]) => uses <= 1).length : list.length;
        list.splice(behind, 0, [key, 1]);
        entries.put(key, 1, Infinity);
      }
      assert.equal(entries.count, list.length);
    }
  }

  it('least recently used', () => {
    matches('lru', (list, at) => list.push(...list.splice(at, 1)));
  });
  it('first in, first out', () => {
    matches('fifo', () => {});
  });
  it('least frequently used, the oldest among equals', () => {
    matches('lfu', (list, at) => {
      const [entry = [0, 0]] = list.splice(at, 1);
      entry[1]++;
      list.splice(list.filter(([, uses]) => uses <= entry[1]).length, 0, entry);
    });
  });
  it('nobody leaves where nobody may', () => {
    const entries = new CacheEntries(2, 'none', uniform);
    for (const key of [1, 2, 3]) entries.put(key, 1, Infinity);
    assert.deepEqual(
      [1, 2, 3].map((key) => entries.use(key, 0, undefined)),
      [true, true, false],
    );
  });
  it('what has ended is not there, and what does not fit does not come in', () => {
    const entries = new CacheEntries(10, 'lru', uniform);
    entries.put(1, 1, 5);
    entries.put(2, 11, Infinity);
    assert.deepEqual([entries.use(1, 4.9, undefined), entries.use(1, 5, undefined)], [true, false]);
    assert.equal(entries.count, 0);
  });
});

describe('keys', () => {
  it("follow Zipf's law, at exponents below, at and above 1", () => {
    for (const exponent of [0.5, 1, 1.3]) {
      const draw = keyDraw({ kind: 'zipf', exponent }, 50, new Streams(1).uniform(`zipf ${exponent}`));
      const counts = new Float64Array(51);
      const total = 200_000;
      for (let i = 0; i < total; i++) {
        const rank = draw.draw();
        counts[rank] = (counts[rank] ?? 0) + 1;
      }
      let chiSquare = 0;
      const norm =
        zipfSum(exponent, 50, () => 1) /
        Array.from({ length: 50 }, (_, i) => (i + 1) ** -exponent).reduce((a, b) => a + b, 0);
      for (let rank = 1; rank <= 50; rank++) {
        const expected = total * norm * rank ** -exponent;
        chiSquare += ((counts[rank] ?? 0) - expected) ** 2 / expected;
      }
      // The 99.9 % point of chi square with 49 degrees of freedom.
      assert.ok(chiSquare < 85.35, `${exponent}: ${chiSquare}`);
    }
  });
  it('of the hottest are asked for as often as stated', () => {
    const draw = keyDraw({ kind: 'hottest', share: 0.05, mass: 0.6 }, 1000, new Streams(1).uniform('hot'));
    let hot = 0;
    for (let i = 0; i < 100_000; i++) if (draw.draw() <= 50) hot++;
    // Three standard deviations of a binomial.
    assert.ok(Math.abs(hot - 60_000) < 3 * Math.sqrt(100_000 * 0.24), `${hot}`);
  });
});
