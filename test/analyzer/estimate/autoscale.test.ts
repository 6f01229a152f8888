import assert from 'node:assert/strict';
import { erlangC } from '../../../analyzer/estimate/queueing/erlang.js';
import { close, estimated } from './estimated.js';

/** One autoscaled service of two cores and 10 ms of work. */
const service = (clauses: string, rate: string) =>
  estimated(`
    client people
    service s { cores 2  work exponential(10 ms)  policy shared  price 1 USD/h  ${clauses} }
    flow f { people -> s }
    workload w { f at ${rate} }`);

describe('estimate: autoscaling', () => {
  it('runs the fewest instances that keep the target', () => {
    // 3,000/s of 10 ms are 30 busy servers: 30 / (2 × 60 %) = 25 instances.
    const { s } = service('autoscale 4..40 target 60% every 2 min', '3000/s').components;
    assert.deepEqual(s?.autoscaled, { instances: 25, minimum: 4, maximum: 40 });
    assert.equal(s?.servers, 50);
    close(s?.utilization, 0.6);
    close(s?.waitTime, (erlangC(30, 50) * 0.01) / (50 - 30));
    close(s?.costPerMonth, 25 * 730);
  });

  it('rounds up, and stays within its bounds', () => {
    const size = (rate: string) => service('autoscale 4..40 target 60%', rate).components.s?.autoscaled?.instances;
    assert.equal(size('3001/s'), 26);
    assert.equal(size('10/s'), 4);
    assert.equal(size('6000/s'), 40);
  });

  it('has the largest rate of its largest size', () => {
    const { components, flows } = service('autoscale 4..40 target 60%', '3000/s');
    close(components.s?.maxRate, 8000);
    close(flows.f?.maxRate, 8000);
    assert.equal(flows.f?.bottleneck, 's');
  });

  it('is overloaded at its largest size only', () => {
    const { s } = service('autoscale 1..4 target 60%', '1000/s').components;
    assert.equal(s?.autoscaled?.instances, 4);
    close(s?.utilization, 1.25);
    close(s?.maxRate, 800);
  });

  it('keeps 80 % when no target is said, and forgets how many it began with', () => {
    const { s } = service('instances 7  autoscale 4..40', '1600/s').components;
    assert.equal(s?.autoscaled?.instances, 10);
    close(s?.utilization, 0.8);
  });

  it('counts retries: what fails is offered again', () => {
    // Half of the attempts fail and there are at most two: 1.5 attempts, 15 busy servers.
    const { s } = estimated(`
      client people
      service s { cores 2  work exponential(10 ms)  fails 50%  autoscale 1..40 target 50% }
      flow f { people -> s retry 1 }
      workload w { f at 1000/s }`).components;
    assert.equal(s?.autoscaled?.instances, 15);
  });

  it('follows what a closed load brings', () => {
    // Nobody waits much: 100 users with 90 ms of thought and 10 ms of work start about 1,000/s.
    const { s } = estimated(`
      client people
      service s { work exponential(10 ms)  policy shared  autoscale 1..100 target 50% }
      flow f { people -> s }
      workload w { f by 100 users thinking exponential(90 ms) }`).components;
    assert.equal(s?.autoscaled?.instances, 20);
    close(s?.arrivalRate, 1000, 1e-3);
  });

  it('cannot use more consumers than there are partitions', () => {
    const { components } = estimated(`
      data Event { key user  size 300 B }
      client people
      service gate { instances 40 work 1 ms }
      service worker { cores 1  work exponential(10 ms)  autoscale 2..20 target 50% }
      queue events : kafka { carries Event  partitions 8 by user }
      flow send { people -> gate { publish Event to events } }
      flow handle { on events -> worker }
      workload w { send at 600/s }`);
    assert.equal(components.worker?.autoscaled?.instances, 12);
    close(components.worker?.utilization, 0.75);
    close(components.worker?.maxRate, 800);
  });

  it('threads grow with the instances', () => {
    const { flows } = estimated(`
      client people
      external slow { work constant(1 s) }
      service s { cores 10  work constant(1 ms)  threads 100  autoscale 1..4 }
      flow f { people -> s { call slow } }
      workload w { f at 50/s }`);
    close(flows.f?.maxRate, (4 * 100) / 1.001, 1e-3);
  });
});
