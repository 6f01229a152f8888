/** Words of the language by what they do to a run: scaling, transactions, locks, connections, bandwidth, indexes, views. */
import assert from 'node:assert/strict';
import { holds, simulated } from './simulated.js';

describe('autoscale', () => {
  const chat = (extra: string, load: string) => `
    client people
    service chat { cores 2  work exponential(10 ms)  policy round_robin  ${extra} }
    flow ask { people -> chat }
    workload steady { ask at ${load} }`;
  const busy = (extra: string, load: string, duration: number) => simulated(chat(extra, load), { duration, warmup: 0 });

  it('keeps the size of the estimate under a steady load', () => {
    // 500/s × 10 ms / (2 × 60 %): 4.17 instances, so five, which are 50 % busy.
    const { components, events } = busy('autoscale 2..20 target 60%', '500/s', 3000);
    assert.equal(components.chat?.instances, 5);
    assert.deepEqual(events, []);
    assert.ok(Math.abs((components.chat?.utilization ?? 0) - 0.5) < 0.01);
  });

  it('orders more at once, which serve after the delay, and takes them away five minutes after the last need', () => {
    // Three times the load from 100 s to 400 s: 15 busy servers want 12.5 instances.
    const text = chat('autoscale 2..20 target 60% every 1 min', '500/s spikes 3x for 300 s');
    const { events, timeline, components } = simulated(text, { duration: 1000, warmup: 0 });
    const texts = events.map(({ at, text: said }) => `${Math.round(at)} ${said}`);
    // Five of fifteen seconds at 100 %, the others at 50 %: 67 % asks for 5.6 instances.
    assert.equal(texts[0], '105 chat scales from 5 to 6 instances');
    // All ten servers busy: of the six instances 83 % are, those that still start counted, and 8.3 are wanted.
    assert.equal(texts[1], '120 chat scales from 6 to 9 instances');
    assert.ok(events.every(({ kind, of }) => kind === 'scaling' && of[0] === 'chat'));
    const instances = timeline.components.chat?.instances ?? [];
    const at = (time: number) => instances[Math.floor(time / timeline.step)] ?? 0;
    assert.deepEqual([at(50), at(104), at(160)], [5, 5, 5]);
    assert.equal(at(170), 6);
    assert.ok(at(390) >= 13, `${at(390)}`);
    // The spike ends at 400 s; its size is kept for five minutes more, less a look.
    assert.ok(at(680) >= 13, `${at(680)}`);
    assert.equal(at(990), 5);
    assert.ok((components.chat?.instances ?? 0) > 5);
  });

  it('of one queue for all changes how many serve it', () => {
    const text = `client people
      service chat { work exponential(10 ms)  policy shared  autoscale 1..9 target 50% }
      flow ask { people -> chat }
      workload steady { ask at 100/s spikes 3x for 2000 s }`;
    const { timeline, components } = simulated(text, { duration: 1500, warmup: 0 });
    assert.ok((components.chat?.instances ?? 0) > 2);
    const last = timeline.components.chat?.instances?.at(-1) ?? 0;
    assert.ok(last >= 6 && last <= 7, `${last}`);
    const busyShare = timeline.components.chat?.utilization.at(-2) ?? 0;
    assert.ok(Math.abs(busyShare - 3 / last) < 0.1, `${busyShare}`);
  });

  it('deals the partitions of a queue to the consumers anew', () => {
    const text = `client people  service front { work 0 ms }
      data Event { key id }  queue events { carries Event  partitions 8  work 0 ms }
      service reader { work exponential(10 ms)  autoscale 1..8 target 50% }
      flow tell { people -> front { publish Event to events } }
      flow hear { on events -> reader { } }
      workload steady { tell at 100/s spikes 3x for 500 s }`;
    const { components, timeline } = simulated(text, { duration: 1000, warmup: 0 });
    assert.ok(Math.max(...(timeline.components.reader?.instances ?? [])) >= 6);
    // What waited when the load tripled is worked off, and nothing is left lying.
    assert.ok((timeline.components.events?.backlog?.at(-1) ?? 1e9) < 100);
    assert.ok((components.reader?.throughput ?? 0) > 190);
  });
});

