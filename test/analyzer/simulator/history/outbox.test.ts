/** Writes with a message about them, and clients that look for broken sessions. */
import assert from 'node:assert/strict';
import { simulated } from '../simulated.js';

const shop = (publish: string): string => `
  data Order { key id  requires durable }
  client app
  service shop { cores 8 }
  service mailer { cores 2 }
  database orders { stores Order  cores 8 }
  queue placed { carries Order  partitions 4 by id  fails 10% }
  flow buy { app -> shop { write Order to orders  ${publish} } }
  flow mail { on placed -> mailer { work 1 ms } }
  workload all { buy at 50/s }`;

describe('a write with a message about it', () => {
  it('is without one where publishing fails: a tenth of them', () => {
    const { data } = simulated(shop('publish Order to placed'), { duration: 200, warmup: 0 });
    const { Order } = data;
    assert.ok(Order !== undefined);
    assert.equal(Order.lost, Order.writes - Order.published);
    assert.ok(Math.abs(Order.lost - 0.1 * Order.writes) < 4 * Math.sqrt(0.1 * Order.writes));
  });

  it('has one from an outbox, which tries again until it is sent', () => {
    const { data } = simulated(shop('publish Order to placed in outbox'), { duration: 200, warmup: 0 });
    const { Order } = data;
    assert.ok(Order !== undefined);
    assert.equal(Order.lost, 0);
    // One second later at the latest, seldom two: what is missing at the end is on its way.
    assert.ok(Order.writes - Order.published < 30, `${Order.writes - Order.published}`);
    assert.ok(Order.published - Order.processed < 10);
  });
});

const shelf = `
  data Product { key id  size 1 KB  count 1M  requires read_your_writes }
  client app
  cache shelf { caches Product  memory 10 GB  ttl 1 min }
  database products { stores Product  cores 64 }
  flow browse { app -> products { read Product from shelf else products } }
  flow change { app -> products { write Product to products } }
  workload all { browse at 10/s  change at 1/s }`;

describe('probing clients', () => {
  const probes = { flows: ['change', 'browse'], data: 'Product', clients: 8 } as const;

  it('find a broken session that the workload does not show', () => {
    const alone = simulated(shelf, { duration: 60, warmup: 0 });
    assert.deepEqual(alone.violations, []);
    const { violations, data } = simulated(shelf, { duration: 60, warmup: 0, probes });
    assert.ok((data.Product?.sessions.readYourWrites ?? 0) > 50);
    const [found] = violations;
    assert.equal(found?.kind, 'read_your_writes');
    assert.deepEqual(
      found.operations.map(({ kind, session }) => [kind, session === found.operations[0]?.session]),
      [
        ['write', true],
        ['read', true],
      ],
    );
    assert.match(
      found.text,
      /^client \d+ read version \d+ of Product \d+ from shelf after it had written version \d+ itself$/,
    );
  });

  it('are in no figure of a flow, and harmless where a flow is unknown', () => {
    const alone = simulated(shelf, { duration: 60, warmup: 0 });
    const probed = simulated(shelf, { duration: 60, warmup: 0, probes });
    assert.deepEqual(probed.flows.browse?.counts.started, alone.flows.browse?.counts.started);
    const odd = simulated(shelf, { duration: 60, warmup: 0, probes: { ...probes, flows: ['change', 'nothing'] } });
    assert.deepEqual(odd, alone);
  });
});
