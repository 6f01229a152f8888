/** Consumers that go down with messages in hand. */
import assert from 'node:assert/strict';
import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import { solveAutoscaled } from '../../../../analyzer/estimate/network/autoscale.js';
import { Run } from '../../../../analyzer/simulator/run.js';
import type { World } from '../../../../analyzer/simulator/world.js';
import { designOf } from '../../../language/check.js';

const design = (queue: string): string => `
  data Job { key id  requires durable }
  data Result { key id }
  client app
  service api
  queue jobs { carries Job  partitions 4 by id  ${queue} }
  service worker { instances 2  threads 4  cores 4 }
  database done { stores Result  cores 16 }
  flow submit { app -> api { publish Job to jobs } }
  flow handle { on jobs -> worker { write Result to done  wait 1 s } }
  workload all { submit at 20/s }`;

/** More messages than both workers can handle, so that all hands are full; the first worker goes down at 10 s for 10 s. */
function crashed(queue: string) {
  const prepared = prepare(designOf(design(queue)));
  const solution = solveAutoscaled(prepared, prepared.lookup.workloads.get('all'), 1);
  const run = new Run(solution, 'all', {
    seed: 1,
    warmup: 0,
    duration: 30,
    precision: 0,
    eventBudget: Infinity,
    shouldStop: undefined,
    confidence: 0.95,
    firstBatch: 0.1,
    scenario: undefined,
    isTraced: false,
    probes: undefined,
  });
  const world = Reflect.get(run, 'world') as World;
  const group = world.queues[0]?.groups[0];
  assert.ok(group !== undefined);
  const until = (time: number): void => {
    world.kernel.run(time, Infinity);
  };
  until(10);
  const before = run.result().data.Job?.processed ?? 0;
  group.instanceDown(0);
  until(20);
  const meanwhile = (run.result().data.Job?.processed ?? 0) - before;
  group.instanceUp(0);
  run.advance(Infinity);
  const { data, components, violations } = run.result();
  assert.ok(data.Job !== undefined);
  return { job: data.Job, redelivered: components.jobs?.redelivered, meanwhile, violations };
}

describe('a consumer that goes down', () => {
  it('gives back what it had in hand, whose effects happen again, and its partitions to the other', () => {
    const { job, redelivered, meanwhile, violations } = crashed('commit after_processing');
    assert.equal(redelivered, 4);
    assert.equal(job.duplicated, 4);
    assert.equal(job.lost, 0);
    // One of two workers with four hands, a second for each message.
    assert.ok(meanwhile >= 36 && meanwhile <= 44, `${meanwhile}`);
    const shown = violations.find(({ kind }) => kind === 'duplicated');
    assert.deepEqual(
      shown?.operations.map(({ kind, outcome }) => [kind, outcome]),
      [
        ['publish', 'ok'],
        ['consume', 'failed'],
        ['consume', 'ok'],
      ],
    );
  });

  it('loses what it had in hand where the position had moved on', () => {
    const { job, redelivered } = crashed('commit before_processing');
    assert.deepEqual([job.lost, job.duplicated, redelivered], [4, 0, 0]);
  });

  it('loses what it took before the last commit where that happens by itself', () => {
    // At 10 s the position has just moved.
    const { job } = crashed('commit auto');
    assert.equal(job.lost, 4);
  });
});
