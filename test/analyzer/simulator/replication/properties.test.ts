import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReplicaGroup } from '../../../../analyzer/simulator/replication/replica-group.js';
import { broken, type Hands } from './broken.js';

const modes = ['async', 'semi_sync 1', 'semi_sync 2', 'sync'].flatMap((mode) =>
  [
    'elect by consensus timeout 400 ms heartbeat 100 ms',
    'elect by lock keeper lease 2 s heartbeat 500 ms fencing on',
    'elect by priority heartbeat 500 ms timeout 2 s fencing on',
    'elect manual',
  ].map((elect) => `leader ${mode} { ${elect} }`),
);
const logs = ['', 'wal sync { fsync exponential(1 ms) }', 'wal async every 1 s'];

const design = (copies: number, shards: number, how: string, log: string) => `
region us { zones a, b, c }
data Account { key id  count 50 }
client app { in us timeout 1 s }
coordinator keeper { in us }
database accounts {
  stores Account  across us  cores 2  write_work exponential(1 ms)  read_work exponential(1 ms)
  replicas ${copies} ${how}
  ${shards > 1 ? `shards ${shards} by hash(id)` : ''} ${log}
}
flow w { app -> accounts { write Account to accounts } }
flow r { app -> accounts { read Account from accounts } }
workload usual { w at 100/s  r at 100/s }
`;

/** Positions of each copy are in order, and no log has two leaders. */
function check(groups: readonly ReplicaGroup[]): void {
  for (const { copies, log } of groups) {
    const leaders = copies.filter(({ leads }) => leads);
    assert.equal(new Set(leaders.map((copy) => copy.log.term)).size, leaders.length, 'two leaders in one term');
    assert.ok(log.first <= log.last + 1 && log.committed <= log.last, 'the log is out of order');
    for (const copy of copies) {
      assert.ok(copy.applied <= copy.started && copy.started <= copy.received, 'applied before it was received');
      assert.ok(copy.received <= copy.sent || copy.leads, `received ${copy.received} of ${copy.sent} sent`);
      assert.ok(copy.acked <= copy.received && copy.flushed <= copy.received, 'acknowledged before it was received');
      assert.ok(copy.received <= copy.log.last, 'more than there is');
    }
  }
}

/** Machines crash one after another, at most so many at once. */
function shake(hands: Hands, most: number, moments: readonly number[]): void {
  const groups = () => hands.world.replicas.of('accounts')?.groups ?? [];
  for (const [i, moment] of moments.entries()) {
    const at = 2 + i * 5 + moment * 3;
    hands.at(at, () => {
      const copies = groups()[0]?.copies ?? [];
      const up = copies.filter(({ isDown }) => !isDown);
      const victim = up[Math.floor(moment * 7919) % Math.max(1, up.length)];
      if (victim === undefined || copies.length - up.length >= most) return;
      hands.crash(victim.unit);
      hands.world.later(3 + 4 * moment, () => hands.restart(victim.unit));
    });
    for (let look = 0; look < 5; look++) hands.at(at + look, () => check(groups()));
  }
}

const moments = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 5 });

describe('copies in runs', () => {
  it('whatever crashes, positions and leaders are in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5 }),
        fc.integer({ min: 1, max: 2 }),
        fc.constantFrom(...modes, 'consensus'),
        fc.constantFrom(...logs),
        moments,
        fc.integer({ min: 1, max: 1000 }),
        (copies, shards, how, log, when, seed) => {
          broken(design(copies, shards, how, log), { duration: 5 * when.length + 10, seed }, (hands) =>
            shake(hands, copies, when),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('what a majority or every copy has is never lost while a minority is down', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(3, 5),
        fc.constantFrom('consensus', ...modes.filter((mode) => mode.includes(' sync'))),
        fc.constantFrom('', 'wal sync { fsync exponential(1 ms) }'),
        moments,
        fc.integer({ min: 1, max: 1000 }),
        (copies, how, log, when, seed) => {
          const { data } = broken(design(copies, 1, how, log), { duration: 5 * when.length + 10, seed }, (hands) =>
            shake(hands, Math.floor(copies / 2), when),
          );
          assert.equal(data.Account?.lost, 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('the same seed gives the same run', () => {
    const run = () => {
      const { world: _, ...result } = broken(
        design(3, 2, 'leader async { elect by consensus timeout 400 ms }', 'wal async every 1 s'),
        { duration: 40, seed: 7 },
        (hands) => shake(hands, 3, [0.3, 0.8, 0.1]),
      );
      return JSON.stringify(result);
    };
    assert.equal(run(), run());
  });
});