describe('locks and transactions', () => {
  it('a lock by a key is a queue of its own: ten keys are ten times M/M/1', () => {
    const text = `client people  service front { work 0 ms }  coordinator locks { work 0 ms }
      data Job { key job  count 10  popularity uniform }
      flow ask { people -> front { lock locks by job { wait exponential(100 ms) } } }  workload steady { ask at 80/s }`;
    holds(simulated(text, { duration: 4000 }), 'flows.ask.latency.mean', 0.5);
  });

  it('a lock by a key that nobody counted keeps nobody waiting', () => {
    const text = `client people  service front { work 0 ms }  coordinator locks { work 0 ms }
      flow ask { people -> front { lock locks by job { wait exponential(100 ms) } } }  workload steady { ask at 80/s }`;
    holds(simulated(text, { duration: 1000 }), 'flows.ask.latency.mean', 0.1);
  });

  const till = (isolation: string, steps: string, extra = '') => `
    client people  service front { work 0 ms }
    data Item { key id  count 1  popularity uniform }
    database store : mysql { stores Item  work 0 ms  wal off  isolation ${isolation} }
    flow ask { people -> front { ${steps} } }
    workload steady { ask at 50/s }  ${extra}`;
  const sold = 'read Item from store  wait constant(10 ms)  write Item to store';

  it('two-phase locking holds what is written from the first step on: M/D/1', () => {
    const result = simulated(till('serializable', `transaction { ${sold} }`), { duration: 4000 });
    holds(result, 'flows.ask.latency.mean', 0.01 + (0.5 * 0.01) / (2 * 0.5));
    assert.equal(result.flows.ask?.counts.conflicts, 0);
  });

  it('where updates may get lost, only what is written is locked, from the write on', () => {
    const steps = `transaction { read Item from store  wait constant(10 ms)  write Item to store  wait exponential(10 ms) }`;
    const result = simulated(till('read_committed', steps), { duration: 4000 });
    // The first wait is an infinite server, whose output is Poisson; then M/M/1.
    holds(result, 'flows.ask.latency.mean', 0.01 + 0.02);
  });

  it('a write outside waits for the transaction that has locked its item', () => {
    const steps = `transaction { write Item to store  wait exponential(10 ms) }`;
    const other = `flow beside { people -> front { write Item to store } }  workload both from steady { beside at 1/s }`;
    const text = till('read_committed', steps, other).replace('workload steady {', 'workload steady { beside at 1/s ');
    // As M/M/1 sees it: half of the time it waits 20 ms on average.
    holds(simulated(text, { duration: 20_000 }), 'flows.beside.latency.mean', 0.01);
  });

  // Whoever finds that another was faster within the last 10 ms is refused: a counter that is dead for 10 ms after each count.
  const refused = (50 * 0.01) / (1 + 50 * 0.01);

  it('of transactions on a snapshot the first committer wins: λD/(1 + λD) fail', () => {
    const result = simulated(till('snapshot', `transaction { ${sold} }`), { duration: 4000 });
    holds(result, 'flows.ask.availability', 1 - refused);
    const { conflicts = 0, started = 1 } = result.flows.ask?.counts ?? {};
    assert.ok(Math.abs(conflicts / started - refused) < 0.01);
  });

  it('a write `if unchanged` is refused when another came between it and its read', () => {
    const text = till('read_committed', sold.replace('to store', 'to store if unchanged'));
    holds(simulated(text, { duration: 4000 }), 'flows.ask.availability', 1 - refused);
    // A hundred items: a hundredth of the rivals.
    const rare = simulated(text.replace('count 1', 'count 100'), { duration: 4000 });
    holds(rare, 'flows.ask.availability', 1 - 0.005 / 1.005);
  });

  it('who is refused may read again: the retry of the whole call succeeds in the end', () => {
    const text = till('read_committed', sold.replace('to store', 'to store if unchanged')).replace(
      'client people',
      'client people { retry 20 }',
    );
    const { counts, availability } = simulated(text, { duration: 2000 }).flows.ask ?? assert.fail();
    assert.ok((availability ?? 0) > 0.999);
    assert.ok(counts.conflicts > 0 && counts.retried >= counts.conflicts * 0.99);
  });

  it('transactions that take the same two locks the other way round do not wait for each other in a circle', () => {
    const text = `client people  service front { work 0 ms }
      data One { key id  count 3 }  data Two { key id  count 3 }
      database store : mysql { stores One, Two  work exponential(1 ms)  cores 100  wal off  isolation serializable }
      flow there { people -> front { transaction { write One to store  write Two to store } } }
      flow back { people -> front { transaction { write Two to store  write One to store } } }
      workload steady { there at 200/s  back at 200/s }`;
    const { flows } = simulated(text, { duration: 500 });
    for (const flow of ['there', 'back']) {
      assert.equal(flows[flow]?.availability, 1);
      assert.ok((flows[flow]?.latency.p999 ?? 1) < 0.2);
    }
  });

  it('a saga undoes the parts before the one that failed', () => {
    const text = `client people  service front { work 0 ms }  external bank { work 0 ms  fails 20% }
      data Stock { key id }  data Order { key id }
      database stock { stores Stock  work 0 ms }  database orders { stores Order  work 0 ms }
      flow buy { people -> front { transaction saga {
        transaction { write Stock to stock }
        transaction { write Order to orders }
        call bank
      } } }
      workload steady { buy at 100/s }`;
    const result = simulated(text, { duration: 1000 });
    holds(result, 'flows.buy.availability', 0.8);
    holds(result, 'components.stock.arrivalRate', 120);
    holds(result, 'components.orders.arrivalRate', 120);
    const { compensated = 0, failed } = result.flows.buy?.counts ?? {};
    assert.equal(compensated, failed);
  });

  it('two-phase commit holds its locks through both rounds', () => {
    const text = `region us { zones a, b }  region eu { zones a, b }  link us -- eu { rtt 50 ms }
      service caller { in us }
      service front { in us  work 0 ms }
      data Item { key id  count 1 }  data Copy { key id  count 1000000 }
      database near : mysql { in us  stores Item  work 0 ms  wal off  isolation serializable }
      database far : mysql { in eu  stores Copy  work 0 ms  wal off  isolation serializable }
      flow ask { caller -> front { transaction two_phase { write Item to near  write Copy to far } } }
      workload steady { ask at 5/s }`;
    // The lock of the one item is held for a trip of 1 ms and two over the sea: M/D/1, and 1 ms from the caller.
    const hold = 0.101;
    const mean = 0.001 + hold + (5 * hold * hold) / (2 * (1 - 5 * hold));
    holds(simulated(text, { duration: 4000 }), 'flows.ask.latency.mean', mean);
  });
});

