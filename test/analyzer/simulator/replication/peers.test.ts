/** Copies that each take writes. */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.js';
import { simulated } from '../simulated.js';

const design = (resolve: string): string => `
  region eu { zones a }
  region us { zones a }
  link eu -- us { rtt constant(100 ms) }
  data Item { key id  count 5  popularity uniform }
  client near { in eu }
  client far { in us }
  database items { stores Item  across eu, us  cores 64  work constant(1 us)
    replicas 2 multi_leader async { resolve ${resolve} } }
  flow change { near -> items { write Item to items } }
  flow alter { far -> items { write Item to items } }
  workload all { change at 50/s  alter at 50/s }`;

describe('copies that each take writes', () => {
  it('conflict where the other side has written within the time of a message', () => {
    const wins = simulated(design('last_write_wins'), { duration: 100 });
    assert.ok((wins.components.items?.conflicts ?? 0) > 1000, `${wins.components.items?.conflicts}`);
    const both = simulated(design('vector_clocks'), { duration: 100 });
    assert.ok((both.components.items?.siblings ?? 0) >= 2);
    assert.equal(both.data.Item?.lost, 0);
  });

  const apart = (mode: string, fault = 'partition eu from us for 30 s') =>
    scenario(
      `region eu { }  region us { }
       link eu -- us { rtt constant(10 ms) }
       data Item { key id  count 100  popularity uniform }
       client near { in eu }  client far { in us }
       database items { stores Item  across eu, us  cores 64  work constant(1 us)  replicas 2 multi_leader ${mode} }
       flow write { near -> items { write Item to items } }  flow read { far -> items { read Item from items } }
       workload all { write at 100/s  read at 100/s }
       scenario apart { run all for 100 s  at 30 s ${fault}  expect availability(read) > 99% }`,
    );

  it('serve what they have while they are apart, and catch up', () => {
    const { flows, data } = apart('async');
    assert.equal(flows.write?.availability, 1);
    const { older = 0, reads = 0, staleness, lost } = data.Item ?? {};
    // An item is written once a second, so nearly all reads of the 30 s miss something.
    assert.ok(older / reads > 0.27 && older / reads < 0.34, `${older} of ${reads}`);
    assert.ok((staleness?.max ?? 0) > 25 && (staleness?.max ?? 0) < 31, `${staleness?.max}`);
    assert.equal(lost, 0);
  });

  it('that answer together refuse writes while they are apart, and never show anything old', () => {
    const { flows, data } = apart('sync');
    assert.equal(data.Item?.older, 0);
    // Messages sent again within the network's patience come through after the partition; the first half of it is given up.
    const failed = flows.write?.counts.failed ?? 0;
    assert.ok(failed > 1000 && failed < 3000, `${failed}`);
    assert.ok((flows.write?.latency.p50 ?? 0) < 0.06);
  });

  it('that answer together wait for the farthest', () => {
    const text = (mode: string) => design('crdt').replace('multi_leader async', `multi_leader ${mode}`);
    const mean = (mode: string) =>
      simulated(text(mode), { duration: 50, warmup: 0 }).flows.change?.latency.mean ?? Number.NaN;
    assert.ok(Math.abs(mean('sync') - mean('async') - 0.1) < 0.001);
  });

  it('that answer together refuse writes while one of them is down', () => {
    const { flows, data } = apart('sync', 'crash items.replica.1 for 30 s');
    assert.ok((flows.write?.counts.failed ?? 0) > 2500, `${flows.write?.counts.failed}`);
    assert.equal(data.Item?.older, 0);
  });
});
