import assert from 'node:assert/strict';
import { broken } from './broken.js';

const near = (actual: number | null | undefined, expected: number, within: number, what: string) =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= within,
    `${what}: ${actual} instead of ${expected} ± ${within}`,
  );

/** A store with three copies in a region with zones, or as said; 200 writes per second, evenly spaced. */
const store = (replicas: string, extra = '') => `
region us { zones a, b, c }
link us.a -- us.b { rtt constant(2 ms) }
link us.a -- us.c { rtt constant(2 ms) }
link us.b -- us.c { rtt constant(2 ms) }
data Account { key id  count 1000 }
client app { in us }
coordinator keeper { in us }
database accounts { stores Account  across us  cores 4  write_work 10 us  read_work 10 us  ${replicas}  ${extra} }
flow w { app -> accounts { write Account to accounts } }
flow r { app -> accounts { read Account from accounts } }
workload usual { w at 200/s arrivals paced  r at 200/s }
`;

describe('elections in runs', () => {
  it('T36: Raft with time-outs of 300 to 600 ms finds a leader in 307 ms', () => {
    const text = `
region us { zones a, b, c, d, e }
${['ab', 'ac', 'ad', 'ae', 'bc', 'bd', 'be', 'cd', 'ce', 'de'].map(([one, other]) => `link us.${one} -- us.${other} { rtt constant(20 ms) }`).join('\n')}
data Account { key id }
client app { in us }
database accounts { stores Account  across us
  replicas 5 consensus { elect by consensus timeout 300 ms heartbeat 150 ms } }
flow w { app -> accounts { write Account to accounts } }
workload usual { w at 1/s }`;
    const times = 400;
    const { components } = broken(text, { duration: times * 20 + 20 }, (hands) => {
      for (let i = 0; i < times; i++) {
        // Anywhere between two heartbeats.
        hands.at(10 + 20 * i + ((i * 0.618_033_988) % 1) * 0.15, () => {
          const leader = hands.leader('accounts');
          hands.crash(leader);
          hands.world.later(5, () => hands.restart(leader));
        });
      }
    });
    near(components.accounts?.electionDowntime, 0.307, 0.08 * 0.307, 'downtime');
  });

  it('a lock is taken over when its lease is over', () => {
    const text = store('replicas 3 leader semi_sync 1 { elect by lock keeper lease 10 s heartbeat 2 s }').replace(
      /w at .*/,
      'w at 10/s }',
    );
    const times = 60;
    const { components, data } = broken(text, { duration: times * 60 }, (hands) => {
      for (let i = 0; i < times; i++) {
        hands.at(30 + 60 * i + ((i * 0.618_033_988) % 1) * 2, () => {
          const leader = hands.leader('accounts');
          hands.crash(leader);
          hands.world.later(20, () => hands.restart(leader));
        });
      }
    });
    near(components.accounts?.electionDowntime, 10, 0.3, 'downtime');
    assert.equal(data.Account?.lost, 0);
  });

  it('nobody follows where people elect: writes fail until the machine is back, and nothing is lost', () => {
    const { components, flows, data, events } = broken(
      store('replicas 3 leader async { elect manual }', 'wal sync { fsync 0 s }'),
      { duration: 60 },
      (hands) => {
        hands.at(20.0013, () => {
          const leader = hands.leader('accounts');
          hands.crash(leader);
          hands.world.later(10, () => hands.restart(leader));
        });
      },
    );
    near(components.accounts?.recovery, 10, 1e-6, 'recovery');
    near(flows.w?.counts.failed, 2000, 2, 'failed');
    assert.equal(data.Account?.lost, 0);
    assert.ok(!events.some(({ kind }) => kind === 'failover'));
  });

  it('by priority the first copy that is there takes over', () => {
    const { events } = broken(
      store('replicas 3 leader semi_sync 1 { elect by priority heartbeat 1 s }'),
      { duration: 60 },
      (hands) => {
        hands.at(10, () => hands.crash(hands.copy('accounts', 1)));
        hands.at(20, () => hands.crash(hands.leader('accounts')));
        hands.at(40, () => assert.equal(hands.leader('accounts'), hands.copy('accounts', 2)));
      },
    );
    assert.equal(events.filter(({ kind }) => kind === 'failover').length, 1);
  });

  it('a shard that comes back as a whole goes on with the leader that it had', () => {
    const text = store('replicas 3 leader semi_sync 1 { elect by priority heartbeat 1 s }');
    const { events, components } = broken(text, { duration: 60 }, (hands) => {
      const copies = [hands.leader('accounts'), hands.copy('accounts', 1), hands.copy('accounts', 2)];
      hands.at(10, () => {
        for (const copy of copies) hands.crash(copy);
      });
      hands.at(20, () => {
        for (const copy of copies) hands.restart(copy);
      });
    });
    const taken = events.filter(({ kind }) => kind === 'failover').map(({ text: said }) => said);
    assert.deepEqual(taken, []);
    near(components.accounts?.recovery, 10, 0.1, 'recovery');
  });

  it('who stands for election again and again in vain says so once', () => {
    const { events } = broken(store('replicas 5 consensus'), { duration: 60 }, (hands) => {
      hands.at(10, () => {
        for (const copy of [hands.copy('accounts', 1), hands.copy('accounts', 2), hands.leader('accounts')])
          hands.crash(copy);
      });
    });
    const standing = events.filter(({ text }) => text.includes('stands for election'));
    const stood = standing.map(({ text }) => text.split(' ')[0]);
    assert.ok(stood.length > 0);
    assert.equal(new Set(stood).size, stood.length, stood.join(', '));
  });

  it('three of five copies go on, two of five do not', () => {
    const text = store('replicas 5 consensus');
    const { components, data, flows } = broken(text, { duration: 100 }, (hands) => {
      hands.at(20, () => hands.crash(hands.leader('accounts')));
      hands.at(30, () => hands.crash(hands.leader('accounts')));
      hands.at(50, () => {
        const third = hands.leader('accounts');
        hands.crash(third);
        hands.world.later(20, () => hands.restart(third));
      });
    });
    assert.equal(data.Account?.lost, 0);
    near(components.accounts?.recovery, 20.3, 0.4, 'recovery');
    near(flows.w?.counts.failed, 200 * 21, 200, 'failed');
  });

  it('without fencing a leader that only slept writes on, with it nothing is lost', () => {
    const run = (fencing: string) =>
      broken(
        store(`replicas 3 leader async { elect by lock keeper lease 4 s heartbeat 1 s ${fencing} }`),
        { duration: 60 },
        (hands) => {
          hands.at(20, () => {
            const leader = hands.leader('accounts');
            hands.pause(leader);
            hands.world.later(15, () => hands.resume(leader));
          });
        },
      );
    const [loose, fenced] = [run(''), run('fencing on')];
    assert.ok((loose.data.Account?.lost ?? 0) > 100, `lost: ${loose.data.Account?.lost}`);
    assert.equal(fenced.data.Account?.lost, 0);
  });

  it('a leader that is cut off with a client writes on until its lease is over, and loses that', () => {
    const run = (words: string) =>
      broken(
        store(`replicas 3 ${words}`)
          .replace('client app { in us }', 'client app { in us }\nservice api { in us.a }')
          .replace('app -> accounts { write', 'app -> api -> accounts { write'),
        { duration: 60 },
        (hands) => {
          hands.at(20.0013, () => {
            const leader = hands.leader('accounts');
            for (const number of [1, 2]) {
              hands.cut(leader, hands.copy('accounts', number));
              for (const unit of hands.world.units)
                if (unit.pool.component === 'api' || (unit.pool.component === 'keeper' && words.includes('lock')))
                  hands.cut(unit.pool.component === 'api' ? hands.copy('accounts', number) : leader, unit);
            }
          });
          hands.at(40, () => hands.heal());
        },
      );
    const loose = run('leader async { elect by lock keeper lease 4 s heartbeat 1 s }');
    assert.ok((loose.data.Account?.lost ?? 0) > 0, `lost: ${loose.data.Account?.lost}`);
    assert.equal(run('leader semi_sync 1 { elect by lock keeper lease 4 s heartbeat 1 s }').data.Account?.lost, 0);
    assert.equal(run('consensus').data.Account?.lost, 0);
  });
});
