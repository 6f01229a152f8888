/** What single behaviours do: overload and time-outs, breakers, budgets, hedges, queues, locks, places. */
import assert from 'node:assert/strict';
import { Breaker } from '../../../analyzer/simulator/behaviours/breaker.js';
import { RetryBudget } from '../../../analyzer/simulator/behaviours/retry-budget.js';
import type { SimulationResult } from '../../../analyzer/simulator/result.js';
import { holds, simulated } from './simulated.js';

/** Ten workers of 10 ms whose clients wait 100 ms; twice the capacity for 10 s at 60 s. */
function overloaded(policy: string, service: string): SimulationResult {
  const text = `client people { timeout 100 ms  ${policy} }
    service workers { cores 10  work exponential(10 ms)  ${service} }
    flow ask { people -> workers }
    workload steady { ask at 700/s spikes 2.857142857x for 10 s }`;
  return simulated(text, { duration: 600, warmup: 0 });
}

/** Seconds after the end of the spike until most requests of a second succeed, for good. */
function recovery({ timeline }: SimulationResult): number {
  const { failed = [], completed = [] } = timeline.flows.ask ?? {};
  const isBad = (_: number, second: number) => (failed[second] ?? 0) > (completed[second] ?? 0);
  return timeline.step * (failed.findLastIndex(isBad) + 1) - 70;
}

describe('a spike beyond capacity', () => {
  it('without retries is over when the backlog is worked off: 10,000 requests at 300/s, 33 s', () => {
    const seconds = recovery(overloaded('', ''));
    // Seconds are counted whole, and the last tenth of a second of the backlog is no longer too late.
    assert.ok(seconds >= 31 && seconds <= 35, `${seconds}`);
  });
  it('with three retries is never over', () => {
    const result = overloaded('retry 3', '');
    assert.ok(recovery(result) >= 530);
    const completed = result.timeline.flows.ask?.completed.slice(300) ?? [];
    assert.deepEqual(new Set(completed), new Set([0]));
  });
  it('with three retries and room for fifty is over at once', () => {
    assert.ok(recovery(overloaded('retry 3', 'limit 60')) <= 1);
  });
  it('with three retries within a budget is over in the end', () => {
    const seconds = recovery(overloaded('retry 3 budget 10%', ''));
    assert.ok(seconds > 33 && seconds < 120, `${seconds}`);
  });
  it('with work thrown away that nobody waits for is over at once', () => {
    assert.ok(recovery(overloaded('', 'skip expired')) <= 1);
  });
});

describe('a breaker', () => {
  it('opens when enough calls failed, tries again after a while, and closes when that works', () => {
    const breaker = new Breaker(0.5, 10, 5);
    for (let i = 0; i < 30; i++) {
      assert.equal(breaker.allows(i / 10), true);
      breaker.note(i / 10, i % 3 === 0);
    }
    for (let i = 0; i < 30; i++) if (breaker.allows(3 + i / 100)) breaker.note(3 + i / 100, true);
    assert.equal(breaker.allows(4), false);
    assert.equal(breaker.allows(8.5), true);
    assert.equal(breaker.allows(8.5), false, 'one call at a time is let through');
    breaker.note(8.6, true);
    assert.equal(breaker.allows(9), false);
    assert.equal(breaker.allows(14), true);
    breaker.note(14, false);
    assert.equal(breaker.allows(14), true);
  });
  it('forgets what is older than its window', () => {
    const breaker = new Breaker(0.5, 10, 5);
    for (let i = 0; i < 19; i++) breaker.note(0, true);
    for (let i = 0; i < 19; i++) breaker.note(20, false);
    breaker.note(20, true);
    assert.equal(breaker.allows(20), true);
  });
  it('spares a caller the waiting for one that is down', () => {
    const text = (breaker: string) => `client people
      service front { work 0 ms }  external slow { work constant(10 s)  timeout 1 s }
      flow ask { people -> front { call slow ${breaker} } }  workload steady { ask at 50/s }`;
    const guarded = simulated(text('breaker { threshold 50%  window 10 s  open 5 s }'), { duration: 300 });
    const { failed, shortCircuited } = guarded.flows.ask?.counts ?? assert.fail();
    assert.ok(shortCircuited > 0.95 * failed);
    // One attempt for every five seconds open and one of trying.
    assert.ok((guarded.components.slow?.arrivalRate ?? 0) < 0.2);
    assert.ok((simulated(text(''), { duration: 300 }).components.slow?.arrivalRate ?? 0) > 49);
  });
});

