/** What becomes of messages: repeated, lost and out of order, against what must come out. */
import assert from 'node:assert/strict';
import type { SimulationOptions } from '../../../../analyzer/simulator/simulate.js';
import { simulated } from '../simulated.js';

interface Parts {
  readonly queue?: string;
  readonly worker?: string;
  readonly steps?: string;
  readonly data?: string;
}

const design = ({ queue = '', worker = 'cores 1  work 1 ms', steps = '', data = '' }: Parts): string => `
  data Job { key id  ${data} }
  data Result { key id }
  client app
  service api
  queue jobs { carries Job  partitions 4 by id  ${queue} }
  queue bad { carries Job  partitions 1 }
  service worker { instances 4  ${worker} }
  external flaky { work 1 ms  fails 20% }
  database done { stores Result  cores 16 }
  flow submit { app -> api { publish Job to jobs } }
  flow handle { on jobs -> worker { ${steps} } }
  workload all { submit at 100/s }`;

function jobs(parts: Parts, options: SimulationOptions = {}) {
  const result = simulated(design(parts), { duration: 300, warmup: 0, ...options });
  const { Job, Result } = result.data;
  assert.ok(Job !== undefined && Result !== undefined);
  return { ...result, Job, Result, queue: result.components.jobs };
}

/** A count of independent events with this mean, within four standard deviations. */
function isAbout(count: number, mean: number, what: string): void {
  assert.ok(Math.abs(count - mean) < 4 * Math.sqrt(mean) + 2, `${what}: ${count} against ${mean}`);
}

const effects = 'write Result to done  call flaky';

describe('messages', () => {
  it('whose processing fails after its write write again each time: p/(1 − p) of them', () => {
    const { Job, Result, queue } = jobs({ steps: effects });
    isAbout(Job.duplicated, (Job.published * 0.2) / 0.8, 'duplicated');
    assert.ok(Math.abs(Job.duplicated - (queue?.redelivered ?? 0)) <= 4);
    assert.ok(Math.abs(Result.duplicated - Job.duplicated) <= 4, 'the write itself is repeated as often');
    assert.equal(Job.lost, 0);
    assert.ok(Job.published - Job.processed < 50);
  });

  it('with idempotent effects, or delivered exactly once, have each effect once', () => {
    assert.equal(jobs({ steps: 'write Result to done idempotent by id  call flaky' }).Job.duplicated, 0);
    const exactly = jobs({ steps: effects, queue: 'deliver exactly_once' });
    assert.equal(exactly.Job.duplicated, 0);
    assert.ok((exactly.queue?.redelivered ?? 0) > 1000);
  });

  it('that are forgotten before they are processed are lost when that fails', () => {
    for (const queue of ['commit before_processing', 'deliver at_most_once']) {
      const { Job } = jobs({ steps: effects, queue, data: 'requires durable' });
      isAbout(Job.lost, Job.published * 0.2, queue);
      assert.equal(Job.duplicated, 0);
      assert.ok(Math.abs(Job.published - Job.processed - Job.lost) < 10);
    }
  });

  it('that are lost have a counterexample where they must be durable', () => {
    const { violations } = jobs(
      { steps: effects, queue: 'commit before_processing', data: 'requires durable' },
      { duration: 10 },
    );
    const lost = violations.find(({ kind }) => kind === 'lost');
    assert.equal(lost?.operations[0]?.kind, 'publish');
    assert.match(lost.text, /is gone: its consumer had moved on/);
  });

  it('given up too often go to the dead letters: p^n of them', () => {
    const { Job, queue } = jobs({ steps: effects, queue: 'dead_letter bad  max_deliveries 2' });
    isAbout(queue?.deadLettered ?? 0, Job.published * 0.2 ** 2, 'dead letters');
    assert.equal(Job.lost, 0);
  });

  it('that nobody reads in time vanish: what is published beyond what is processed', () => {
    const { Job, queue, components } = jobs(
      { worker: 'cores 1  work 80 ms', queue: 'retention 10 s', data: 'count 100  requires durable' },
      { duration: 400 },
    );
    // Four workers process 50 of 100 a second; 10 s of messages wait.
    assert.ok(Math.abs(Job.processed - 50 * 400) < 200, `${Job.processed}`);
    const waiting = components.jobs?.backlog ?? 0;
    assert.ok(waiting > 800 && waiting < 1100, `${waiting}`);
    assert.ok(Math.abs(Job.published - Job.processed - Job.lost - 1000) < 150, `${Job.lost} of ${Job.published}`);
    assert.ok((queue?.redelivered ?? 0) === 0);
  });

  it('of one key stay in order where an instance handles one at once, and do not where it handles many', () => {
    const data = 'count 20  requires ordered';
    const one = jobs({ data, worker: 'cores 1  work exponential(4 ms)' });
    assert.equal(one.Job.reordered, 0);
    const many = jobs({ data, worker: 'threads 16  cores 16  work exponential(100 ms)' });
    assert.ok(many.Job.reordered > 100, `${many.Job.reordered}`);
    const shown = many.violations.find(({ kind }) => kind === 'reordered');
    assert.ok(shown !== undefined);
    assert.deepEqual(shown.operations.map(({ kind }) => kind).sort(), ['consume', 'consume', 'publish', 'publish']);
    assert.match(shown.text, /^message \d+ of Job \d+ was processed after message \d+$/);
  });

  it('carry the conversation and the item of whoever published them', () => {
    const { data } = simulated(
      `data Post { key id  count 1000  requires causal }
       client app
       service api
       queue posted { carries Post  partitions 2 }
       service indexer { cores 4 }
       database posts { stores Post  cores 16 }
       flow post { app -> api { write Post to posts  publish Post to posted } }
       flow index { on posted -> indexer { read Post from posts } }
       workload all { post at 50/s }`,
      { duration: 60 },
    );
    assert.deepEqual(data.Post?.followed.share, 1);
    assert.equal(data.Post?.sessions.readYourWrites, 0);
    assert.ok((data.Post?.reads ?? 0) > 2500);
  });
});
