/** Faults that somebody injects while a playback goes on, and the text that says the same. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Design, Scenario } from '../../../../analyzer/design/design.js';
import { lookup } from '../../../../analyzer/design/lookup.js';
import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import type { Playback } from '../../../../analyzer/simulator/playback/playback.js';
import { recordPlayback } from '../../../../analyzer/simulator/playback/record-playback.js';
import { scenarioText } from '../../../../analyzer/simulator/playback/scenario-text.js';
import { struckOf } from '../../../../analyzer/simulator/playback/struck.js';
import { type NewFault, withFault } from '../../../../analyzer/simulator/playback/with-fault.js';
import { Targets } from '../../../../analyzer/simulator/scenario/targets.js';
import { startSimulation } from '../../../../analyzer/simulator/simulate.js';
import { designOf } from '../../../language/check.js';
import { root } from '../../../root.js';

const shop = `
region us { zones a, b, c }  region eu { zones a, b }
link us -- eu { rtt constant(80 ms)  loss 0.1% }
data Item { key id  count 1k  size 1 KB }
data Job { key id }
client app { in us  timeout 2 s }
service web { instances 3  across us  cores 2  work exponential(5 ms)  timeout 500 ms retry 2 breaker on }
cache shelf { caches Item  capacity objects(100) }
database items { stores Item  across us  replicas 3 leader semi_sync 1 { elect by consensus timeout 1 s } }
queue jobs { carries Job  partitions 4  across us }
service worker { instances 2  in eu  work exponential(5 ms) }
external bank { work 20 ms }
flow look { app -> web { read Item from shelf else items } }
flow buy { app -> web { write Item to items  call bank  publish Job to jobs } }
flow handle { on jobs -> worker { write Item to items } }
workload usual { look at 100/s  buy at 20/s }
workload closed { buy by 10 users thinking 500 ms }
`;
const evening = `scenario evening "A \\"bad\\" evening" {
  run usual for 60 s warmup 5 s seed 7
  at 10 s crash items.replica.2 for 5 s
  expect p99(look, buy) < 2 s
  expect availability(*) >= 90%
  expect lost(Item) == 0
  expect rate(look) > 10/s
}
`;

const all: readonly NewFault[] = [
  { kind: 'crash', target: { to: 'items', part: 'leader' }, duration: 3 },
  { kind: 'crash', target: { to: 'web', part: 'instance', number: 2 } },
  { kind: 'restart', target: { to: 'web', part: 'instance', number: 1 } },
  { kind: 'flush', target: { to: 'shelf' } },
  { kind: 'pause', target: { to: 'jobs' }, duration: 2.5 },
  { kind: 'slow', target: { to: 'items' }, factor: 4.5, duration: 10 },
  { kind: 'fail', target: { to: 'bank' }, share: 0.07 as never },
  { kind: 'skew_clock', target: { to: 'items', part: 'replica', number: 1 }, by: -0.25 as never, duration: 0.001 },
  { kind: 'lose', target: { to: 'us.b' }, duration: 5 },
  { kind: 'lose', target: { to: 'eu' } },
  { kind: 'partition', between: [{ to: 'web' }, { to: 'items', part: 'leader' }], duration: 5 },
  { kind: 'drop', between: [{ to: 'us' }, { to: 'eu' }], share: 0.015 as never },
  { kind: 'surge', factor: 3, flow: 'buy', duration: 5 },
  { kind: 'surge', factor: 1e-7 },
];

/** The scenario that a text has in a design. */
function readBack(text: string, scenario: Scenario, others: Readonly<Record<string, string>> = {}): Scenario {
  const found = designOf(`${text}\n${scenarioText(scenario)}`, others).scenarios.find(({ id }) => id === scenario.id);
  assert.ok(found !== undefined);
  return found;
}

/** All that is shown of a run up to a time; heartbeats are sent only where something can break. */
function upTo(playback: Playback, time: number): unknown {
  const frames = Math.floor(time / playback.step + 1e-9);
  const cut = (value: unknown): unknown => {
    if (value instanceof Float64Array) return Array.from(value.subarray(0, frames));
    if (Array.isArray(value)) return value.map(cut);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one)]));
  };
  const { flows, components, machines, partitions, breakers, requests, messages, events } = playback;
  return cut({
    ...{ flows, components, machines, partitions, breakers },
    events: events.filter(({ at }) => at < time).map(({ at, kind, text }) => [at, kind, text]),
    requests: requests
      .filter(({ starts }) => starts < time)
      .map(({ flow, session, starts }) => [flow, session, starts]),
    messages: messages.filter(({ arrives, kind }) => arrives < time && kind !== 'heartbeat'),
  });
}

const recordedOf = (design: Design, scenario: Scenario | undefined, seed: number): Playback => {
  const played = scenario === undefined ? { workload: 'usual' } : { scenario };
  const run = recordPlayback(prepare(design), played, { seed, frames: 240, ...(scenario ? {} : { duration: 30 }) });
  run.advance(Infinity);
  return run.playback();
};

