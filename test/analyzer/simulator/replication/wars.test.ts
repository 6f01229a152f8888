/** Cases of the reference with the published laws of partial quorums: latencies, and how fresh reads are after a while. */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.js';
import { simulated } from '../simulated.js';

const ssd = 'mixture(91.22%: pareto(0.235 ms, 10), 8.78%: exponential(0.6024096 ms))';
const slow = 'mixture(38%: pareto(1.05 ms, 1.51), 62%: exponential(5.464481 ms))';
const laws = {
  ssd: [ssd, ssd],
  disk: [slow, ssd],
  exponential: ['exponential(10 ms)', 'exponential(5 ms)'],
} as const;

const store = (law: keyof typeof laws, levels: string) => {
  const [write, other] = laws[law];
  return `data Item { key id  count 4000  popularity uniform }
    client app
    database items { stores Item  cores 4096  work constant(1 us)  replicas 3 leaderless { ${levels}
      delays { write ${write} ack ${other} request ${other} response ${other} } } }`;
};

/** Share of the reads some time after the acknowledgement of a write that see it; a write to the same item hides few. */
function fresh(law: keyof typeof laws, levels: string, wait = ''): { readonly share: number; readonly reads: number } {
  const text = `${store(law, levels)}
    flow both { app -> items { write Item to items  ${wait}  read Item from items } }
    workload all { both at 100/s }`;
  const { Item } = simulated(text, { duration: 600, warmup: 0 }).data;
  assert.ok(Item !== undefined);
  return { share: 1 - Item.older / Item.reads, reads: Item.reads };
}

/** Milliseconds of a percentile of what is done by itself. */
function latency(law: keyof typeof laws, levels: string, step: string, percentile: 'p99' | 'p999'): number {
  const text = `${store(law, levels)}  flow only { app -> items { ${step} } }  workload all { only at 2000/s }`;
  const { flows } = simulated(text, { duration: 300, warmup: 0 });
  return 1000 * (flows.only?.latency[percentile] ?? Number.NaN);
}

/** A share against its expectation: as far apart as three standard errors, and half of the last printed digit. */
function near({ share, reads }: ReturnType<typeof fresh>, expected: number, printed: number): void {
  const error = 3 * Math.sqrt((expected * (1 - expected)) / reads) + printed / 2;
  assert.ok(Math.abs(share - expected) <= error, `${share} against ${expected} ± ${error}`);
}

const within = (value: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(value / expected - 1) <= tolerance, `${value} against ${expected}`);

const read = 'read Item from items';
const write = 'write Item to items';

describe('partial quorums of the reference, simulated', () => {
  it('T26: LNKD-SSD, R = W = 1', () => {
    near(fresh('ssd', 'write one  read one'), 0.9736, 1e-4);
    near(fresh('ssd', 'write one  read one', 'wait 1.97 ms'), 0.999, 1e-4);
    within(latency('ssd', 'write one  read one', read, 'p999'), 0.656, 0.03);
  });

  it('T27: LNKD-SSD, R = 3: always fresh, and slower', () => {
    assert.equal(fresh('ssd', 'write one  read 3').share, 1);
    within(latency('ssd', 'write one  read 3', read, 'p999'), 4.12, 0.03);
  });

  it('T28: LNKD-DISK, R = W = 1', () => {
    near(fresh('disk', 'write one  read one'), 0.4365, 1e-4);
    near(fresh('disk', 'write one  read one', 'wait 10 ms'), 0.926, 1e-3);
    within(latency('disk', 'write one  read one', write, 'p999'), 10.9, 0.03);
  });

  it('T29: LNKD-DISK, R = 1, W = 2', () => {
    near(fresh('disk', 'write 2  read one'), 0.7127, 1e-4);
    near(fresh('disk', 'write 2  read one', 'wait 48.2 ms'), 0.999, 1e-4);
    within(latency('disk', 'write 2  read one', write, 'p999'), 20.98, 0.03);
  });

  it('T30: exponential legs, R = W = 1', () => {
    near(fresh('exponential', 'write one  read one'), 0.6249, 1e-4);
    near(fresh('exponential', 'write one  read one', 'wait 10 ms'), 0.862, 1e-4);
  });

  it('T31: exponential legs, R = 2, W = 1', () => {
    near(fresh('exponential', 'write one  read 2'), 0.9088, 1e-4);
    near(fresh('exponential', 'write one  read 2', 'wait 11.05 ms'), 0.99, 1e-4);
    within(latency('exponential', 'write one  read 2', read, 'p99'), 22.7, 0.03);
  });

  it('T32: k-staleness of copies that hear nothing of each other', () => {
    const { Item } = scenario(
      `region a { }  region b { }  region c { }
       data Item { key id  count 100  popularity uniform }
       client app
       database items { across a, b, c  stores Item  work constant(1 us)  replicas 3 leaderless { write one  read one } }
       flow write { app -> items { write Item to items } }  flow read { app -> items { read Item from items } }
       workload all { write at 100/s  read at 100/s }
       scenario apart { run all for 600 s
         at 0 s partition a from b for 600 s  at 0 s partition b from c for 600 s  at 0 s partition a from c for 600 s
         expect availability(read) > 99% }`,
    ).data;
    assert.ok(Item?.kStaleness);
    const expected = { 1: 0.3333, 2: 0.5556, 3: 0.7037, 5: 0.8683, 10: 0.9827 };
    for (const [k, share] of Object.entries(expected))
      near({ share: Item.kStaleness[k] ?? Number.NaN, reads: Item.reads }, share, 1e-4);
  });
});
