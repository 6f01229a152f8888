import assert from 'node:assert/strict';
import { holds, simulated } from '../simulated.js';
import { broken } from './broken.js';

/** A store at one place; 200 writes per second. */
const store = (words: string, load = 'w at 200/s arrivals paced  r at 200/s', technology = '') => `
region us { zones a, b, c }
link us.a -- us.b { rtt constant(20 ms) }
link us.a -- us.c { rtt constant(20 ms) }
link us.b -- us.c { rtt constant(20 ms) }
data Account { key id  count 20 }
client app { in us }
database accounts ${technology} { stores Account  across us  cores 8  write_work 10 us  read_work 10 us  ${words} }
flow w { app -> accounts { write Account to accounts } }
flow r { app -> accounts { read Account from accounts } }
workload usual { ${load} }
`;

/** Machine failures at odd moments, one at a time: each leads to `after` after so many seconds. */
const crashes = (words: string, count: number, technology = '') =>
  broken(store(words, undefined, technology), { duration: 20 * count }, (hands) => {
    for (let i = 0; i < count; i++) {
      hands.at(5 + 20 * i + ((i * 0.618_033_988) % 1) * 5, () => {
        const leader = hands.leader('accounts');
        hands.crash(leader);
        hands.world.later(5, () => hands.restart(leader));
      });
    }
  });

describe('durability in runs', () => {
  it('a single copy that flushes now and then loses half an interval of writes on average', () => {
    const count = 40;
    const { data } = crashes('wal async every 2 s', count);
    const lost = (data.Account?.lost ?? 0) / count;
    assert.ok(Math.abs(lost - 200) < 60, `lost per crash: ${lost}`);
  });

  it('a single copy that flushes each write loses nothing', () => {
    assert.equal(crashes('wal sync { fsync 2 ms }', 10).data.Account?.lost, 0);
  });

  it('a single copy without a log loses everything', () => {
    const { data } = broken(store('wal off'), { duration: 60 }, (hands) =>
      hands.at(50.0001, () => {
        const leader = hands.leader('accounts');
        hands.crash(leader);
        hands.world.later(1, () => hands.restart(leader));
      }),
    );
    assert.ok(Math.abs((data.Account?.lost ?? 0) - 10_000) <= 10, `lost: ${data.Account?.lost}`);
  });

  it('one acknowledgement survives the crash of one machine', () => {
    const elect = 'elect by consensus timeout 500 ms heartbeat 100 ms';
    const semi = crashes(`replicas 3 leader semi_sync 1 { ${elect} }`, 20);
    assert.equal(semi.data.Account?.lost, 0);
    assert.ok((semi.components.accounts?.electionDowntime ?? 0) > 0.3);
    const none = crashes(`replicas 3 leader async { ${elect} }`, 20);
    // One way takes 10 ms.
    const lost = (none.data.Account?.lost ?? 0) / 20;
    assert.ok(Math.abs(lost - 2) <= 1, `lost per crash: ${lost}`);
  });

  it('MySQL goes on alone when no follower answers for 10 s, and waits again when one has caught up', () => {
    const run = (technology: string) =>
      broken(store('replicas 2 leader semi_sync 1', undefined, technology), { duration: 60 }, (hands) => {
        hands.at(20.001, () => hands.crash(hands.copy('accounts', 1)));
        hands.at(40.001, () => hands.restart(hands.copy('accounts', 1)));
      });
    const mysql = run(': mysql');
    const moments = mysql.events.map(({ kind, at }) => `${kind} ${Math.round(at)}`);
    assert.deepEqual(moments, ['degraded 30', 'restored 40']);
    const worst = mysql.components.accounts?.commitLatency?.p999 ?? 0;
    assert.ok(worst > 9.5 && worst < 10.5, `longest wait: ${worst}`);
    // PostgreSQL waits until the follower is back.
    const postgres = run(': postgres');
    assert.deepEqual(postgres.events, []);
    const longest = postgres.components.accounts?.commitLatency?.p999 ?? 0;
    assert.ok(longest > 19 && longest < 21, `longest wait: ${longest}`);
  });

  it('an in-sync group refuses writes below its minimum', () => {
    const { flows, events } = broken(
      store('replicas 3 leader sync { min_insync 2  elect by consensus timeout 500 ms }'),
      { duration: 60 },
      (hands) => {
        hands.at(10.001, () => hands.crash(hands.copy('accounts', 1)));
        hands.at(20.001, () => hands.crash(hands.copy('accounts', 2)));
        hands.at(40.001, () => hands.restart(hands.copy('accounts', 2)));
      },
    );
    assert.equal(events.filter(({ kind }) => kind === 'degraded').length >= 2, true);
    const failed = flows.w?.counts.failed ?? 0;
    assert.ok(failed > 3500 && failed < 4200, `failed: ${failed}`);
  });

  it('followers apply late as M/M/1 behind half a round trip', () => {
    const text = store('replicas 2 leader async { apply work exponential(5 ms) parallel 1 }', 'w at 100/s');
    const result = simulated(text, { duration: 3000 });
    // One way 10 ms, then 5/(1 - 0.5) ms.
    holds(result, 'components.accounts.replicationLag.mean', 0.02);
  });

  it('an asynchronous copy answers with what it has, the leader with everything', () => {
    const read = (from: string) =>
      simulated(
        store(`replicas 2 leader async { read from ${from}  apply work 0 s }`, 'w at 200/s  r at 200/s').replace(
          'data Account { key id',
          'data Account { key id  requires linearizable',
        ),
        { duration: 60 },
      );
    assert.ok((read('replica').data.Account?.stale ?? 0) > 0);
    assert.equal(read('leader').data.Account?.stale, 0);
  });
});