it('a retry budget lets so many retries through as calls put in', () => {
  const budget = new RetryBudget(0.1);
  let retries = 0;
  for (let call = 0; call < 10_000; call++) {
    budget.call();
    if (budget.allows()) retries++;
  }
  // The share of the calls, and what the purse held at first.
  assert.ok(retries >= 1000 && retries <= 1010, `${retries}`);
});

it('a hedge at a percentile that the caller measures sends about so many more', () => {
  const text = `client people  service front { work 0 ms }  external leaf { work exponential(10 ms) }
    flow ask { people -> front { call leaf hedge at p90 } }  workload steady { ask at 1000/s }`;
  holds(simulated(text, { duration: 300, warmup: 20 }), 'flows.ask.latency.p99', 0.034539);
});

it('a full instance that pushes out the oldest serves those who came last', () => {
  const text = (full: string) => `client people
    service worker { work exponential(10 ms)  limit 10  when full ${full} }
    flow ask { people -> worker }  workload crowd { ask at 200/s }`;
  const [reject, drop] = ['reject', 'drop_oldest'].map((full) => simulated(text(full), { duration: 1000 }));
  holds(reject as SimulationResult, 'components.worker.throughput', 100 * (1 - 2 ** -10 / (2 - 2 ** -10)));
  // Loses as many, but those who get through have waited less.
  holds(drop as SimulationResult, 'components.worker.throughput', 100 * (1 - 2 ** -10 / (2 - 2 ** -10)));
  assert.ok((drop?.flows.ask?.latency.mean ?? 1) < (reject?.flows.ask?.latency.mean ?? 0));
});

const queue = (settings: string, consumer: string, steps = '') => `
  client people  service front { work 0 ms }
  data Event { key id }
  queue events { carries Event  work 0 ms  ${settings} }
  queue failed { carries Event  work 0 ms }
  service reader { ${consumer} }
  flow tell { people -> front { publish Event to events } }
  flow hear { on events -> reader { ${steps} } }
  workload steady { tell at 100/s }`;

describe('a queue', () => {
  it('hands a message out until it is processed, and then gives it to the dead letters', () => {
    const text = queue('partitions 4  dead_letter failed  max_deliveries 3', 'instances 4  work 1 ms  fails 20%');
    const result = simulated(text, { duration: 2000 });
    holds(result, 'flows.hear.rate', 100 * (1 + 0.2 + 0.04));
    const { deadLettered = 0 } = result.components.events ?? {};
    // Three standard deviations of a Poisson count.
    assert.ok(Math.abs(deadLettered - 1600) < 3 * Math.sqrt(1600), `${deadLettered}`);
  });
  it('that delivers at most once loses what fails', () => {
    const result = simulated(queue('partitions 4  deliver at_most_once', 'instances 4  work 1 ms  fails 20%'), {
      duration: 500,
    });
    assert.equal(result.components.events?.redelivered, 0);
    holds(result, 'flows.hear.availability', 0.8);
  });
  it('leaves consumers beyond its partitions idle, and deals partitions whole', () => {
    const result = simulated(queue('partitions 2', 'instances 8  work exponential(10 ms)'), { duration: 1000 });
    holds(result, 'components.reader.utilization', 0.5);
    assert.equal(result.components.reader?.servers, 2);
  });
  it('without partitions gives the next message to whoever is free, M/M/4', () => {
    const text = queue('', 'instances 4  work exponential(36 ms)');
    holds(simulated(text, { duration: 3000 }), 'flows.hear.latency.mean', 0.036 + erlangWait(4, 100, 0.036));
  });
  it('grows where consumers are too slow', () => {
    const result = simulated(queue('partitions 1', 'work 20 ms'), { duration: 100, warmup: 0 });
    const { backlogPeak = 0 } = result.components.events ?? {};
    assert.ok(backlogPeak > 4500 && backlogPeak < 5500, `${backlogPeak}`);
  });
});

