import assert from 'node:assert/strict';
import { close, estimated } from './estimated.js';

/** One core of 10 ms: M/M/1. */
const station = (load: string, clauses = 'instances 1') =>
  estimated(`
    client people
    service s { ${clauses}  cores 1  work exponential(10 ms)  policy shared }
    service t { instances 1  cores 1  work exponential(10 ms) }
    flow f { people -> s }
    flow g { people -> t }
    workload w { f ${load}  g at 10/s }`);

describe('estimate: spikes', () => {
  it('gives the base load and, beside it, the height of the spike', () => {
    const { components, flows, spike } = station('at 50/s spikes 1.6x for 15 min');
    close(components.s?.responseTime, 0.02);
    close(flows.f?.latency.p99, 0.092103404);
    assert.equal(spike?.duration, 900);
    close(spike?.components.s?.arrivalRate, 80);
    close(spike?.components.s?.responseTime, 0.05);
    close(spike?.flows.f?.latency.p99, 0.23025851);
    // What does not spike stays as it is.
    assert.deepEqual(spike?.components.t, components.t);
  });

  it('raises the busy hour: 20/s on average, 50/s at its peak, 80/s in the spike', () => {
    const { components, spike, notes } = station('at 20/s peak 2.5x spikes 1.6x for 15 min');
    close(components.s?.arrivalRate, 50);
    close(spike?.components.s?.arrivalRate, 80);
    assert.ok(notes.some((note) => /busy hour: 2\.5 times the mean/.test(note)));
    assert.ok(notes.some((note) => /spikes to 1\.6 times its rate for 15 min/.test(note)));
  });

  it('has no response where the spike saturates', () => {
    const { s } = station('at 50/s spikes 3x for 15 min').spike?.components ?? {};
    close(s?.utilization, 1.5);
    assert.equal(s?.responseTime, null);
    assert.match(s?.reasons.responseTime ?? '', /capacity/);
  });

  it('is met by autoscaling that is faster than it lasts, and by nothing else', () => {
    const size = (delay: string) =>
      station('at 50/s spikes 4x for 15 min', `autoscale 1..10 target 50% every ${delay}`).spike?.components.s
        ?.autoscaled?.instances;
    assert.equal(size('2 min'), 4);
    assert.equal(size('20 min'), 1);
  });

  it('multiplies the users of a closed load', () => {
    const { components, spike } = station('by 10 users thinking 1 s spikes 3x for 15 min', 'instances 100');
    close(components.s?.arrivalRate, 10 / 1.01, 1e-6);
    close(spike?.components.s?.arrivalRate, 30 / 1.01, 1e-6);
  });

  it('is missing without spikes', () => {
    assert.equal(station('at 50/s').spike, undefined);
  });
});
