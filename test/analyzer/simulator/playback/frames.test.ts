/** Frames of a recording: by hand where everything is even, and against the result of the same run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from '../../../../analyzer/design/units.js';
import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import { recordPlayback } from '../../../../analyzer/simulator/playback/record-playback.js';
import { playScenario } from '../../../../analyzer/simulator/scenario/start-scenario.js';
import { designOf } from '../../../language/check.js';
import { root } from '../../../root.js';
import { simulated } from '../simulated.js';
import { at, recorded, recording, sumOf } from './recorded.js';

/** Ten requests a second, at 0.1 s, 0.2 s and so on, of 50 ms each. */
const even = `client people  service worker { cores 1  work constant(50 ms) }
  flow ask { people -> worker }  workload steady { ask at 10/s arrivals paced }`;

/** Twenty a second for a server that does ten. */
const overloaded = `client people  service worker { cores 1  work constant(100 ms) }
  flow ask { people -> worker }  workload steady { ask at 20/s arrivals paced }`;

const random = `client people  service worker { cores 2  work exponential(10 ms)  limit 5 }
  flow ask { people -> worker timeout 15 ms retry 2 }  workload steady { ask at 180/s }`;

describe('frames', () => {
  it('count what happens in a step and say how things are at its end', () => {
    const playback = recorded(even, { duration: 9.6, step: 0.24, warmup: 0 });
    assert.deepEqual([playback.step, playback.frames, playback.framesInAll], [0.24, 40, 40]);
    const { worker } = playback.components;
    const { ask } = playback.flows;
    // Before 0.24 s two have come, one is done and the other one will be at 0.25 s.
    assert.deepEqual([at(playback, worker?.arrivals, 0.24), at(playback, worker?.completions, 0.24)], [2, 1]);
    // From 0.24 s to 0.48 s those of 0.3 and 0.4 s come, and those of 0.2, 0.3 and 0.4 s are done.
    assert.deepEqual([at(playback, worker?.arrivals, 0.48), at(playback, worker?.completions, 0.48)], [2, 3]);
    assert.deepEqual([at(playback, worker?.busy, 0.24), at(playback, worker?.busy, 0.48)], [1, 0]);
    assert.equal(at(playback, ask?.started, 0.48), 2);
    assert.deepEqual([at(playback, ask?.inSystem, 0.24), at(playback, ask?.inSystem, 0.48)], [1, 0]);
    assert.ok(Math.abs(at(playback, ask?.p99, 4.8) - 0.05) < 1e-9);
    assert.ok(Math.abs(at(playback, ask?.mean, 4.8) - 0.05) < 1e-9);
    // From 0.24 s to 0.48 s it is busy for 10 ms, 50 ms and 50 ms.
    assert.ok(Math.abs(at(playback, worker?.utilization, 0.48) - 0.11 / 0.24) < 1e-9);
    assert.deepEqual([at(playback, worker?.servers, 0.96), at(playback, worker?.up, 0.96)], [1, 1]);
  });

  it('show a queue grow by ten requests a second', () => {
    const playback = recorded(overloaded, { duration: 20, step: 1, warmup: 0 });
    const { worker } = playback.components;
    for (const time of [1, 5, 19]) {
      // Of 20 t that have come 10 t are done but for the one that is being served.
      const inside = at(playback, worker?.queue, time) + at(playback, worker?.busy, time);
      assert.ok(Math.abs(inside - 10 * time) <= 1, `${inside} at ${time} s`);
    }
    assert.ok(Math.abs(at(playback, worker?.utilization, 10) - 1) < 1e-9);
  });

  it('add up to what the result counts', () => {
    const run = recording(random, { duration: 200, warmup: 0 });
    run.advance(Infinity);
    const { flows, components } = run.playback();
    const result = run.result();
    const { counts } = result.flows.ask ?? assert.fail();
    const { ask } = flows;
    assert.equal(sumOf(ask?.started), counts.started);
    assert.equal(sumOf(ask?.completed), counts.completed);
    assert.equal(sumOf(ask?.failed), counts.failed);
    assert.equal(sumOf(ask?.timedOut), counts.timedOut);
    assert.equal(sumOf(ask?.retried), counts.retried);
    const { arrivalRate, throughput } = result.components.worker ?? assert.fail();
    assert.equal(sumOf(components.worker?.arrivals), Math.round(arrivalRate * 200));
    assert.equal(sumOf(components.worker?.completions), Math.round(throughput * 200));
    assert.ok(counts.timedOut > 0 && counts.rejected > 0);
  });

  it('have a step that grows with the duration, so that there are never too many', () => {
    for (const [duration, options, step, frames] of [
      [60, {}, 0.05, 1200],
      [3600, {}, 5, 720],
      [86_400, { frames: 300 }, 500, 173],
      [10, { step: 0.1 }, 0.1, 100],
      // Steps that would be too many are not taken.
      [1e6, { step: 0.001 }, 1000, 1000],
    ] as const) {
      const run = recording(even, { duration, ...options });
      assert.deepEqual([run.playback().step, run.playback().framesInAll], [step, frames]);
    }
  });
});

