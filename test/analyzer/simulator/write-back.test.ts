/** Caches that answer writes before their store knows (`write_mode back`): what the store does, sees and never hears of. */
import assert from 'node:assert/strict';
import { near, scenario } from './scenario.js';
import { holds, simulated } from './simulated.js';

const RATE = 100;

const design = (cache: string, fault = ''): string => `
  data Cart { key user  size 1 KB  count 1000  requires durable }
  client app
  service shop { instances 4  cores 4  work constant(1 ms) }
  cache warm { caches Cart  memory 10 MB  cores 16  write_work constant(1 ms)  read_work constant(1 ms)  ${cache} }
  database carts { stores Cart  cores 4  write_work constant(20 ms)  read_work constant(5 ms) }
  flow fill { app -> shop { write Cart to warm } }
  flow show { app -> shop { read Cart from warm else carts } }
  workload all { fill at ${RATE}/s arrivals paced  show at 50/s }
  scenario "trouble" { run all for 100 s warmup 0 s seed 3  ${fault} }`;

function carts(cache: string, fault: string) {
  const result = scenario(design(cache, fault));
  const { Cart } = result.data;
  assert.ok(Cart !== undefined);
  return { ...result, Cart };
}

describe('caches that write back', () => {
  it('answer without the store, which does the work all the same', () => {
    const result = simulated(design('write_mode back'), { duration: 200, warmup: 5 });
    near(result.flows.fill?.latency.mean ?? Number.NaN, 0.002, 0.0003);
    // 100/s × 20 ms on four cores; all reads hit once the cache knows every cart.
    near(result.components.carts?.utilization ?? Number.NaN, (RATE * 0.02) / 4, 0.02);
    holds(result, 'flows.show.latency.mean', 0.002);
    assert.equal(result.data.Cart?.stale, 0);
  });

  it('lose in a crash what came in the second before', () => {
    const { Cart, violations } = carts('write_mode back', 'at 50 s crash warm for 1 s');
    near(Cart.lost, RATE, 3);
    const [first] = violations.filter(({ kind }) => kind === 'lost');
    assert.match(first?.text ?? '', /carts/u);
    assert.equal(first?.operations[0]?.outcome, 'ok');
  });

  it('leave readers of the store with the version before', () => {
    assert.ok(carts('write_mode back', 'at 50 s crash warm for 1 s').Cart.older > 0);
    assert.equal(carts('write_mode back', '').Cart.older, 0);
  });

  it('keep what the store cannot take, and lose that, too', () => {
    const { Cart } = carts('write_mode back', 'at 30 s crash carts for 60 s  at 50 s crash warm for 1 s');
    // Those of the second before the store fell silent, and of the twenty until the cache did.
    near(Cart.lost, 21 * RATE, 5);
    assert.equal(carts('write_mode back', 'at 30 s crash carts for 60 s').Cart.lost, 0);
  });

  it('lose nothing where a log or another copy has it, or the store was told first', () => {
    const fault = 'at 50 s crash warm for 1 s';
    for (const cache of ['write_mode back  wal sync', 'write_mode through'])
      assert.equal(carts(cache, fault).Cart.lost, 0, cache);
  });
});
