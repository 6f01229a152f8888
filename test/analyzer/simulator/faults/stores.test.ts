/** Stores whose copies break, by the words of scenarios. */
import assert from 'node:assert/strict';
import { failing, happened, near, scenario } from '../scenario.js';

const store = (
  faults: string,
  how = 'replicas 3 leader semi_sync 1 { elect by consensus timeout 1 s heartbeat 200 ms }',
) =>
  scenario(`
region us { zones a, b, c }
data Item { key id  count 1k  size 1 KB }
client app { in us  timeout 1 s }
service web { instances 3 across us cores 8 work 1 ms  timeout 500 ms }
database items { stores Item  across us  cores 8  read_work 1 ms  write_work 1 ms  wal sync  ${how} }
flow ask { app -> web { write Item to items } }
flow look { app -> web { read Item from items } }
workload usual { ask at 100/s  look at 100/s }
scenario "s" { run usual for 100 s warmup 0 s seed 3 \n ${faults} }`);

describe('stores that break', () => {
  it('a leader that crashes is followed after its time-out, and nothing that was acknowledged is lost', () => {
    const result = store('at 20 s crash items.leader for 30 s');
    const [elected, ...others] = happened(result, 'failover');
    assert.equal(others.length, 0);
    const after = (elected?.[0] ?? 0) - 20;
    assert.ok(after > 0.8 && after < 3, `${after} s`);
    // Writes fail from the crash until then.
    near(failing(result) * 100, after, 0.7);
    near(result.components.items?.recovery ?? 0, after, 0.1);
    assert.equal(result.data.Item?.lost, 0);
  });

  it('a leader that stands still is followed, too', () => {
    const result = store('at 20 s pause items.leader for 30 s');
    assert.equal(happened(result, 'failover').length, 1);
    assert.ok(failing(result) < 0.05 && failing(result) > 0.005, `${failing(result)}`);
  });

  it('a leader that is cut off from its replicas is followed', () => {
    const cuts =
      'at 20 s partition items.leader from items.replica.1 for 30 s\nat 20 s partition items.leader from items.replica.2 for 30 s';
    const result = store(cuts);
    assert.ok(happened(result, 'failover').length >= 1);
    assert.equal(result.data.Item?.lost, 0);
  });

  it('a replica that crashes costs nothing where two are left', () => {
    const result = store('at 20 s crash items.replica.1 for 30 s');
    assert.ok(failing(result) < 0.002, `${failing(result)}`);
    assert.equal(happened(result, 'failover').length, 0);
  });

  it('without anybody to follow it, a leader is missed for as long as it is away', () => {
    near(failing(store('at 20 s crash items.leader for 10 s', '')), 0.1, 0.006);
    near(failing(store('at 20 s restart items', 'replicas 3 leader sync { elect manual }')), 0.1, 0.02);
  });

  it('a zone that is lost takes the leader', () => {
    const result = store('at 20 s lose zone us.a for 30 s');
    assert.ok(happened(result, 'failover').length >= 1);
    // One of three instances of the service is silent for 30 s, and nobody checks its health.
    near(failing(result), 0.1, 0.04);
  });

  it('of shards one is missed, and the others go on', () => {
    const result = store('at 20 s crash items.shard.2 for 20 s', 'shards 4 by hash(id)');
    near(failing(result), 0.2 / 4, 0.015);
    assert.equal(failing(store('at 20 s crash items.shard.9 for 20 s', 'shards 4 by hash(id)')), 0);
  });

  it('quorums outlive one of three copies, and not two', () => {
    const how = 'replicas 3 leaderless { write quorum  read quorum }';
    assert.ok(failing(store('at 20 s crash items.replica.1 for 20 s', how)) < 0.005);
    const two = 'at 20 s crash items.replica.1 for 20 s\nat 20 s crash items.replica.2 for 20 s';
    near(failing(store(two, how)), 0.2, 0.02);
  });

  it('a slow copy that nobody waits for costs no latency', () => {
    const usual = store('').flows.ask?.latency.mean ?? 0;
    const slow = store('at 0 s slow items.replica.2 3x').flows.ask?.latency.mean ?? 0;
    near(slow / usual, 1, 0.15);
  });

  it('clocks are wrong and right again', () => {
    const result = store('at 20 s skew clock of items.leader by 3 s for 10 s');
    assert.deepEqual(
      result.events.filter(({ kind }) => kind === 'fault' || kind === 'repair').map(({ at }) => Math.round(at)),
      [20, 30],
    );
  });
});
