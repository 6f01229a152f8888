/** Copies that each take writes. */
import assert from 'node:assert/strict';
import { simulated } from '../simulated.js';

const design = (resolve: string): string => `
  region eu
  region us
  link eu <-> us { rtt constant(100 ms) }
  data Item { key id  count 5  popularity uniform }
  client app { across eu, us }
  database items { stores Item  across eu, us  cores 64  work constant(1 us)
    replicas 2 multi_leader async { resolve ${resolve} } }
  flow change { app -> items { write Item to items } }
  workload all { change at 100/s }`;

describe('copies that each take writes', () => {
  it('conflict where the other side has written within the time of a message', () => {
    const wins = simulated(design('last_write_wins'), { duration: 100 });
    assert.ok((wins.components.items?.conflicts ?? 0) > 1000, `${wins.components.items?.conflicts}`);
    const both = simulated(design('vector_clocks'), { duration: 100 });
    assert.ok((both.components.items?.siblings ?? 0) >= 2);
    assert.equal(both.data.Item?.lost, 0);
  });
});
