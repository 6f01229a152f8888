import assert from 'node:assert/strict';
import { close, estimated } from './estimated.js';

/** A store under writes of 10 ms, and what it says of its machines. */
const store = (clauses: string, kind = 'database d') =>
  estimated(`
    data D { key id  count 10M  popularity uniform }
    client people
    service a { instances 3 }
    ${kind} { stores D  cores 1  work exponential(10 ms)  price 1 USD/h  availability 99%  ${clauses} }
    flow f { people -> a { write D to d } }
    workload w { f at 50/s }`).components.d;

describe('estimate: machines of a store', () => {
  it('are its copies: instances beside them change nothing', () => {
    const copies = 'replicas 3 leader async { elect by consensus }';
    assert.deepEqual(store(`instances 6  ${copies}`), store(copies));
    const d = store(`instances 6  ${copies}`);
    close(d?.waitTime, 0.01); // M/M/1 at 50 %.
    close(d?.costPerMonth, 3 * 730);
    close(d?.availability, 1 - 0.01 ** 3);
  });

  it('are copies × shards, with and without a leader', () => {
    assert.deepEqual(store('instances 2  shards 4 by hash(id)'), store('shards 4 by hash(id)'));
    close(store('instances 2  shards 4 by hash(id)')?.costPerMonth, 4 * 730);
    const quorum = 'replicas 3 leaderless { write quorum  read quorum }';
    assert.deepEqual(store(`instances 12  ${quorum}`), store(quorum));
    close(store(`shards 2 by hash(id)  ${quorum}`)?.costPerMonth, 6 * 730);
    close(store(`shards 2 by hash(id)  ${quorum}`)?.utilization, (50 * 3 * 0.01) / 6);
  });

  it('are its instances when the product replicates by itself: leaders of its ranges are on all of them', () => {
    const d = store('instances 6', 'database d : cockroachdb');
    // Each write is done by a leader and applied by two followers, at the same machines.
    assert.equal(d?.servers, 6);
    close(d?.costPerMonth, 6 * 730);
    assert.ok((d?.utilization ?? 0) >= (50 * 0.01) / 6 && (d?.utilization ?? 1) <= (50 * 3 * 0.01) / 6);
  });

  it('are brokers of a queue, which share the copies of its partitions', () => {
    const { q } = estimated(`
      data D { key id  size 1 KB }
      client people
      service a { instances 3 }
      queue q { carries D  instances 6  cores 1  work exponential(10 ms)  price 1 USD/h  partitions 12 by id  replicas 3 leader sync }
      flow f { people -> a { publish D to q } }
      workload w { f at 50/s }`).components;
    assert.equal(q?.servers, 6);
    close(q?.costPerMonth, 6 * 730);
  });
});
