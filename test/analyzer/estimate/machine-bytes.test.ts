import assert from 'node:assert/strict';
import { close, estimated } from './estimated.js';

/** Items of 1 MB, written and read without much work. */
const store = (clauses: string, load = 'put at 100/s') =>
  estimated(`
    data D { key id  size 1 MB  count 10M  popularity uniform }
    client people
    service a { instances 4  cores 8  work 1 us }
    database d { stores D  cores 8  work 1 us  ${clauses} }
    flow put { people -> a { write D to d } }
    flow get { people -> a { read D from d } }
    workload w { ${load} }`);

describe('estimate: bytes through a machine', () => {
  it('disk: 100 MB/s written to one that takes 200 MB/s', () => {
    const { components, flows } = store('disk_bandwidth 200 MB/s');
    close(components.d?.diskUtilization, 0.5);
    close(components.d?.maxRate, 200);
    close(flows.put?.maxRate, 200);
    assert.equal(flows.put?.bottleneck, 'd');
    close(store('disk_bandwidth 400 MB/s').flows.put?.maxRate, 400);
  });

  it('disk: every copy is written, on a machine of its own', () => {
    const { d } = store('disk_bandwidth 200 MB/s  replicas 3 leader async { elect by consensus }').components;
    close(d?.diskUtilization, 0.5);
    const { d: sharded } = store('disk_bandwidth 200 MB/s  shards 4 by hash(id)').components;
    close(sharded?.diskUtilization, 0.125);
  });

  it('disk: reads and a store without a log write nothing', () => {
    assert.equal(store('disk_bandwidth 200 MB/s', 'get at 100/s').components.d?.diskUtilization, 0);
    assert.equal(store('disk_bandwidth 200 MB/s  wal off').components.d?.diskUtilization, undefined);
  });

  it('disk: a queue shares the copies of its partitions among its brokers', () => {
    const { q } = estimated(`
      data D { key id  size 1 MB }
      client people
      service a { instances 4  cores 8  work 1 us }
      queue q { carries D  instances 6  cores 8  work 1 us  disk_bandwidth 200 MB/s  partitions 12 by id  replicas 3 leader sync }
      flow put { people -> a { publish D to q } }
      workload w { put at 100/s }`).components;
    close(q?.diskUtilization, (100 * 3) / 6 / 200);
  });

  it('network: the busier direction, where a bandwidth is stated', () => {
    // 100 MB/s out of 1 Gbps = 125 MB/s.
    close(store('bandwidth 1 Gbps', 'get at 100/s').components.d?.networkUtilization, 0.8);
    close(store('bandwidth 1 Gbps', 'get at 100/s').flows.get?.maxRate, 125);
    // In and out add up in neither direction: 60 in, 40 out.
    close(store('bandwidth 1 Gbps', 'put at 60/s get at 40/s').components.d?.networkUtilization, 0.48);
    assert.equal(store('').components.d?.networkUtilization, undefined);
  });
});
