/** Copies that are all alike: which of them are behind, and messages that do not reach them. */
import assert from 'node:assert/strict';
import { at, recorded } from './recorded.js';

const store = (replicas: string, faults: string) => `
region us { zones a, b, c }
link us.a -- us.b { rtt constant(20 ms) }
link us.a -- us.c { rtt constant(20 ms) }
link us.b -- us.c { rtt constant(20 ms) }
data Item { key id  count 40 }
client app { in us.a }
service web { in us.a  work 1 ms }
database items { stores Item  across us  write_work 1 ms  read_work 1 ms  ${replicas} }
flow tell { app -> web { write Item to items } }
workload usual { tell at 100/s }
scenario "s" { run usual for 60 s warmup 0 s
  ${faults} }`;

describe('copies that are alike', () => {
  it('are behind in what was written while they were cut off', () => {
    const quorum = 'replicas 3 leaderless { write one  read one  hints off }';
    const cut =
      'at 20 s partition items.replica.3 from us.a for 10 s\nat 20 s partition items.replica.3 from us.b for 10 s';
    const playback = recorded(store(quorum, cut), { step: 0.5 });
    const behind = (machine: string, time: number) =>
      at(playback, playback.machines.find(({ id }) => id === machine)?.behind, time);
    // Before, only what is on its way: 100 writes a second for some 20 ms.
    for (const time of [5, 10, 15]) assert.ok(behind('items.replica.3', time) <= 8);
    // Of 40 items written 1000 times within ten seconds all but e^-25 have been.
    assert.ok(behind('items.replica.3', 29) >= 38, `${behind('items.replica.3', 29)}`);
    for (const machine of ['items.replica.1', 'items.replica.2']) assert.ok(behind(machine, 29) <= 8);
    // Each item is written again some time: after 15 s e^-37 of them are not.
    assert.ok(behind('items.replica.3', 50) <= 8, `${behind('items.replica.3', 50)}`);
    const lost = playback.messages.filter(({ kind, outcome }) => kind === 'replicate' && outcome === 'lost');
    assert.ok(lost.length > 10);
    assert.ok(
      lost.every(({ toMachine, departs }) => toMachine === 'items.replica.3' && departs >= 20 && departs < 30.1),
    );
  });

  it('that crash lose what is on its way to them', () => {
    for (const replicas of ['replicas 3 leaderless { write quorum  read quorum }', 'replicas 3 leader async']) {
      const { messages } = recorded(store(replicas, 'at 20.0005 s crash items.replica.2 for 10 s'), {
        requests: 5000,
        requestsPerSecond: 200,
        frames: 60,
      });
      const lost = messages.filter(({ kind, outcome }) => kind === 'replicate' && outcome === 'lost');
      assert.ok(lost.length > 0, replicas);
      assert.ok(
        lost.every(({ toMachine, arrives }) => toMachine === 'items.replica.2' && arrives >= 20 && arrives < 31),
      );
    }
  });

  it('have no such count where one of them leads', () => {
    const { machines } = recorded(store('replicas 3 leader async', ''), { step: 1 });
    assert.ok(machines.length >= 3 && machines.every(({ behind }) => behind === undefined));
  });
});

describe('attempts', () => {
  it('are numbered where a call is made again', () => {
    const { messages } = recorded(
      `client people  service web { work 1 ms }  external bank { work 1 ms  fails 50% }
      flow pay { people -> web { call bank retry 2 } }  workload steady { pay at 50/s }`,
      { duration: 20 },
    );
    const calls = messages.filter(({ to, kind }) => to === 'bank' && kind === 'request');
    const counted = [undefined, 2, 3].map((attempt) => calls.filter((one) => one.attempt === attempt).length);
    const [first = 0, second = 0, third = 0] = counted;
    assert.equal(first + second + third, calls.length);
    // Half of them fail each time.
    assert.ok(Math.abs(second / first - 0.5) < 0.15 && Math.abs(third / second - 0.5) < 0.2, counted.join(' '));
  });
});