describe('odd recordings', () => {
  it('of a workload that starts nothing, or that nobody knows, are over at once', () => {
    const text = 'client people  service web { work 1 ms }  flow ask { people -> web }  workload idle { ask at 0/s }';
    const { frames, ended, flows, messages } = recorded(text, { duration: 10 });
    assert.deepEqual([frames, ended, messages.length], [1, 'duration', 0]);
    assert.equal(sumOf(flows.ask?.started), 0);
    const unknown = recordPlayback(prepare(designOf(text)), { workload: 'nobody' });
    assert.equal(unknown.advance(Infinity), true);
    assert.equal(unknown.playback().frames, 1);
  });

  it('that a budget ends say so, and have the frames until then', () => {
    const { frames, framesInAll, ended, until } = recorded(random, { duration: 100, step: 1, eventBudget: 5000 });
    assert.equal(ended, 'budget');
    assert.ok(frames > 1 && frames < framesInAll && until > frames - 1 && until <= frames);
  });

  it('of many instances show the first one by one, and say so', () => {
    const text = `client people  service web { instances 200  work 1 ms }  flow ask { people -> web }
      workload steady { ask at 100/s }`;
    const { machines, notes, components } = recorded(text, { duration: 10 });
    assert.equal(machines.length, 64);
    assert.ok(notes.some((note) => note.startsWith('web: not all machines')));
    assert.equal(components.web?.instances[0], 200);
    assert.ok(recorded(text, { duration: 10, step: 0.001 }).frames === 10_000);
  });
});

describe('recording', () => {
  it('changes nothing of a run', () => {
    const options = { duration: 50, warmup: 5, isWarmupWithin: true, confidence: 0.95 };
    const run = recording(random, { duration: 50, warmup: 5 });
    run.advance(Infinity);
    assert.equal(JSON.stringify(run.result()), JSON.stringify(simulated(random, options)));
  });

  it('is the same however it is cut into slices', () => {
    const whole = recorded(random, { duration: 20 });
    const sliced = recording(random, { duration: 20 });
    while (!sliced.advance(777, sliced.now + 0.333));
    assert.deepEqual(sliced.playback(), whole);
  });
});

describe('recording the examples', () => {
  for (const file of ['chat', 'leader-election', 'leaderless', 'sharded-sql', 'checkout']) {
    it(`changes nothing of ${file}`, () => {
      const read = (name: string) => readFileSync(join(root, 'examples', name), 'utf8');
      const others = {
        'platform.sysdesign': read('platform.sysdesign'),
        'acquirer-latency.csv': read('acquirer-latency.csv'),
      };
      const design = designOf(read(`${file}.sysdesign`), others);
      const [first] = design.scenarios;
      assert.ok(first !== undefined);
      // Faults a little earlier, so that a short run meets them.
      const [fault] = first.faults;
      const faults = fault === undefined ? [] : [{ ...fault, at: seconds(3), duration: seconds(4) }];
      const scenario = { ...first, duration: seconds(10), warmup: seconds(1), faults };
      const options = { eventBudget: 150_000, seed: 3 };
      const plain = playScenario(prepare(design), scenario, options);
      plain.advance(Infinity);
      const run = recordPlayback(prepare(design), { scenario }, options);
      run.advance(Infinity);
      assert.equal(JSON.stringify(run.result()), JSON.stringify(plain.result()));
    });
  }
});
