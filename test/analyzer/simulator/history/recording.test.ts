/** Following operations changes nothing of what happens, and tells the same whoever asks. */
import assert from 'node:assert/strict';
import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import { FollowedKeys } from '../../../../analyzer/simulator/history/followed-keys.js';
import { startSimulation } from '../../../../analyzer/simulator/simulate.js';
import { designOf } from '../../../language/check.js';

const text = `
  data Product { key id  size 1 KB  count 1k  popularity zipf 0.9  requires linearizable }
  data Order { key id  requires durable }
  client app { retry 1  timeout 60 ms }
  service shop { cores 4 }
  service mailer { cores 2 }
  cache shelf { caches Product  capacity objects(200)  ttl 5 s  coalesce on }
  database products { stores Product, Order  cores 2  work exponential(4 ms) }
  queue placed { carries Order  partitions 4 by id  retention 1 min }
  flow browse { app -> shop { read Product from shelf else products  10% { write Product to products } } }
  flow buy { app -> shop { write Order to products  publish Order to placed } }
  flow mail { on placed -> mailer { read Order from products  work 3 ms } }
  workload all { browse at 200/s  buy at 40/s }`;

const run = (isTraced = false) => {
  const simulation = startSimulation(prepare(designOf(text)), 'all', { duration: 60, seed: 3, isTraced });
  simulation.advance(Infinity);
  return simulation;
};

describe('recording', () => {
  it('changes nothing: the same events and figures when no key is followed', () => {
    const { data, violations, ...followed } = run().result();
    const { has } = FollowedKeys.prototype;
    FollowedKeys.prototype.has = () => false;
    try {
      const { data: counts, violations: none, ...alone } = run().result();
      assert.deepEqual(followed, alone);
      assert.deepEqual(none, []);
      assert.equal(counts.Product?.followed.share, 0);
      assert.deepEqual([counts.Product?.reads, counts.Order?.processed], [data.Product?.reads, data.Order?.processed]);
      assert.ok(violations.length > 0);
    } finally {
      FollowedKeys.prototype.has = has;
    }
  });

  it('tells the same in each run, traced or not', () => {
    const [one, again] = [run(), run(true)];
    assert.deepEqual(one.result(), again.result());
    assert.deepEqual(one.trace().operations, []);
    const { operations } = again.trace();
    assert.ok(operations.length > 1000);
    assert.deepEqual(new Set(operations.map(({ kind }) => kind)), new Set(['read', 'write', 'publish', 'consume']));
    for (const { begun, ended } of operations) assert.ok(ended === null || ended >= begun);
  });

  it('keeps what one flow does about one item together, and in one conversation', () => {
    const { operations } = run(true).trace();
    const published = operations.filter(({ kind, outcome }) => kind === 'publish' && outcome === 'ok');
    assert.ok(published.length > 100);
    for (const one of published.slice(0, 100)) {
      const chain = operations.filter(({ session }) => session === one.session);
      assert.deepEqual(new Set(chain.map(({ data, key }) => `${data} ${key}`)).size, 1);
      assert.ok(chain.some(({ kind }) => kind === 'write') && chain.some(({ kind }) => kind === 'consume'));
    }
  });
});
