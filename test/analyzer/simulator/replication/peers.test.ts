/** Copies that each take writes. */
import assert from 'node:assert/strict';
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
});