describe('connections that a store accepts', () => {
  it('are waited for, M/M/10', () => {
    const text = `client people  service front { work 0 ms }
      data Item { key id }  database store { stores Item  cores 1000  work exponential(100 ms)  connections 10 }
      flow ask { people -> front { read Item from store } }  workload steady { ask at 90/s }`;
    holds(simulated(text, { duration: 8000 }), 'flows.ask.latency.mean', 0.16687315);
  });

  it('are not held for callers that have given up', () => {
    const text = `client people  service front { work 0 ms  timeout 50 ms }
      data Item { key id }  database store { stores Item  cores 1000  work constant(40 ms)  connections 1 }
      flow ask { people -> front { read Item from store } }  workload steady { ask at 100/s }`;
    const { flows } = simulated(text, { duration: 200 });
    // One call of 40 ms after the other, each begun before its 50 ms were over.
    assert.ok((flows.ask?.counts.completed ?? 0) > 0);
    assert.ok((flows.ask?.availability ?? 1) < 0.25);
  });
});

describe('availability', () => {
  const bank = (clause: string) => `client people  service front { work 0 ms }
    external bank { work 10 ms  ${clause} }
    flow pay { people -> front { call bank } }  workload steady { pay at 1/s }`;

  it('of an external is the share of the time that it answers', () => {
    const result = simulated(bank('availability 90%'), { duration: 1_000_000 });
    holds(result, 'flows.pay.availability', 0.9);
    assert.ok(result.events.some(({ kind, text }) => kind === 'fault' && text === 'bank is down'));
  });

  it('of copies is that of as many as an operation needs, as in the estimate', () => {
    const text = `client people  service front { work 0 ms }
      data Item { key id }
      database store { stores Item  work 1 ms  availability 80%  replicas 3 leaderless { write quorum  read one } }
      flow put { people -> front { write Item to store } }  flow get { people -> front { read Item from store } }
      workload steady { put at 0.5/s  get at 0.5/s }`;
    const result = simulated(text, { duration: 1_000_000 });
    holds(result, 'flows.put.availability', 0.8 ** 3 + 3 * 0.8 ** 2 * 0.2);
    holds(result, 'flows.get.availability', 1 - 0.2 ** 3);
  });

  it('of a link stops what goes over it', () => {
    const text = `region us { }  region eu { }  link us -- eu { rtt 10 ms  availability 90% }
      service front { in us  work 0 ms  timeout 1 s }  service back { in eu  work 0 ms }
      flow ask { front -> back }  workload steady { ask at 1/s }`;
    holds(simulated(text, { duration: 1_000_000 }), 'flows.ask.availability', 0.9);
  });
});

