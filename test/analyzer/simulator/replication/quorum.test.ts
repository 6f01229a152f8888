/** What the copies of leaderless stores hold: staleness against the WARS model, repairs, hints, clocks. */
import assert from 'node:assert/strict';
import { simulated } from '../simulated.js';
import { broken } from './broken.js';

const store = (inside: string, { at = 'write one', reads = 40, writes = 20, count = 2000 } = {}): string => `
  data Item { key id  count ${count}  popularity uniform }
  client app
  database items { stores Item  cores 4096  work constant(1 us)  replicas 3 leaderless { ${at}  ${inside} } }
  flow change { app -> items { write Item to items } }
  flow look { app -> items { read Item from items } }
  flow both { app -> items { write Item to items  read Item from items } }
  workload all { ${writes > 0 ? `change at ${writes}/s` : ''}  ${reads > 0 ? `look at ${reads}/s` : ''}  both at 200/s }`;

const disk = `delays {
  write mixture(38%: pareto(1.05 ms, 1.51), 62%: exponential(5.464 ms))
  ack mixture(91.22%: pareto(0.235 ms, 10), 8.78%: exponential(0.6024 ms))
  request mixture(91.22%: pareto(0.235 ms, 10), 8.78%: exponential(0.6024 ms))
  response mixture(91.22%: pareto(0.235 ms, 10), 8.78%: exponential(0.6024 ms)) }`;
const exponential =
  'delays { write exponential(10 ms) ack exponential(5 ms) request exponential(5 ms) response exponential(5 ms) }';

/** Share of the reads right after the acknowledgement of a write that see it. */
function freshShare(text: string): number {
  const result = simulated(text, { duration: 150, warmup: 0 });
  const { Item } = result.data;
  assert.ok(Item !== undefined && Item.reads > 20_000);
  return 1 - Item.older / Item.reads;
}

const alone = { reads: 0, writes: 0, count: 4000 };

describe('the copies of a leaderless store', () => {
  it('are as stale right after a write as the WARS model says', () => {
    const one = (inside: string, at: string) => freshShare(store(inside, { ...alone, at }));
    for (const [inside, at, expected] of [
      [disk, 'write one  read one', 0.4365],
      [disk, 'write 2  read one', 0.7127],
      [exponential, 'write one  read one', 0.6249],
      [exponential, 'write one  read 2', 0.9088],
    ] as const) {
      const share = one(inside, at);
      // 30 000 reads scatter by less than 0.003.
      assert.ok(Math.abs(share - expected) < 0.012, `${at}: ${share} against ${expected}`);
    }
  });

  it('never are for readers where reads and writes meet', () => {
    const { data } = simulated(store(exponential, { ...alone, at: 'write quorum  read quorum', count: 50 }), {
      duration: 60,
      warmup: 0,
    });
    assert.ok((data.Item?.reads ?? 0) > 5000);
    assert.equal(data.Item?.older, 0);
  });

  it('are unavailable where all must answer and one is down', () => {
    const result = broken(store('', { at: 'write all  read one' }), { duration: 20 }, (hands) =>
      hands.at(10, () => hands.crash(hands.copy('items', 2))),
    );
    const change = result.flows.change;
    assert.ok(change !== undefined && Math.abs((change.availability ?? 1) - 0.5) < 0.1, `${change?.availability}`);
    assert.equal(result.flows.look?.availability, 1);
    assert.ok((result.components.items?.unavailable ?? 0) > 1000);
  });

  it('get what they missed from hints', () => {
    const run = (inside: string) =>
      broken(store(inside, { at: 'write one  read one', reads: 0, count: 200 }), { duration: 60 }, (hands) => {
        const copy = hands.copy('items', 3);
        hands.at(5, () => hands.crash(copy));
        hands.at(20, () => hands.restart(copy));
      });
    const kept = run('hints on').components.items;
    assert.ok((kept?.hintsStored ?? 0) > 2000);
    assert.equal(kept?.hintsStored, kept?.hintsDelivered);
    assert.equal(run('hints off').components.items?.hintsStored, 0);
  });

  it('are repaired by readers, and now and then', () => {
    const older = (inside: string) => {
      const { data, components } = broken(
        store(inside, { at: 'write one  read one', reads: 2000, writes: 1, count: 2000 }).replace('both at 200/s', ''),
        { duration: 60 },
        (hands) => {
          const copy = hands.copy('items', 3);
          hands.at(2, () => hands.crash(copy));
          hands.at(20, () => hands.restart(copy));
        },
      );
      return { older: data.Item?.older ?? 0, repairs: components.items?.readRepairs ?? 0 };
    };
    const never = older('');
    const reading = older('repair on_read');
    const timed = older('repair every 5 s');
    assert.ok(never.older > 20 && never.repairs === 0, `${never.older}`);
    assert.ok(reading.repairs > 5 && reading.older < 0.7 * never.older, `${reading.older} of ${never.older}`);
    assert.ok(timed.older < 0.5 * never.older, `${timed.older} of ${never.older}`);
  });

  it('lose acknowledged writes to a clock that is ahead', () => {
    const lost = (ahead: number) =>
      broken(store('', { at: 'write quorum  read quorum', count: 20 }), { duration: 20 }, (hands) => {
        hands.copy('items', 1).clock = ahead;
      }).data.Item?.lost ?? -1;
    assert.equal(lost(0), 0);
    assert.ok(lost(5) > 500, `${lost(5)}`);
  });
});
