import assert from 'node:assert/strict';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { designOf } from '../../language/check.js';

/** What a request needs, by hand: states of the parts, each up or down for the whole request. */
describe('estimate: availability of a flow', () => {
  const world = `
    client people
    service s { instances 4  cores 8  work constant(100 us) }
    external x { work 1 ms  availability 99% }
    external y { work 1 ms  availability 98% }
    data D { key id  size 1 KB  count 1k }
    database d { stores D  cores 8  availability 99.5% }
    cache c { caches D  cores 8  availability 95%  hit_ratio 90% }
    cache full { caches D  cores 8  availability 95%  memory 1 GB }
    queue q { carries D  partitions 1  availability 97% }
    database r { stores D  cores 8  replicas 3 leaderless { write all read one }  availability 99% }
    database t { stores D  cores 8  replicas 3 leaderless { write quorum read quorum }  availability 99% }`;
  const three = 1 - 0.01 ** 3;
  const cases: readonly (readonly [what: string, steps: string, expected: number])[] = [
    ['in series, each once', 'call x call y call x', 0.99 * 0.98],
    ['within a repetition, as if once', 'repeat 50 { call x }', 0.99],
    ['entered by chance, again and again', 'repeat 50 { 10% { call x } }', 1 - 0.01 * (1 - 0.9 ** 50)],
    ['a geometric number of times', 'repeat mean 5 { 10% { call x } }', 0.99 + 0.01 * (0.9 / 5 / (1 - 0.9 * 0.8))],
    ['by chance, then surely', '10% { call x } call x', 0.99],
    ['by chance twice', '10% { call x } wait 1 ms 10% { call x }', 1 - 0.01 * (1 - 0.9 ** 2)],
    ['one of two ways', '30% { call x } else { call y }', 0.3 * 0.99 + 0.7 * 0.98],
    ['not reached after done', '30% { done } call x', 0.3 + 0.7 * 0.99],
    ['a cache that misses a tenth', 'read D from c else d', 0.95 * 0.9 + (1 - 0.95 * 0.9) * 0.995],
    ['a cache that has everything', 'read D from full else d', 0.95 + 0.05 * 0.995],
    ['a store behind two caches', 'read D from c else full else d', 1 - (1 - 0.855) * 0.05 * 0.005],
    ['a store used behind a cache and by itself', 'read D from c else d write D to d', 0.995],
    ['all in parallel', 'parallel { call x call y }', 0.99 * 0.98],
    ['one of two in parallel', 'parallel wait for 1 { call x call y }', 1 - 0.01 * 0.02],
    ['copies of the same', 'parallel 3 { call x }', 0.99],
    ['two of three copies that share one', 'parallel 3 wait for 2 { call x }', 0.99],
    ['copies by chance', 'parallel 3 { 50% { call x } }', 0.99 + 0.01 * 0.125],
    ['a message sent', 'publish D to q', 0.97],
    ['a message left to the outbox', 'transaction { write D to d publish D to q in outbox }', 0.995],
    ['a quorum', 'read D from t', 3 * 0.99 ** 2 * 0.01 + 0.99 ** 3],
    ['a read and a harder write', 'read D from r write D to r', 0.99 ** 3],
    ['a harder write by chance', 'read D from r 20% { write D to r }', 0.8 * three + 0.2 * 0.99 ** 3],
    ['a retry does not mend what is down', 'call x retry 3', 0.99],
  ];
  for (const [what, steps, expected] of cases) {
    it(`${what}: ${steps}`, () => {
      close(flow(`${world}\nflow f { people -> s { ${steps} } }\nworkload w { f at 1/s }`), expected);
    });
  }

  it('a retry does help what fails by itself', () => {
    const text = `client people
      external x { work 1 ms  availability 99%  fails 2% }
      flow f { people -> x retry 1 }
      workload w { f at 1/s }`;
    close(flow(text), 0.99 * (1 - 0.02 ** 2));
  });

  it('a balancer sends to dead instances until they miss their checks', () => {
    // Up 1 h, down 5 min on average; of three instances one carries the load.
    const text = (health: string, retry = '') => `client people
      balancer b { cores 8  instances 2  availability 100%  ${health} }
      service s { instances 3  cores 8  work constant(1 ms)  breaks every 1 h repaired in 5 min }
      flow f { people -> b { call s ${retry} } }
      workload w { f at 1/s }`;
    const some = 1 - (300 / 3900) ** 3;
    const unnoticed = (300 * (1 - Math.exp(-10 / 300))) / 3900;
    close(flow(text('health check every 5 s fail after 2')), some * (1 - unnoticed));
    close(flow(text('health check every 5 s fail after 2', 'retry 1')), some * (1 - unnoticed ** 2));
    close(flow(text('')), some * (1 - 300 / 3900));
  });

  it('a link between regions, and a failing copy on the other side', () => {
    const text = `
      region us { zones a }
      region eu { zones a }
      link us -- eu { rtt 80 ms  availability 99.9% }
      client people { in us }
      service s { in us  instances 4 }
      external x { in eu  work 1 ms  availability 99% }
      flow f { people -> s { repeat 2 { 50% { call x } } } }
      workload w { f at 1/s }`;
    close(flow(text), 1 - (1 - 0.99 * 0.999) * (1 - 0.25));
  });
});

function flow(text: string): number | null | undefined {
  return estimateAll(designOf(text))[0]?.flows.f?.availability;
}

function close(actual: number | null | undefined, expected: number): void {
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < 2e-6, `${actual} against ${expected}`);
}
