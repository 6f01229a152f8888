/** What a recording shows of stores and queues: leaders, logs, backlogs, hit ratios; against what must come out. */
import assert from 'node:assert/strict';
import type { CopySeries, Playback } from '../../../../analyzer/simulator/playback/playback.js';
import { at, recorded, recording } from './recorded.js';

/** A hundred writes a second, and a replica that is 200 ms away. */
const log = (faults = '') => `
data Account { key id }
client app { }
region us { zones a } region eu { zones a } link us -- eu { rtt constant(400 ms) }
coordinator keeper { in us }
database accounts { stores Account  write_work 10 us  in us
  replicas 2 leader async { across us, eu  elect by lock keeper lease 7.6 s heartbeat 10 ms } }
flow w { app -> accounts { write Account to accounts } }
workload usual { w at 100/s arrivals paced }
scenario "s" { run usual for 60 s warmup 0 s
  ${faults} }`;

function copyOf(playback: Playback, machine: string): CopySeries<Float64Array> {
  const [copy] = playback.machines.find(({ id }) => id === machine)?.copies ?? [];
  assert.ok(copy !== undefined, `no copy at ${machine}`);
  return copy;
}

describe('logs of copies', () => {
  it('are as far behind as messages take', () => {
    const playback = recorded(log(), { step: 0.5 });
    const [leader, replica] = ['accounts.leader', 'accounts.replica.1'].map((id) => copyOf(playback, id));
    assert.ok(leader !== undefined && replica !== undefined);
    for (const time of [1, 10, 30]) {
      // One write each 10 ms; people are 20 ms away.
      const written = at(playback, leader.written, time);
      assert.ok(Math.abs(written - 100 * (time - 0.02)) <= 1, `${written} at ${time} s`);
      // Those of the last 200 ms are on their way.
      const behind = at(playback, replica.lagEntries, time);
      assert.ok(Math.abs(behind - 20) <= 1, `${behind} entries`);
      assert.equal(written - at(playback, replica.applied, time), behind);
      const seconds = at(playback, replica.lagSeconds, time);
      assert.ok(seconds > 0.18 && seconds <= 0.21, `${seconds} s`);
      assert.equal(at(playback, playback.components.accounts?.lagEntries, time), behind);
      assert.deepEqual([at(playback, leader.leads, time), at(playback, replica.leads, time)], [2, 0]);
      assert.equal(at(playback, leader.lagEntries, time), 0);
    }
  });

  it('show who leads, in which term, and when that changes', () => {
    const playback = recorded(log('at 30.005 s crash accounts.leader for 20 s'), { step: 0.5 });
    const [first, second] = ['accounts.leader', 'accounts.replica.1'].map((id) => copyOf(playback, id));
    const failover = playback.events.find(({ kind }) => kind === 'failover');
    assert.ok(failover !== undefined && first !== undefined && second !== undefined);
    // The lease, and the way of asking for it and of the entries that are still on their way.
    assert.ok(failover.at > 37.6 && failover.at < 38.2, `${failover.at}`);
    assert.deepEqual([failover.machine, failover.term], ['accounts.replica.1', 2]);
    assert.deepEqual([at(playback, first.leads, 30), at(playback, second.leads, 30)], [2, 0]);
    assert.deepEqual([at(playback, first.leads, 35), at(playback, second.leads, 35)], [0, 0]);
    assert.deepEqual([at(playback, first.leads, 45), at(playback, second.leads, 45)], [0, 2]);
    assert.deepEqual([at(playback, first.leads, 55), at(playback, second.leads, 55)], [0, 2]);
    assert.deepEqual([at(playback, second.term, 30), at(playback, second.term, 45)], [1, 2]);
    const { accounts } = playback.components;
    const leaderless = (time: number) => at(playback, accounts?.leaderless, time);
    assert.deepEqual([leaderless(30), leaderless(35), leaderless(45)], [0, 1, 0]);
    const state = (time: number) => at(playback, playback.machines[0]?.state, time);
    assert.deepEqual([state(30), state(35), state(51)], [0, 1, 0]);
    assert.deepEqual([at(playback, accounts?.up, 30), at(playback, accounts?.up, 35)], [2, 1]);
    const fault = playback.events.find(({ kind }) => kind === 'fault');
    assert.equal(fault?.at, 30.005);
    assert.deepEqual(fault?.of, ['s/1', 'accounts']);
    // A hundred requests a second err meanwhile.
    assert.ok(Math.abs(at(playback, accounts?.failures, 35) - 50) <= 1);
    assert.ok(
      playback.messages.some(
        ({ kind, to, outcome }) => kind === 'request' && to === 'accounts' && outcome === 'rejected',
      ),
    );
  });

  it('of those elected by vote begin with a candidate', () => {
    const { events } = recorded(`
      data Item { key id }  client app
      database items { stores Item  replicas 3 leader semi_sync 1 { elect by consensus timeout 1 s heartbeat 200 ms } }
      flow ask { app -> items { write Item to items } }  workload usual { ask at 20/s }
      scenario "s" { run usual for 60 s seed 3  at 20 s crash items.leader }`);
    const [candidate, failover] = ['candidate', 'failover'].map((kind) => events.find((event) => event.kind === kind));
    assert.ok(candidate !== undefined && failover !== undefined);
    assert.ok(candidate.at > 20.7 && candidate.at <= failover.at);
    assert.match(candidate.machine ?? '', /^items\.replica\.[12]$/);
    assert.deepEqual([candidate.machine, candidate.term], [failover.machine, failover.term]);
  });
});

