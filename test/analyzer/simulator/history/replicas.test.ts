/** What clients see of stores with copies, and what crashes take from them. */
import assert from 'node:assert/strict';
import { broken } from '../replication/broken.js';
import { simulated } from '../simulated.js';

const design = (replicas: string, requires: string): string => `
  region us { zones a, b, c }
  link us.a -- us.b { rtt constant(20 ms) }
  link us.a -- us.c { rtt constant(20 ms) }
  link us.b -- us.c { rtt constant(20 ms) }
  data Account { key id  count 50  requires ${requires} }
  client app { in us }
  service shop { in us.a  cores 16 }
  database accounts { stores Account  cores 8  work 1 ms  across us  replicas 3 leader ${replicas} }
  flow pay { app -> shop { write Account to accounts  read Account from accounts } }
  workload all { pay at 100/s }`;

describe('the history of a store with copies', () => {
  it('is linearizable where the leader answers', () => {
    const { data, violations } = simulated(design('sync { read from leader }', 'linearizable'), { duration: 60 });
    assert.deepEqual(violations, []);
    assert.equal(data.Account?.older, 0);
    assert.equal(data.Account?.followed.share, 1);
  });

  it('breaks sessions where followers answer that lag behind', () => {
    const { data, violations } = simulated(design('async { read from replica }', 'read_your_writes'), { duration: 60 });
    const { sessions, reads = 0, older = 0 } = data.Account ?? {};
    assert.ok((sessions?.readYourWrites ?? 0) > 0.01 * reads, `${sessions?.readYourWrites} of ${reads}`);
    assert.ok(older >= (sessions?.readYourWrites ?? 0));
    const [found] = violations;
    assert.equal(found?.kind, 'read_your_writes');
    assert.match(found.operations[0]?.copy ?? '', /^accounts\.leader$/);
    assert.match(found.operations[1]?.copy ?? '', /^accounts\.replica\.\d$/);
    assert.ok(
      violations.every(({ kind }) => kind === 'read_your_writes'),
      'nothing else is required',
    );
  });

  it('shows a write that a crash of its leader took', () => {
    const { data, violations } = broken(
      design('async { elect by consensus timeout 500 ms heartbeat 100 ms }', 'durable'),
      { duration: 60 },
      (hands) => {
        for (let at = 5; at < 55; at += 5) {
          hands.at(at, () => {
            const leader = hands.leader('accounts');
            hands.crash(leader);
            hands.at(at + 2, () => hands.restart(leader));
          });
        }
      },
    );
    assert.ok((data.Account?.lost ?? 0) > 0, `${data.Account?.lost}`);
    const found = violations.find(({ kind }) => kind === 'lost');
    assert.equal(found?.requirement, 'durable');
    assert.match(
      found.text,
      /^version \d+ of Account \d+ was acknowledged to client \d+, and no copy of accounts has it any more$/,
    );
    assert.equal(found.operations[0]?.kind, 'write');
    assert.ok(found.happenings.length > 0, 'what befell the system is told');
  });
});