describe('a queue with a bound', () => {
  // Ten wait and one is in hand: M/M/1/11 at 100/s of 125/s, whoever of them is turned away.
  const [load, room] = [0.8, 11];
  const full = ((1 - load) * load ** room) / (1 - load ** (room + 1));
  const bounded = (whenFull: string, rate = 100) =>
    queue(`partitions 1  max_length 10  when full ${whenFull}`, 'work exponential(8 ms)').replace(
      'tell at 100/s',
      `tell at ${rate}/s`,
    );

  it('refuses publications when it is full', () => {
    const result = simulated(bounded('reject'), { duration: 4000 });
    holds(result, 'flows.tell.availability', 1 - full);
    assert.equal(result.components.events?.backlogPeak, 10);
    assert.equal(result.data.Event?.lost, 0);
  });
  it('throws the oldest messages away when it is full', () => {
    const result = simulated(bounded('drop_oldest'), { duration: 4000 });
    assert.equal(result.flows.tell?.availability, 1);
    holds(result, 'flows.hear.rate', 100 * (1 - full));
    const { dropped = 0, backlogPeak } = result.components.events ?? {};
    assert.ok(Math.abs(dropped / (4000 * 100 * full) - 1) < 0.1, `${dropped}`);
    assert.equal(backlogPeak, 10);
    // The warm-up's losses are counted as well.
    assert.ok((result.data.Event?.lost ?? 0) >= dropped);
  });
  it('lets publishers wait when it is full, and loses nothing', () => {
    const result = simulated(bounded('block'), { duration: 8000 });
    assert.equal(result.flows.tell?.availability, 1);
    assert.equal(result.components.events?.backlogPeak, 10);
    // At the door, in the queue and in hand together it is M/M/1: as many as without a bound.
    const inside = (result.flows.tell?.inSystem ?? 0) + (result.flows.hear?.latency.mean ?? 0) * 100;
    assert.ok(Math.abs(inside / 4 - 1) < 0.05, `${inside}`);
    assert.ok((result.flows.tell?.latency.mean ?? 0) > 0.001);
  });
  it('keeps out what publishers send who wait for no answer', () => {
    const result = simulated(bounded('block  ack none', 200), { duration: 200 });
    assert.equal(result.components.events?.backlogPeak, 10);
    assert.equal(result.flows.tell?.availability, 1);
  });
  it('slows an overloaded publisher down to what its consumer takes', () => {
    const text = bounded('block').replace('tell at 100/s', 'tell by 50 users thinking 1 ms');
    const result = simulated(text, { duration: 1000 });
    holds(result, 'flows.tell.rate', 125);
  });
});

/** Mean wait of M/M/c by Erlang's recursion. */
function erlangWait(servers: number, rate: number, service: number): number {
  const load = rate * service;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  const wait = blocked / (1 - (load / servers) * (1 - blocked));
  return wait / (servers / service - rate);
}

describe('places', () => {
  const world = `region us { zones a, b }  region eu { zones a, b }
    link us -- eu { rtt 80 ms }  link us.a -- us.b { rtt 2 ms }`;
  it('a request stays in its region where it can, and goes to the leader where it must', () => {
    const text = `${world}
      service front { in eu  work 0 ms }  service near { across us, eu  instances 4  work 0 ms }
      data Item { key id }
      database store { stores Item  across us, eu  work 0 ms  replicas 3 leader async { read from leader } }
      flow local { front -> near }
      flow far { front -> near { read Item from store } }
      workload steady { local at 100/s  far at 100/s }`;
    const { flows } = simulated(text, { duration: 50 });
    assert.ok((flows.local?.latency.mean ?? 1) <= 0.001);
    const gap = (flows.far?.latency.mean ?? 0) - (flows.local?.latency.mean ?? 0);
    assert.ok(Math.abs(gap - 0.08) < 0.001, `${gap}`);
  });
  it('a write waits for the copies that it must, each at its place', () => {
    const text = `${world}
      service caller { in us }  service front { in us  work 0 ms }
      data Item { key id }
      database all { stores Item  across us, eu  work 0 ms  replicas 3 leader sync }
      database one { stores Item  across us, eu  work 0 ms  replicas 3 leader semi_sync 1 }
      database none { stores Item  across us, eu  work 0 ms  replicas 3 leader async }
      flow slow { caller -> front { write Item to all } }
      flow middle { caller -> front { write Item to one } }
      flow fast { caller -> front { write Item to none } }
      workload steady { slow at 10/s  middle at 10/s  fast at 10/s }`;
    const { flows } = simulated(text, { duration: 50 });
    const mean = (flow: string) => flows[flow]?.latency.mean ?? Number.NaN;
    assert.ok(mean('fast') < 0.004 && mean('middle') < 0.006, `${mean('fast')} ${mean('middle')}`);
    assert.ok(mean('slow') > 0.08 && mean('slow') < 0.085, `${mean('slow')}`);
  });
});

it('a quorum answers when the second of three exponential delays is over', () => {
  const text = `client people  service front { work 0 ms }
    data Item { key id }
    database store { stores Item  work 0 ms
      replicas 3 leaderless { write quorum  read one
        delays { write exponential(10 ms)  ack constant(0 ms)  request exponential(6 ms)  response constant(0 ms) } } }
    flow put { people -> front { write Item to store } }
    flow get { people -> front { read Item from store } }
    workload steady { put at 200/s  get at 200/s }`;
  const result = simulated(text, { duration: 500 });
  holds(result, 'flows.put.latency.mean', 0.01 * (1 / 3 + 1 / 2));
  holds(result, 'flows.get.latency.mean', 0.002);
});