const queue = (faults = '') => `
data Job { key id }  client people  service api { work 0 ms }
queue jobs { carries Job  partitions 4  work 0 ms }
service worker { instances 2  work constant(1 ms) }
flow tell { people -> api { publish Job to jobs } }
flow hear { on jobs -> worker { } }
workload steady { tell at 100/s arrivals paced }
scenario "s" { run steady for 60 s warmup 0 s
  ${faults} }`;

describe('queues', () => {
  it('fill by what is published while nobody consumes', () => {
    const playback = recorded(queue('at 20 s pause jobs for 10 s'), { step: 1 });
    const { jobs } = playback.components;
    for (const time of [21, 25, 29]) {
      assert.ok(Math.abs(at(playback, jobs?.backlog, time) - 100 * (time - 20)) <= 1);
      assert.ok(Math.abs(at(playback, jobs?.oldest, time) - (time - 20)) <= 0.011);
      const parts = playback.partitions.map(({ backlog }) => at(playback, backlog, time));
      assert.equal(parts.length, 4);
      // They go round.
      assert.ok(parts.every((count) => Math.abs(count - 25 * (time - 20)) <= 1));
    }
    assert.deepEqual([at(playback, jobs?.backlog, 19), at(playback, jobs?.backlog, 40)], [0, 0]);
    assert.equal(playback.partitions[2]?.id, 'jobs.partition.3');
  });

  it('tell of dead letters', () => {
    const { events, components } = recorded(`
      data Job { key id }  client people  service api { work 0 ms }
      queue bad { carries Job }  queue jobs { carries Job  dead_letter bad  max_deliveries 2  work 0 ms }
      service worker { work 1 ms }  external flaky { work 1 ms  fails 50% }
      flow tell { people -> api { publish Job to jobs } }  flow hear { on jobs -> worker { call flaky } }
      workload steady { tell at 20/s }  scenario "s" { run steady for 60 s }`);
    const died = events.find(({ kind }) => kind === 'dead_letter');
    assert.deepEqual(died?.of, ['jobs']);
    assert.ok((components.jobs?.deadLettered ?? []).some((count) => count > 0));
  });
});

describe('caches and breakers', () => {
  it('show hits per look-up, none after a flush', () => {
    const playback = recorded(
      `data Item { key id  count 100  size 1 KB }  client people
      service web { work 1 ms }  cache shelf { caches Item  capacity objects(100) }  database items { stores Item }
      flow look { people -> web { read Item from shelf else items } }  workload steady { look at 200/s }
      scenario "s" { run steady for 60 s  at 30 s flush shelf }`,
      { step: 0.1 },
    );
    const ratio = (time: number) => at(playback, playback.components.shelf?.hitRatio, time);
    assert.equal(ratio(29), 1);
    assert.ok(ratio(30.1) < 0.3, `${ratio(30.1)}`);
    assert.ok(ratio(50) > 0.9);
  });

  it('tell when a breaker opens and closes', () => {
    const playback = recorded(
      `client people  service web { work 1 ms  breaker { threshold 50% window 2 s open 5 s } }
      external bank { work 1 ms }  flow pay { people -> web { call bank } }  workload steady { pay at 100/s }
      scenario "s" { run steady for 60 s  at 20 s fail rate 100% of bank for 10 s }`,
      { step: 0.5 },
    );
    const [opens, closes, ...more] = playback.events.filter(({ kind }) => kind === 'breaker');
    assert.ok(opens !== undefined && closes !== undefined);
    assert.equal(more.length, 0);
    assert.deepEqual(opens.of, ['web', 'bank']);
    assert.ok(opens.at > 20 && opens.at < 23 && closes.at > 30 && closes.at < 36, `${opens.at} ${closes.at}`);
    const [breaker] = playback.breakers;
    assert.deepEqual([at(playback, breaker?.state, 15), at(playback, breaker?.state, 28)], [0, 1]);
    assert.equal(at(playback, breaker?.state, 40), 0);
  });
});

describe('autoscaling', () => {
  it('shows instances that come later, and not before', () => {
    const run = recording(
      `client people  service chat { cores 2  work exponential(10 ms)  autoscale 2..20 target 60% every 1 min }
      flow ask { people -> chat }  workload steady { ask at 200/s spikes 5x for 300 s }`,
      { duration: 400, warmup: 0, step: 1 },
    );
    run.advance(Infinity);
    const playback = run.playback();
    const { instances } = playback.components.chat ?? assert.fail();
    assert.equal(at(playback, instances, 30), 2);
    assert.ok(at(playback, instances, 300) > 4);
    assert.equal(playback.machines.filter(({ busy }) => busy.some((one) => one >= 0)).length, Math.max(...instances));
    const late = playback.machines.at(-1);
    assert.ok(Number.isNaN(at(playback, late?.busy, 30)));
    assert.ok(playback.events.some(({ kind }) => kind === 'scaling'));
  });
});