describe('bandwidth', () => {
  const region = 'region us { zones a, b }  region eu { zones a, b }';
  it('of a link is a queue for bytes: M/D/1', () => {
    // 1 MB over 10 MB/s takes 0.1 s; five of them a second make it half busy.
    const text = `${region}  link us -- eu { rtt 20 ms  bandwidth 10 MB/s }
      service front { in us  work 0 ms }
      data Video { key id  size 1 MB }
      bucket store { in eu  stores Video  work 0 ms }
      flow get { front -> front { read Video from store } }
      flow tell { front -> front { write Video to store } }
      workload steady { get at 5/s  tell at 1/s }`;
    const result = simulated(text, { duration: 8000 });
    holds(result, 'flows.get.latency.mean', 0.02 + 0.1 + (5 * 0.01) / (2 * 0.5));
    // The other direction is a queue of its own.
    holds(result, 'flows.tell.latency.mean', 0.02 + 0.1 + 0.01 / (2 * 0.9));
  });

  it('of an instance bounds what it sends', () => {
    const text = `client people
      service front { work 0 ms }
      data Video { key id  size 1 MB }
      bucket store { stores Video  work 0 ms  bandwidth 10 MB/s }
      flow get { people -> front { read Video from store } }  workload steady { get at 5/s }`;
    holds(simulated(text, { duration: 8000 }), 'flows.get.latency.mean', 0.1 + (5 * 0.01) / (2 * 0.5));
  });

  it('of a disk is taken by every write', () => {
    const text = `client people  service front { work 0 ms }
      data Blob { key id  size 1 MB }
      database store { stores Blob  work 0 ms  disk_bandwidth 10 MB/s }
      flow put { people -> front { write Blob to store } }  workload steady { put at 5/s }`;
    holds(simulated(text, { duration: 8000 }), 'flows.put.latency.mean', 0.1 + (5 * 0.01) / (2 * 0.5));
  });
});

describe('look-ups by another field', () => {
  const store = (index: string, steps: string) => `client people  service front { work 0 ms }
    data Item { key id }
    database store { stores Item  cores 1  work exponential(10 ms)  wal off  shards 10 by hash(id)  ${index} }
    flow ask { people -> front { ${steps} } }  workload steady { ask at 0.1/s }`;
  const mean = (index: string, steps: string, expected: number) => {
    const result = simulated(store(index, steps), { duration: 100_000 });
    holds(result, 'flows.ask.latency.mean', expected);
    return result;
  };
  const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6 + 1 / 7 + 1 / 8 + 1 / 9 + 1 / 10;

  it('ask every shard and wait for the slowest', () => {
    const { components } = mean('index name local', 'read Item from store by name', 0.01 * harmonic);
    // Ten visits of 10 ms for each of 0.1/s, over ten servers.
    assert.ok(Math.abs((components.store?.utilization ?? 0) - 0.001) < 0.0001);
  });
  it('read a global index first', () => {
    mean('index name global', 'read Item from store by name', 0.02);
  });
  it('by the key of the shards ask one', () => {
    mean('', 'read Item from store by id', 0.01);
  });
  it('make writes touch the index', () => {
    mean('index name global', 'write Item to store', 0.02);
  });
});

describe('refresh', () => {
  it('lets reads see what was there at the last one: anything from nothing to T old', () => {
    const text = `client people  service front { work 0 ms }
      data Event { key id }  data Balance { key id }
      queue log : kafka { carries Event  partitions 8 }
      database states { stores Balance  work 1 ms }
      materialized_view balances from log into states { stores Balance  refresh 2 s  work 1 ms }
      flow tell { people -> front { publish Event to log } }
      flow look { people -> front { read Balance from balances } }
      workload steady { tell at 10/s  look at 37/s }`;
    const result = simulated(text, { duration: 2000 });
    const { age } = result.components.balances ?? assert.fail();
    assert.ok(Math.abs((age?.mean ?? 0) - 1) < 0.02, `${age?.mean}`);
    assert.ok(Math.abs((age?.p99 ?? 0) - 1.98) < 0.03, `${age?.p99}`);
    assert.equal(result.components.log?.age, undefined);
  });
});

it('a unit that shares its servers stands still when it breaks, and everybody goes on where they were', () => {
  const text = `client people
    service worker { work exponential(10 ms)  discipline sharing  breaks every 10 s repaired in 1 s }
    flow ask { people -> worker }  workload steady { ask at 50/s }`;
  // With exponential work the number inside is that of the single queue: λ(1 + αμ/(α+β)²)/(Aμ − λ).
  const result = simulated(text, { duration: 40_000 });
  holds(result, 'flows.ask.inSystem', (50 * (1 + 10 / 1.21)) / (100 / 1.1 - 50));
});

it('of reads that a refresh lets see, 1 − (1 − e^(−uT))/(uT) are older than the newest version', () => {
  const text = `client people  service front { work 0 ms }
    data Item { key id  count 1  requires eventual within 500 ms }
    database store { stores Item  work 0 ms  wal off  refresh 2 s }
    flow put { people -> front { write Item to store } }  flow get { people -> front { read Item from store } }
    workload steady { put at 0.5/s  get at 10/s }`;
  const { data } = simulated(text, { duration: 8000 });
  const { older = 0, reads = 1, stale = 0 } = data.Item ?? {};
  // Of 4,000 refreshes; the share of one period spreads by less than .4, so three standard deviations are .019.
  assert.ok(Math.abs(older / reads - Math.exp(-1)) < 0.019, `${older / reads}`);
  assert.ok(stale > 0 && stale < older);
});