describe('a fault by click', () => {
  it('changes nothing of what came before it', () => {
    const design = designOf(shop + evening);
    const [scenario] = design.scenarios;
    assert.ok(scenario !== undefined);
    const before = recordedOf(design, scenario, 7);
    for (const fault of [all[0], all[5], all[8], all[10], all[12]]) {
      assert.ok(fault !== undefined);
      const playing = { scenario, workload: 'usual', seed: 7, duration: 60 };
      const after = recordedOf(design, withFault(design, playing, fault, 20), 7);
      assert.deepEqual(upTo(after, 20), upTo(before, 20), fault.kind);
      assert.notDeepEqual(upTo(after, 60), upTo(before, 60), fault.kind);
      assert.ok(after.events.some(({ at, kind }) => kind === 'fault' && at === 20));
    }
  });

  it('makes a scenario of a workload alone', () => {
    const design = designOf(shop);
    const before = recordedOf(design, undefined, 5);
    const playing = { workload: 'usual', seed: 5, duration: before.duration, warmup: before.warmup };
    const made = withFault(design, playing, { kind: 'crash', target: { to: 'web', part: 'instance', number: 1 } }, 12);
    assert.deepEqual([made.id, made.workload, made.duration, made.seed], ['usual_broken', 'usual', 30, 5]);
    const after = recordedOf(design, made, 5);
    assert.deepEqual(upTo(after, 12), upTo(before, 12));
    const taken = designOf(shop.replace('workload usual', 'service usual_broken { work 1 ms }  workload usual'));
    const other = withFault(taken, playing, { kind: 'flush', target: { to: 'shelf' } }, 12);
    assert.equal(other.id, 'usual_broken_2');
  });

  it('adds to those before it, in order of time, under the name that the first made', () => {
    const design = designOf(shop);
    const playing = { workload: 'usual', seed: 5, duration: 30 };
    const first = withFault(design, playing, { kind: 'flush', target: { to: 'shelf' } }, 20);
    const second = withFault(design, { ...playing, scenario: first }, { kind: 'crash', target: { to: 'web' } }, 10);
    assert.equal(second.id, first.id);
    assert.deepEqual(
      second.faults.map(({ id, at, kind }) => [id, at, kind]),
      [
        ['usual_broken/1', 10, 'crash'],
        ['usual_broken/2', 20, 'flush'],
      ],
    );
  });

  it('can be copied as a scenario: its text means the same', () => {
    const design = designOf(shop + evening);
    const [scenario] = design.scenarios;
    assert.ok(scenario !== undefined);
    for (const base of [undefined, scenario]) {
      const playing = {
        workload: 'usual',
        seed: 11,
        duration: 45.5,
        ...(base === undefined ? {} : { scenario: base }),
      };
      let made = withFault(design, playing, { kind: 'crash', target: { to: 'web' } }, 0.25);
      for (const [i, fault] of all.entries())
        made = withFault(design, { ...playing, scenario: made }, fault, 1 + i / 7);
      assert.deepEqual(readBack(shop + evening, made), made);
    }
    assert.match(scenarioText(scenario), /\n {2}at 10 s crash items\.replica\.2 for 5 s\n/);
  });

  it('can be copied from every example', () => {
    const folder = join(root, 'examples');
    const files = readdirSync(folder).filter((file) => /\.(sysdesign|csv)$/.test(file));
    const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    let count = 0;
    for (const file of files.filter((name) => name.endsWith('.sysdesign'))) {
      const text = texts[file] ?? '';
      const design = designOf(text, texts);
      for (const scenario of design.scenarios) {
        const playing = { scenario, workload: scenario.workload ?? '', seed: 3, duration: scenario.duration };
        const made = withFault(design, playing, { kind: 'surge', factor: 2 }, 1);
        assert.deepEqual(readBack(text, made, texts), made, `${file} ${scenario.id}`);
        count++;
      }
    }
    assert.ok(count > 10, `${count}`);
  });
});

describe('the machine that a fault names', () => {
  it('is the one that was clicked', () => {
    const kinds = [
      'replicas 3 leader async',
      'replicas 3 leaderless { write quorum  read quorum }',
      'shards 4 by hash(id)',
      'shards 4 by hash(id)  replicas 3 leader async',
      'shards 4 by hash(id)  replicas 2 leaderless { write quorum  read quorum }',
      'replicas 2 multi_leader',
      'instances 3',
    ];
    for (const kind of kinds) {
      const text = `data Item { key id  count 1k }  client app  service web { instances 5 }
        database items { stores Item ${kind} }
        flow look { app -> web { read Item from items } }  workload usual { look at 10/s }`;
      const prepared = prepare(designOf(text));
      const { world } = startSimulation(prepared, 'usual', { duration: 10 }).observed();
      const run = recordPlayback(prepared, { workload: 'usual' }, { duration: 10 });
      run.advance(Infinity);
      const { machines } = run.playback();
      const targets = new Targets(world, lookup(prepared.design));
      assert.ok(machines.length > 5, kind);
      for (const { id } of machines) {
        const struck = struckOf(id, machines);
        assert.ok(struck !== undefined);
        const units = targets.unitsOf({ ...struck, id: '' });
        assert.deepEqual(
          units.map((unit) => world.replicas.labelOf(unit)),
          [id],
          kind,
        );
      }
    }
    assert.equal(struckOf('jobs.partition.2', []), undefined);
  });
});
