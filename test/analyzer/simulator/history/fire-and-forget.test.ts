/** Messages that nobody answers (`ack none`): what their publishers wait for, and what becomes of those that never arrive. */
import assert from 'node:assert/strict';
import { near, scenario } from '../scenario.js';
import { simulated } from '../simulated.js';

const RATE = 100;

const design = (queue: string, fault = '', more = ''): string => `
  region us { zones a }
  region eu { zones a }
  link us -- eu { rtt 80 ms }
  data Job { key id  count 1000  requires durable }
  client app { in us }
  service api { in us  instances 4  cores 4  work constant(1 ms) }
  queue jobs { in eu  carries Job  cores 16  publish_work constant(10 ms)  ${queue} }
  service worker { in eu  instances 4  cores 4  work constant(1 ms) }
  flow submit { app -> api { publish Job to jobs ${more} } }
  flow handle { on jobs -> worker }
  workload all { submit at ${RATE}/s arrivals paced }
  scenario "trouble" { run all for 200 s warmup 0 s seed 3  ${fault} }`;

function jobs(queue: string, fault: string) {
  const result = scenario(design(queue, fault));
  const { Job } = result.data;
  const { submit } = result.flows;
  assert.ok(Job !== undefined && submit !== undefined);
  return { ...result, Job, submit };
}

describe('messages that nobody answers', () => {
  it('cost their publisher no time: neither the round trip nor the work of the broker', () => {
    const latency = (queue: string) =>
      simulated(design(queue), { duration: 60, warmup: 1 }).flows.submit?.latency.mean ?? Number.NaN;
    near(latency('ack leader') - latency('ack none'), 0.08 + 0.01, 0.0005);
  });

  it('are lost while the broker is down, and nobody notices', () => {
    const { Job, submit } = jobs('ack none', 'at 50 s crash jobs for 20 s');
    near(Job.lost, 20 * RATE, 10);
    assert.equal(submit.availability, 1);
    near(Job.published, 200 * RATE, 10);
    near(Job.processed, 180 * RATE, 20);
  });

  it('are not lost but refused where the publisher waits for an answer', () => {
    const { Job, submit } = jobs('ack leader', 'at 50 s crash jobs for 20 s');
    assert.equal(Job.lost, 0);
    near(1 - (submit.availability ?? 0), 0.1, 0.002);
  });

  it('are lost where the way is cut for longer than the network repeats them', () => {
    // Six repetitions, the first after a round trip and 200 ms, each after twice the pause before.
    const repeated = (0.08 + 0.2) * (1 + 2 + 4 + 8 + 16 + 32);
    const { Job, submit, violations } = jobs('ack none', 'at 50 s partition us from eu for 60 s');
    near(Job.lost, (60 - repeated) * RATE, 10);
    assert.equal(submit.availability, 1);
    const [first] = violations;
    assert.equal(first?.kind, 'lost');
    assert.match(first.text, /never got there, and nobody was told/u);
    assert.equal(first.operations[0]?.outcome, 'ok');
  });

  it('are lost from an outbox, too, which does not hear that it should send them again', () => {
    const crash = 'at 50 s crash jobs for 20 s';
    const lost = (queue: string) => scenario(design(queue, crash, 'in outbox')).data.Job?.lost;
    near(lost('ack none') ?? 0, 20 * RATE, 10);
    assert.equal(lost('ack leader'), 0);
  });
});
