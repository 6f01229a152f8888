import assert from 'node:assert/strict';
import { fullestShardShare } from '../../../analyzer/estimate/cache/shard-balance.js';
import { roundRobin } from '../../../analyzer/estimate/queueing/gm1.js';
import { close, estimated } from './estimated.js';

/** One consumer, 10 ms a message, behind a queue. */
const consuming = (partitions: string, instances: number, rate: number, data = '', more = '') =>
  estimated(`
    data Event { key user  ${data} }
    client people
    service gate { instances 40 work 1 ms }
    service worker { instances ${instances} cores 1 work exponential(10 ms) }
    queue events : kafka { carries Event  ${partitions} }
    flow send { people -> gate { publish Event to events } }
    flow handle { on events -> worker }
    ${more}
    workload w { send at ${rate}/s }`);

const mm1Wait = (rate: number) => (rate * 0.01 * 0.01) / (1 - rate * 0.01);

describe('estimate: partitions', () => {
  it('a key splits a Poisson stream into Poisson streams: each partition is M/M/1', () => {
    const { worker } = consuming('partitions 8 by user', 8, 586).components;
    close(worker?.waitTime, mm1Wait(586 / 8)); // 27.4 ms
    assert.equal(worker?.explanation.method, 'M/M/1');
    assert.equal(worker?.hottestInstanceUtilization, undefined);
  });

  it('without a key messages go round: E8/M/1', () => {
    const { worker } = consuming('partitions 8', 8, 586).components;
    close(worker?.waitTime, roundRobin({ arrivalRate: 586, meanService: 0.01, servers: 8 }).meanWait); // 12.8 ms
  });

  it('partitions are dealt whole: of 6 instances two read two of the 8', () => {
    const { worker } = consuming('partitions 8 by user', 6, 300).components;
    close(worker?.utilization, 0.5);
    close(worker?.hottestInstanceUtilization, 0.75);
    // Half of the messages go to two instances at 75/s, half to four at 37.5/s.
    close(worker?.waitTime, (mm1Wait(75) + mm1Wait(37.5)) / 2);
    close(worker?.maxRate, 400);
  });

  it('an instance beyond its capacity leaves the others their part', () => {
    const { components } = consuming('partitions 8 by user', 6, 440);
    // Two instances get 110/s each and serve 100/s, four get 55/s.
    close(components.worker?.throughput, 420);
    close(components.worker?.hottestInstanceUtilization, 1.1);
    assert.match(components.events?.reasons.backlog ?? '', /grows by 20(\.0*)? messages/);
  });

  it('stated popularity makes one partition the fullest', () => {
    const { worker } = consuming('partitions 8 by user', 8, 300, 'count 10000  popularity zipf 1.0').components;
    const fullest = fullestShardShare({ kind: 'zipf', exponent: 1 }, 10_000, 8);
    close(worker?.hottestInstanceUtilization, 300 * fullest * 0.01);
    const rest = (300 * (1 - fullest)) / 7;
    close(worker?.waitTime, fullest * mm1Wait(300 * fullest) + (1 - fullest) * mm1Wait(rest));
  });

  it('few values of the key fill partitions unevenly', () => {
    const { worker } = consuming('partitions 8 by country', 8, 200, 'distinct country 4').components;
    const fullest = fullestShardShare({ kind: 'uniform' }, 4, 8);
    assert.ok(fullest > 0.25);
    close(worker?.hottestInstanceUtilization, 200 * fullest * 0.01);
  });

  it('the broker takes each message and hands it out', () => {
    const { q } = estimated(`
      data Event { key user  size 300 B }
      client people
      service gate { instances 40 work 1 ms }
      service worker { instances 8 work 1 ms }
      queue q { carries Event  partitions 8 by user  cores 1  publish_work 1 ms  consume_work 2 ms }
      flow send { people -> gate { publish Event to q } }
      flow handle { on q -> worker }
      workload w { send at 100/s }`).components;
    close(q?.utilization, 0.3);
    close(q?.maxRate, 1000 / 3);
    close(q?.arrivalRate, 100);
  });

  it('a consumer that others call, too, is chosen by whoever calls', () => {
    const more = 'flow ask { people -> worker }';
    const { worker } = consuming('partitions 8 by user', 8, 586, '', more).components;
    assert.equal(worker?.explanation.method, 'E8/M/1 (round robin)');
  });

  it('a ring without virtual nodes has a fullest arc: of 10 shards 2.929 times the mean', () => {
    const shards = (more: string) =>
      estimated(`
        data D { key id  count 10M  popularity uniform }
        client people
        database d { stores D  cores 1  work exponential(10 ms)  shards 10 by hash(id) { ${more} } }
        flow f { people -> d { read D } }
        workload w { f at 200/s }`).components.d;
    // The expected longest of n random arcs is H_n / n.
    const ring = shards('assign ring');
    close(ring?.peakToMeanLoad, 2.928968);
    close(ring?.hottestShardUtilization, 0.2 * 2.928968);
    const [hot, rest] = [20 * 2.928968, (200 - 20 * 2.928968) / 9];
    close(ring?.waitTime, (hot * mm1Wait(hot) + 9 * rest * mm1Wait(rest)) / 200);
    close(ring?.maxRate, 1000 / 2.928968);
    close(shards('vnodes 100')?.peakToMeanLoad, 1.159, 2e-3);
    close(shards('assign slots')?.peakToMeanLoad, 1);
  });

  it('a hash of the key splits a stream over shards, whatever the kind', () => {
    const { d } = estimated(`
      data D { key id  count 10M  popularity uniform }
      client people
      warehouse d { stores D  cores 1  work exponential(10 ms)  shards 4 by hash(id) }
      flow f { people -> d { query D aggregate } }
      workload w { f at 300/s }`).components;
    assert.equal(d?.explanation.method, 'M/M/1');
    close(d?.waitTime, mm1Wait(75));
  });
});
