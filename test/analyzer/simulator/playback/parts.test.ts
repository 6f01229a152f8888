/** Parts of a recording, taken while it goes on: joined, they are the whole. */
import assert from 'node:assert/strict';
import { addPart, memoryOf } from '../../../../analyzer/simulator/playback/parts.js';
import type { Playback } from '../../../../analyzer/simulator/playback/playback.js';
import { advanceFor } from '../../../../analyzer/simulator/playback/record-playback.js';
import { at, recorded, recording } from './recorded.js';

const growing = `region us { zones a, b, c }
  data Job { key id }  data Item { key id  count 50  requires linearizable }
  client people { in us }
  service chat { across us  cores 2  work exponential(10 ms)  autoscale 2..20 target 60% every 30 s  timeout 300 ms }
  queue jobs { carries Job  partitions 3  across us }  service worker { across us  work 5 ms }
  database items { stores Item  across us  replicas 3 leader async { read from replica  elect by consensus timeout 1 s } }
  flow ask { people -> chat { read Item from items  write Item to items  publish Job to jobs } }
  flow hear { on jobs -> worker { } }
  workload steady { ask at 100/s spikes 3x for 300 s }
  scenario "s" { run steady for 90 s seed 4
    at 40 s crash items.leader for 20 s }`;

describe('counterexamples', () => {
  it('can be played: their range, their machines, and all messages of their clients', () => {
    const first = recorded(growing).counterexamples[0];
    assert.ok(first !== undefined);
    const { sessions, from, until } = first;
    assert.ok(first.of.includes('items.leader') && first.of.some((id) => id.startsWith('items.replica.')));
    const told = first.operations.map(({ begun }) => begun);
    assert.equal(from, Math.min(...told));
    const played = recorded(growing, { requests: 1, follow: { sessions, from: from - 1, until } });
    assert.deepEqual(played.counterexamples[0], first);
    const event = played.events.find(({ counterexample }) => counterexample === 0);
    assert.ok(event !== undefined && event.at >= from && event.at <= until);
    for (const { session, begun, at: store, copy } of first.operations) {
      const numbers = played.requests.filter((request) => request.session === session).map(({ number }) => number);
      const message = played.messages.find(
        ({ request, to, departs }) => numbers.includes(request) && to === store && Math.abs(departs - begun) < 1e-9,
      );
      assert.equal(message?.toMachine, copy);
    }
  });
});

describe('parts of a recording', () => {
  it('make up the whole, however it is cut', () => {
    const whole = recorded(growing);
    assert.ok(whole.events.length > 3 && whole.machines.length > 5 && whole.counterexamples.length > 0);
    const run = recording(growing);
    let known: Playback | undefined;
    const parts: number[] = [];
    for (let isOver = false; !isOver; ) {
      isOver = run.advance(3001, run.now + 7.77);
      const part = structuredClone(run.take());
      parts.push(part.frames);
      known = known === undefined ? part : addPart(known, part);
      assert.equal(known.until, run.playback().until);
    }
    assert.ok(parts.length > 10);
    assert.deepEqual(known, whole);
    assert.equal(whole.ended, 'duration');
  });

  it('are known as far as the run is', () => {
    const run = recording(growing, { step: 1 });
    assert.equal(run.advance(Infinity, 30.5), false);
    const { frames, until, ended, messages, requests } = run.playback();
    assert.deepEqual([frames, until, ended], [30, 30, undefined]);
    assert.ok(messages.every(({ arrives }) => arrives <= 30));
    assert.ok(requests.some(({ ends }) => ends === undefined) || requests.length > 0);
  });

  it('come in slices of the clock of whoever runs it', () => {
    const run = recording(growing, { frames: 60 });
    let [time, slices] = [0, 0];
    // Each look at the clock takes a millisecond.
    while (!advanceFor(run, 20, () => time++, 30)) slices++;
    assert.ok(slices > 1 && run.now === 30, `${slices} ${run.now}`);
    assert.equal(run.playback().until, 30);
    while (!advanceFor(run, 20, () => time++)) slices++;
    assert.equal(run.playback().ended, 'duration');
  });

  it('can be handed on without copying', () => {
    const part = recording(growing, { step: 1 });
    part.advance(Infinity, 20);
    const taken = part.take();
    const before = at(taken, taken.flows.ask?.started, 10);
    const memory = memoryOf(taken);
    const moved = structuredClone(taken, { transfer: memory });
    assert.equal(at(moved, moved.flows.ask?.started, 10), before);
    assert.equal(taken.flows.ask?.started.length, 0);
    // The recording itself goes on.
    part.advance(Infinity);
    assert.equal(part.playback().frames, 90);
  });

  it('stay small', () => {
    const { machines, components, flows } = recorded(growing, { frames: 10_000 });
    const bytes = memoryOf({ machines, components, flows, partitions: [], breakers: [] } as unknown as Playback).reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
    assert.ok(bytes < 25e6, `${bytes}`);
  });
});
