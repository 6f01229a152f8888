import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../root.js';
import { designOf, lowerText } from '../check.js';
import { assertSound } from './invariants.js';

const folder = join(root, 'examples');
const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /\.(?:sysdesign|csv)$/u.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);
const examples = Object.entries(files).filter(([name]) => name.endsWith('.sysdesign'));

describe('lowering', () => {
  for (const [name, text] of examples) {
    it(`${name} has no mistakes and a sound design`, () => {
      const lowered = lowerText(text, files);
      assert.deepEqual(lowered.said, []);
      assertSound(lowered);
    });
  }

  it('the same text gives the same design', () => {
    const text = files['chat.sysdesign'] ?? '';
    assert.equal(JSON.stringify(designOf(text, files)), JSON.stringify(designOf(text, files)));
  });

  it('an empty text is an empty design called after its file', () => {
    const { design, said } = lowerText('');
    assert.deepEqual(said, []);
    assert.equal(design.name, 'main');
    assert.deepEqual([design.components, design.flows, design.scenarios], [[], [], []]);
  });

  it('regions, zones and links', () => {
    const design = designOf(
      'region us "America" { zones a, b }\nregion eu {}\nlink us -- eu { rtt 80 ms  bandwidth 10 Gbps }\nlink us.a -- us.b { rtt 1 ms }',
    );
    assert.deepEqual(design.regions[0], {
      id: 'us',
      title: 'America',
      zones: [
        { id: 'us.a', name: 'a', region: 'us' },
        { id: 'us.b', name: 'b', region: 'us' },
      ],
    });
    assert.deepEqual(
      design.links.map((link) => [link.id, link.between]),
      [
        ['us--eu', ['us', 'eu']],
        ['us.a--us.b', ['us.a', 'us.b']],
      ],
    );
    assert.deepEqual(design.links[0]?.settings.rtt?.value, {
      kind: 'distribution',
      distribution: { law: 'constant', value: 0.08 },
    });
  });

  it('data', () => {
    const design = designOf(
      'data A { key a, b  requires linearizable, eventual within 30 s  invariant counter "stock"  references B }\ndata B {}',
    );
    assert.deepEqual(design.data[0], {
      id: 'A',
      key: ['a', 'b'],
      requires: [
        { id: 'A.requires.linearizable', name: 'linearizable' },
        { id: 'A.requires.eventual', name: 'eventual', within: 30 },
      ],
      invariants: [{ id: 'A.invariant.counter', shape: 'counter', text: 'stock' }],
      references: [{ id: 'A.references.B', to: 'B' }],
      settings: {},
    });
  });

  it('clauses of components', () => {
    const design = designOf(`
region us { zones a, b }
data A { key k }
service s "Service" {
  across us.a, us.b
  autoscale 4..40 target 60% every 2 min
  timeout 300 ms
  retry 2 backoff 50 ms jitter budget 10%
  breaker { threshold 50%  window 10 s  open 5 s }
  hedge at p95
  when full drop_oldest
  breaks every 10 h repaired in constant(5 min)
}
balancer b { health check every 5 s fail after 2 }
cache c { caches A  on miss fill, coalesce }
queue q { carries A  partitions 64 by k }
database d {
  stores A
  shards 32 by hash(k) { vnodes 256  routed by coordinator: z  skew zipf 0.9 }
  replicas 3 leaderless { write quorum  read 2  repair on_read, every 1 h  delays { write 2 ms  ack constant(1 ms) } }
  wal async every 100 ms { checksum crc32c }
  index k, v global
}
database l { replicas 3 leader semi_sync 1 { ship row  elect by lock z lease 10 s heartbeat 2 s fencing on  read from any  apply work 1 ms parallel 4  across us  min_insync 2 } }
coordinator z { replicas 3 consensus }
materialized_view v from q into d { refresh 2 s }
monitor m { watches s, d }
group g "Group" { group h { service inner {} } }
`);
    const [s, b, c, q, d, l, , v, m, inner] = design.components;
    assert.deepEqual(s?.placement, { id: 's.placement', mode: 'across', places: [{ at: 'us.a' }, { at: 'us.b' }] });
    assert.deepEqual(s?.autoscale, { id: 's.autoscale', minimum: 4, maximum: 40, target: 0.6, delay: 120 });
    assert.deepEqual(s?.calls, {
      timeout: { id: 's.timeout', after: 0.3 },
      retry: { id: 's.retry', times: 2, backoff: 0.05, jitter: true, budget: 0.1 },
      breaker: { id: 's.breaker', threshold: 0.5, window: 10, openFor: 5 },
      hedge: { id: 's.hedge', at: { percentile: 0.95 } },
    });
    assert.deepEqual(s?.whenFull, { id: 's.when_full', action: 'drop_oldest' });
    assert.deepEqual(s?.breaks, {
      id: 's.breaks',
      every: { law: 'exponential', mean: 36000 },
      repair: { law: 'constant', value: 300 },
    });
    assert.deepEqual(b?.health, { id: 'b.health', every: 5, failAfter: 2 });
    assert.deepEqual(c?.onMiss, { id: 'c.on_miss', actions: ['fill', 'coalesce'] });
    assert.deepEqual(c?.caches, [{ id: 'c.caches.A', to: 'A' }]);
    assert.deepEqual(q?.partitions, { id: 'q.partitions', count: 64, key: ['k'] });
    assert.equal(d?.shards?.count, 32);
    assert.deepEqual(d?.shards?.by, { scheme: 'hash', key: ['k'] });
    assert.deepEqual(d?.shards?.routing, {
      id: 'd.shards.routed',
      by: 'coordinator',
      via: { id: 'd.shards.routed.via', to: 'z' },
    });
    assert.deepEqual(d?.replicas?.write, { id: 'd.replicas.write', level: 'quorum' });
    assert.deepEqual(d?.replicas?.read, { id: 'd.replicas.read', from: 2 });
    assert.deepEqual(d?.replicas?.repair, { id: 'd.replicas.repair', onRead: true, every: 3600 });
    assert.deepEqual(d?.replicas?.delays, {
      id: 'd.replicas.delays',
      write: { law: 'exponential', mean: 0.002 },
      ack: { law: 'constant', value: 0.001 },
    });
    assert.equal(d?.log?.mode, 'async');
    assert.equal(d?.log?.every, 0.1);
    assert.deepEqual(d?.log?.settings.checksum?.value, { kind: 'symbol', name: 'crc32c' });
    assert.deepEqual(d?.indexes, [{ id: 'd.index.k+v', fields: ['k', 'v'], scope: 'global' }]);
    assert.deepEqual(l?.replicas?.election, {
      id: 'l.replicas.elect',
      by: 'lock',
      coordinator: { id: 'l.replicas.elect.by', to: 'z' },
      lease: 10,
      heartbeat: 2,
      fencing: true,
    });
    assert.equal(l?.replicas?.mode, 'semi_sync');
    assert.equal(l?.replicas?.acknowledgements, 1);
    assert.deepEqual(l?.replicas?.apply, {
      id: 'l.replicas.apply',
      work: { law: 'exponential', mean: 0.001 },
      parallel: 4,
    });
    assert.deepEqual(l?.replicas?.placement?.places, [{ at: 'us' }]);
    assert.deepEqual(v?.view, { from: { id: 'v.from', to: 'q' }, into: { id: 'v.into', to: 'd' } });
    assert.deepEqual(
      m?.watches.map((one) => one.to),
      ['s', 'd'],
    );
    assert.equal(inner?.group, 'h');
    assert.deepEqual(design.groups, [
      { id: 'g', title: 'Group' },
      { id: 'h', parent: 'g' },
    ]);
  });

  it('schemes of shards', () => {
    const design = designOf(
      'database l { shards by list(country, us, de, fr) }\ndatabase v { shards by vertical(core(name, email), media(avatar)) }\ndatabase r { shards 8 by range(k) }',
    );
    assert.deepEqual(
      design.components.map((one) => [one.shards?.count, one.shards?.by]),
      [
        [3, { scheme: 'list', key: ['country'], values: ['us', 'de', 'fr'] }],
        [
          2,
          {
            scheme: 'vertical',
            parts: [
              { name: 'core', fields: ['name', 'email'] },
              { name: 'media', fields: ['avatar'] },
            ],
          },
        ],
        [8, { scheme: 'range', key: ['k'] }],
      ],
    );
  });

  it('steps and their ids', () => {
    const design = designOf(`
data D { key k }
client p {}
service s {}
service t {}
database m { stores D }
cache c { caches D }
queue q { carries D }
external x {}
coordinator z {}
flow f priority 2 {
  p -> s timeout 1 s priority 3 {
    read D from c else m at quorum by name timeout 50 ms
    query D from m aggregate rows 10k
    transaction saga { write D to m at one if unchanged idempotent by k  publish D to q in outbox }
    parallel 3 wait for 2 { call x retry 1 }
    repeat mean 2.5 { work 5 ms }
    10% { wait 20 ms } 5% { done } else { lock z by k { work 1 ms } }
    s -> t { read D from c }
  }
  on q -> t { work 1 ms }
}`);
    const [flow] = design.flows;
    assert.equal(flow?.priority, 2);
    const ids: string[] = [];
    const collect = (steps: readonly unknown[]): void => {
      for (const step of steps) {
        if (typeof step !== 'object' || step === null) continue;
        if ('id' in step && 'kind' in step) ids.push(`${String(step.kind)} ${String(step.id)}`);
        for (const part of ['steps', 'alternatives', 'otherwise']) {
          const inner: unknown = Reflect.get(step, part);
          if (Array.isArray(inner)) collect(inner);
        }
      }
    };
    collect(flow?.steps ?? []);
    assert.deepEqual(ids, [
      'path f/1',
      'read f/1/1/read:c',
      'query f/1/2/query:m',
      'transaction f/1/3',
      'write f/1/3/1/write:m',
      'publish f/1/3/2/publish:q',
      'parallel f/1/4',
      'call f/1/4/1/call:x',
      'repeat f/1/5',
      'work f/1/5/1',
      'branch f/1/6',
      'wait f/1/6/1/1',
      'done f/1/6/2/1',
      'lock f/1/6/else/1/lock:z',
      'work f/1/6/else/1/lock:z/1',
      'path f/1/7',
      'read f/1/7/1/read:c',
      'consume f/2',
      'work f/2/1',
    ]);
    const path = flow?.steps[0];
    assert.ok(path?.kind === 'path');
    assert.deepEqual(path.calls, { timeout: { id: 'f/1.timeout', after: 1 } });
    assert.equal(path.priority, 3);
    assert.deepEqual(path.steps[0], {
      id: 'f/1/1/read:c',
      kind: 'read',
      data: { id: 'f/1/1/read:c.data', to: 'D' },
      from: { id: 'f/1/1/read:c.from', to: 'c' },
      orElse: [{ id: 'f/1/1/read:c.else1', to: 'm' }],
      at: 'quorum',
      by: 'name',
      calls: { timeout: { id: 'f/1/1/read:c.timeout', after: 0.05 } },
    });
    const repeat = path.steps[4];
    assert.ok(repeat?.kind === 'repeat');
    assert.deepEqual(repeat.times, { mean: 2.5 });
    const transaction = path.steps[2];
    assert.ok(
      transaction?.kind === 'transaction' &&
        transaction.steps[0]?.kind === 'write' &&
        transaction.steps[1]?.kind === 'publish',
    );
    assert.deepEqual(
      [transaction.steps[0].ifUnchanged, transaction.steps[0].idempotentBy, transaction.steps[0].at],
      [true, 'k', 'one'],
    );
    assert.equal(transaction.steps[1].inOutbox, true);
  });

  it('workloads inherit loads, and own parts win', () => {
    const design = designOf(`
service s {}
flow a { s -> s { work 1 ms } }
flow b { s -> s { work 1 ms } }
flow c { s -> s { work 1 ms } }
workload base { a by 100M users 40/d peak 3x  b at 60k/s shape daily }
workload more from base { a spikes 10x for 15 min every 1 d  b by 500 users thinking 2 s  c at 5/s bursts of 10 arrivals paced }
workload most from more { a peak 5x }`);
    const [base, more, most] = design.workloads;
    assert.deepEqual(base?.loads[0], { id: 'base/a', flow: 'a', people: { count: 1e8, each: 40 / 86400 }, peak: 3 });
    assert.deepEqual(more?.loads, [
      {
        id: 'more/a',
        flow: 'a',
        people: { count: 1e8, each: 40 / 86400 },
        peak: 3,
        spikes: { id: 'more/a.spikes', factor: 10, duration: 900, every: 86400 },
      },
      { id: 'more/b', flow: 'b', closed: { users: 500, think: { law: 'exponential', mean: 2 } }, shape: 'daily' },
      { id: 'more/c', flow: 'c', rate: 5, bursts: 10, arrivals: 'paced' },
    ]);
    assert.equal(most?.base, 'more');
    assert.equal(most?.loads[0]?.peak, 5);
    assert.deepEqual(
      most?.loads.map((load) => load.id),
      ['most/a', 'most/b', 'most/c'],
    );
  });

  it('expectations, scenarios and diagrams', () => {
    const design = designOf(`
region us { zones a }
data D {}
service s {}
database d { stores D  replicas 3 consensus }
flow f { s -> d { read D from d } }
workload w { f at 5/s }
expect under w { p99(f) < 250 ms  utilization(*) < 70%  p99(f) < 1 s  cost() < 20 USD/h  hit_ratio(s) >= 0.9 }
expect { lag(d) == 0 }
scenario "The leader's death" {
  run w for 10 min warmup 1 min seed 7
  at 2 min crash d.leader for 3 min
  at 3 min slow d.replica.2 5x
  at 4 min partition us from s for 60 s
  at 5 min drop 1% between s and d
  at 6 min lose zone us.a
  at 7 min surge 3x of f
  at 8 min fail rate 2% of s
  at 9 min skew clock of d by 2 s
  expect lost(D) == 0
}
diagram "Picture" { show s, d  hide f  direction down  under w }`);
    assert.deepEqual(
      design.expectations.map((one) => [one.id, one.bound.value, one.bound.dimension, one.under]),
      [
        ['w/p99(f)', 0.25, 'time', 'w'],
        ['w/utilization(*)', 0.7, 'ratio', 'w'],
        ['w/p99(f)#2', 1, 'time', 'w'],
        ['w/cost()', 20 / 3600, 'price', 'w'],
        ['w/hit_ratio(s)', 0.9, 'ratio', 'w'],
        ['lag(d)', 0, 'time', undefined],
      ],
    );
    const [scenario] = design.scenarios;
    assert.equal(scenario?.id, 'the_leaders_death');
    assert.deepEqual([scenario?.workload, scenario?.duration, scenario?.warmup, scenario?.seed], ['w', 600, 60, 7]);
    const id = 'the_leaders_death';
    assert.deepEqual(scenario?.faults, [
      {
        id: `${id}/1`,
        at: 120,
        duration: 180,
        kind: 'crash',
        target: { id: `${id}/1.target`, to: 'd', part: 'leader' },
      },
      {
        id: `${id}/2`,
        at: 180,
        kind: 'slow',
        target: { id: `${id}/2.target`, to: 'd', part: 'replica', number: 2 },
        factor: 5,
      },
      {
        id: `${id}/3`,
        at: 240,
        duration: 60,
        kind: 'partition',
        between: [
          { id: `${id}/3.one`, to: 'us' },
          { id: `${id}/3.other`, to: 's' },
        ],
      },
      {
        id: `${id}/4`,
        at: 300,
        kind: 'drop',
        between: [
          { id: `${id}/4.one`, to: 's' },
          { id: `${id}/4.other`, to: 'd' },
        ],
        share: 0.01,
      },
      { id: `${id}/5`, at: 360, kind: 'lose', target: { id: `${id}/5.target`, to: 'us.a' } },
      { id: `${id}/6`, at: 420, kind: 'surge', factor: 3, flow: 'f' },
      { id: `${id}/7`, at: 480, kind: 'fail', target: { id: `${id}/7.target`, to: 's' }, share: 0.02 },
      { id: `${id}/8`, at: 540, kind: 'skew_clock', target: { id: `${id}/8.target`, to: 'd' }, by: 2 },
    ]);
    assert.deepEqual(
      scenario?.expectations.map((one) => one.id),
      [`${id}/lost(D)`],
    );
    assert.deepEqual(design.diagrams[0], {
      id: 'picture',
      title: 'Picture',
      direction: 'down',
      workload: 'w',
      collapse: [],
      show: [
        { id: 'picture.show.s', to: 's' },
        { id: 'picture.show.d', to: 'd' },
      ],
      hide: [{ id: 'picture.hide.f', to: 'f' }],
    });
  });
});
