/** Histories of runs whose staleness is known: a store alone, caches before it, and what following costs. */
import assert from 'node:assert/strict';
import { simulated } from '../simulated.js';

const shelf = (data: string, cache: string, requires = ''): string => `
  data Product { key id  size 1 KB  popularity uniform  ${data}  ${requires} }
  client app
  cache shelf { caches Product  ${cache} }
  database products { stores Product  cores 64 }
  flow browse { app -> products { read Product from shelf else products } }
  flow change { app -> products { write Product to products } }
  workload all { browse at 400/s  change at 20/s }`;

const plain = (requires: string): string => `
  data Product { key id  size 1 KB  count 20  requires ${requires} }
  client app
  database products { stores Product  cores 64 }
  flow browse { app -> products { read Product from products } }
  flow change { app -> products { write Product to products } }
  workload all { browse at 400/s  change at 200/s }`;

describe('the history of a store', () => {
  it('with one copy is linearizable and never stale', () => {
    const { data, violations } = simulated(plain('linearizable'), { duration: 60 });
    const { Product } = data;
    assert.ok(Product !== undefined && Product.reads > 20_000 && Product.writes > 10_000);
    assert.deepEqual([Product.stale, Product.older, Product.notLinearizable], [0, 0, 0]);
    assert.deepEqual(Product.followed, { keys: 20, share: 1 });
    assert.deepEqual(Product.sessions, {
      readYourWrites: 0,
      monotonicReads: 0,
      monotonicWrites: 0,
      writesFollowReads: 0,
    });
    assert.deepEqual(violations, []);
  });

  it('behind a cache with a time to live is as stale as the cache: 1 − (1 − e^(−uT))/(uT) of the hits', () => {
    const result = simulated(shelf('count 100', 'memory 1 GB  ttl 10 s'), { duration: 2000 });
    const { Product } = result.data;
    assert.ok(Product !== undefined);
    const changes = (20 / 100) * 10;
    const hits = (4 * 10) / (1 + 4 * 10);
    const expected = hits * (1 - (1 - Math.exp(-changes)) / changes);
    const share = Product.older / Product.reads;
    // Reads of one filling are stale together: 20 000 fillings, each with a share that scatters by less than 0.3.
    assert.ok(Math.abs(share - expected) < (3 * 0.3) / Math.sqrt(20_000), `${share} against ${expected}`);
    assert.equal(Product.stale, Product.older);
    assert.deepEqual(result.violations, [], 'nothing is required');
    assert.ok((Product.staleness?.max ?? Infinity) <= 10.01);
  });

  it('breaks what is required, and shows the write that a read missed', () => {
    const { data, violations } = simulated(shelf('count 100', 'memory 1 GB  ttl 10 s', 'requires linearizable'), {
      duration: 60,
    });
    assert.ok((data.Product?.stale ?? 0) > 0 && (data.Product?.notLinearizable ?? 0) > 0);
    const stale = violations.find(({ kind }) => kind === 'stale');
    assert.ok(stale !== undefined);
    assert.deepEqual(
      stale.operations.map(({ kind, version }) => [kind, version]),
      [
        ['write', (stale.operations[1]?.version ?? 0) + 1],
        ['read', stale.operations[1]?.version],
      ],
    );
    assert.equal(stale.operations[1]?.copy, 'shelf');
    assert.match(
      stale.text,
      /^client \d+ read version \d+ of Product \d+ from shelf, .* after version \d+ was acknowledged$/,
    );
    assert.ok(violations.some(({ kind }) => kind === 'linearizability'));
    assert.ok(violations.filter(({ kind }) => kind === 'stale').length <= 3);
  });

  it('is not broken by what a bound allows', () => {
    const within = (bound: string) =>
      simulated(shelf('count 100', 'memory 1 GB  ttl 10 s', `requires eventual within ${bound}`), { duration: 100 })
        .data.Product;
    assert.equal(within('11 s')?.stale, 0);
    const tight = within('5 s');
    assert.ok(tight !== undefined && tight.stale > 0 && tight.stale < tight.older);
  });

  it('is fresh where writes remove the entries', () => {
    const { data } = simulated(shelf('count 100', 'memory 1 GB  invalidate on_write'), { duration: 100 });
    // What a miss read before a write and left after it is all that can be old.
    assert.ok((data.Product?.older ?? 1) < 0.01 * (data.Product?.reads ?? 0));
  });

  it('is followed by a share of the keys where there are many, and says so', () => {
    const { data } = simulated(shelf('count 100k', 'memory 1 GB  ttl 1 d'), { duration: 100 });
    const { share, keys } = data.Product?.followed ?? { share: null, keys: 0 };
    assert.ok(share !== null && Math.abs(share - 4096 / 100_000) < 0.01, `${share}`);
    assert.ok(keys > 1000 && keys < 6000);
  });

  it('of a user who writes and reads the same item in one flow is about one item', () => {
    const { data } = simulated(
      `data Post { key id }
       client app
       database posts { stores Post  cores 8 }
       flow post { app -> posts { write Post to posts  read Post from posts } }
       workload all { post at 50/s }`,
      { duration: 60 },
    );
    assert.deepEqual(data.Post?.followed.share, 1);
    assert.equal(data.Post?.older, 0);
    assert.equal(data.Post?.reads, data.Post?.writes);
  });

  it('keeps a bounded number of items of data that only grows', () => {
    const { data } = simulated(
      `data Post { key id }
       client app
       database posts { stores Post  cores 8 }
       flow post { app -> posts { write Post to posts } }
       workload all { post at 1000/s }`,
      { duration: 60 },
    );
    const { keys, share } = data.Post?.followed ?? { keys: 0, share: 0 };
    assert.ok(keys > 1000 && keys <= 4096, `${keys}`);
    assert.ok(share !== null && share > 0.05 && share < 0.5, `${share}`);
  });

  it('knows that a retried write happened twice, unless it says what makes it the same', () => {
    const design = (idempotent: string): string => `
      data Order { key id  count 1000  requires durable }
      client app
      service shop { timeout 20 ms  retry 1 }
      database orders { stores Order  cores 1  work exponential(12 ms) }
      flow buy { app -> shop { write Order to orders ${idempotent} } }
      workload all { buy at 30/s }`;
    const twice = simulated(design(''), { duration: 60 });
    const once = simulated(design('idempotent by id'), { duration: 60 });
    assert.ok((twice.data.Order?.duplicated ?? 0) > 10);
    const shown = twice.violations.find(({ kind }) => kind === 'duplicated');
    assert.equal(shown?.operations[0]?.effects.length, 2);
    assert.equal(once.data.Order?.duplicated, 0);
  });
});
