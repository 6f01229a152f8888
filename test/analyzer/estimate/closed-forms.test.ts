import assert from 'node:assert/strict';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { evaluate } from '../../../analyzer/estimate/expectation/evaluate.js';
import { designOf } from '../../language/check.js';

/** Small designs whose answers are known in closed form (numbers of the reference page, or worked out in the comment). */
describe('estimate: closed forms', () => {
  it('retries: 600/s, 20 % failing, 4 attempts at 1000/s', () => {
    const { components, flows } = only(`
      client people
      service s { instances 1 cores 1 work exponential(1 ms) fails 20% }
      flow f { people -> s retry 3 }
      workload w { f at 600/s }`);
    close(components.s?.retryFactor, 1.248);
    close(components.s?.arrivalRate, 748.8);
    // Time at the station per request, failed attempts included.
    close(flows.f?.breakdown[0]?.mean, 0.00496815);
    close(flows.f?.availability, 0.999 * (1 - 0.2 ** 4));
  });

  it('retry budget: at most 10 % more attempts', () => {
    const { components } = only(`
      client people
      service s { instances 1 cores 1 work exponential(1 ms) fails 20% }
      flow f { people -> s retry 3 budget 10% }
      workload w { f at 600/s }`);
    close(components.s?.retryFactor, 1.1);
  });

  it('hedge at the p90 of an exponential: 10 % more load, p99 34.539', () => {
    const { components, flows } = only(`
      client people
      external s { work exponential(10 s) }
      flow f { people -> s hedge at p90 }
      workload w { f at 1/s }`);
    close(components.s?.retryFactor, 1.1, 1e-3);
    close(flows.f?.latency.p99, 34.539, 1e-3);
  });

  it('time-out: an attempt fails with the tail at the limit, the server works on', () => {
    const { components, flows } = only(`
      client people
      service s { instances 1 cores 1 work exponential(10 ms) availability 100% }
      flow f { people -> s timeout 100 ms }
      workload w { f at 50/s }`);
    // Response exponential with mean 20 ms: P(> 100 ms) = e^-5.
    close(flows.f?.availability, 1 - Math.exp(-5), 1e-4);
    close(components.s?.utilization, 0.5);
  });

  it('commit of five, exponential acknowledgements of 2 ms', () => {
    const { components } = only(`
      client people
      coordinator c { cores 1 work constant(0 ms) replicas 5 consensus { delays { ack exponential(2 ms) } } }
      data D { key id size 1 KB count 10 }
      flow f { people -> c { write D } }
      workload w { f at 1/s }`);
    close(components.c?.commitLatency?.mean, 0.00116667, 2e-3);
    close(components.c?.commitLatency?.p99, 0.00391987, 2e-3);
  });

  it('majority of three at 99 %', () => {
    const { components, flows } = only(`
      client people
      coordinator c { replicas 3 consensus availability 99% }
      data D { key id }
      flow f { people -> c { write D } }
      workload w { f at 1/s }`);
    close(components.c?.availability, 0.999702);
    close(flows.f?.availability, 0.999702);
  });

  it('availability: series once at any depth, a cache beside its store, k of n instances', () => {
    const { flows } = only(`
      client people
      data D { key id count 10 size 1 B }
      service a { instances 2 cores 1 work constant(1 ms) availability 90% }
      database d { stores D availability 99% }
      cache c { caches D availability 95% }
      flow twice { people -> a { read D from d call a } }
      flow beside { people -> a { read D from c else d } }
      workload w { twice at 1/s beside at 1/s }`);
    close(flows.twice?.availability, 0.99 * 0.99);
    // The cache is empty only for what it does not hold: all of D fits, so misses are those of the cache's own failures.
    close(flows.beside?.availability, 0.99 * (1 - 0.05 * 0.01));
  });

  it('WARS of LNKD-SSD, R = W = 1', () => {
    const ssd = 'mixture(91.22%: pareto(0.235 ms, 10), 8.78%: exponential(0.6024096 ms))';
    const { components } = only(`
      client people
      data D { key id size 1 KB count 1k }
      database d { stores D replicas 3 leaderless { write one read one delays { write ${ssd} ack ${ssd} request ${ssd} response ${ssd} } } }
      flow f { people -> d { read D write D } }
      workload w { f at 1/s }`);
    close(components.d?.quorum?.read.p999, 0.000656, 0.02);
    close(components.d?.quorum?.consistentAfter['0'], 0.9736, 0.005);
    close(components.d?.quorum?.tVisibility999, 0.00197, 0.05);
  });

  it('LRU of 1,000 of 10,000 objects, Zipf .8', () => {
    const { components, steps } = only(`
      client people
      data D { key id size 1 KB count 10k popularity zipf 0.8 }
      service s { cores 4 }
      database d { stores D }
      cache c { caches D capacity 1000 }
      flow f { people -> s { read D from c else d } }
      workload w { f at 100/s }`);
    close(components.c?.hitRatio, 0.4369, 0.006);
    close(
      steps['f/1/1/read:c/else1']?.rate ?? Object.entries(steps).find(([id]) => id.endsWith('/else1'))?.[1].rate,
      100 * (1 - 0.43666),
      1e-3,
    );
  });

  it('time to live: 10,000 objects, Zipf .8, 1000/s, 60 s', () => {
    const { components } = only(`
      client people
      data D { key id size 1 KB count 10k popularity zipf 0.8 }
      service s { cores 8 }
      database d { stores D }
      cache c { caches D ttl 60 s }
      flow f { people -> s { read D from c else d } }
      workload w { f at 1000/s }`);
    close(components.c?.hitRatio, 0.87823035, 1e-3);
  });

  it('backlog of a spike: 1250/s of capacity, 1000/s, twice as much for 5 min', () => {
    const { components } = only(`
      client people
      data D { key id size 1 KB }
      queue q { carries D partitions 1 }
      service s { instances 1 cores 1 work constant(0.8 ms) }
      flow f { people -> q { publish D to q } on q -> s }
      workload w { f at 1000/s spikes 2x for 5 min }`);
    close(components.q?.backlogPeak, 750 * 300);
    close(components.q?.drainTime, (750 * 300) / 250);
  });

  it('backlog of a spike and of a slow consumer in a queue that keeps 1000', () => {
    const { components } = only(`
      client people
      data D { key id size 1 KB }
      queue q { carries D partitions 1 max_length 1000 }
      queue full { carries D partitions 1 max_length 1000 }
      service s { instances 1 cores 1 work constant(0.8 ms) }
      service slow { instances 1 cores 1 work constant(2 ms) }
      flow f { people -> q { publish D to q publish D to full } on q -> s on full -> slow }
      workload w { f at 1000/s spikes 2x for 5 min }`);
    close(components.q?.backlogPeak, 1000);
    close(components.q?.drainTime, 1000 / 250);
    close(components.full?.backlog, 1000);
  });

  it('callers wait at the door of a full station that turns nobody away', () => {
    const { flows, components, notes } = only(`
      client people
      service one { work exponential(10 ms) }
      service two { work exponential(12.5 ms)  limit 3  when full block }
      flow pass { people -> one -> two }
      workload steady { pass at 60/s }`);
    close(components.two?.lossProbability, 0);
    close(components.two?.waitTime, 0.0375);
    close(flows.pass?.latency.mean, 0.075);
    assert.match(notes.join(), /`two` makes callers wait at its door/);
  });

  it('a consumer slower than its producer: backlog without end, with the reason', () => {
    const { components } = only(`
      client people
      data D { key id size 1 KB }
      queue q { carries D partitions 2 }
      service s { instances 8 cores 1 work constant(1 ms) }
      flow f { people -> q { publish D to q } on q -> s }
      workload w { f at 3000/s }`);
    // Only two of the eight instances have a partition.
    assert.equal(components.q?.backlog, null);
    assert.match(components.q?.reasons.backlog ?? '', /grows by 1\.00e\+3 messages\/s/);
    close(components.s?.utilization, 1.5);
  });

  it('replication lag: half a round trip and an M/M/1 applier', () => {
    const { components } = only(`
      region eu { zones a }
      region us { zones a }
      link eu -- us { rtt 80 ms }
      client people { in eu }
      data D { key id size 1 KB count 1k }
      database d { stores D across eu replicas 2 leader async { apply work exponential(2 ms) in eu, us } }
      flow f { people -> d { write D } }
      workload w { f at 250/s }`);
    close(components.d?.replicationLag?.mean, 0.04 + 0.002 / 0.5);
    close(components.d?.rpo, 0.044);
  });

  it('open network of Lazowska p. 113', () => {
    const { components } = only(`
      client people
      service cpu { instances 1 cores 1 work exponential(5 ms) }
      flow job { repeat 121 { people -> cpu } }
      workload w { job at 0.3/s }`);
    close(components.cpu?.utilization, 0.1815);
    close(components.cpu?.arrivalRate, 36.3);
    close(components.cpu?.inSystem, 0.2217, 1e-3);
  });

  it('two closed classes of Lazowska p. 142', () => {
    const { flows } = only(`
      client people
      service one { instances 1 cores 1 work constant(0 s) discipline sharing }
      service two { instances 1 cores 1 work constant(0 s) discipline sharing }
      flow a { people -> one { work 1 s } people -> two { work 3 s } }
      flow b { people -> one { work 2 s } people -> two { work 4 s } }
      workload w { a by 1 users thinking 0 s  b by 1 users thinking 0 s }`);
    close(flows.a?.rate, 3 / 19, 1e-4);
    close(flows.b?.rate, 2 / 19, 1e-4);
  });

  it('threads held while a slow dependency answers are the bottleneck', () => {
    const { flows, components } = only(`
      client people
      service s { instances 2 cores 4 work constant(1 ms) threads 10 }
      external slow { work constant(99 ms) }
      flow f { people -> s { call slow } }
      workload w { f at 100/s }`);
    // 2 × 10 threads held for at least 100 ms each: 200/s.
    assert.equal(flows.f?.bottleneck, 's');
    close(flows.f?.maxRate, 200, 0.01);
    close(components.s?.threadUtilization, 0.5, 0.01);
  });

  it('no mean where there is none: Pareto work of shape 1.5', () => {
    const { components, flows } = only(`
      client people
      service s { instances 1 cores 1 work pareto(1 ms, 1.5) }
      flow f { people -> s }
      workload w { f at 10/s }`);
    assert.equal(components.s?.waitTime, null);
    assert.match(components.s?.reasons.waitTime ?? '', /no variance/);
    assert.equal(flows.f?.latency.mean, null);
    close(components.s?.utilization, 0.03);
  });

  it('a saturated station keeps its utilization and has no response', () => {
    const { components, flows } = only(`
      client people
      service s { instances 1 cores 1 work exponential(10 ms) }
      flow f { people -> s }
      workload w { f at 150/s }`);
    close(components.s?.utilization, 1.5);
    close(components.s?.throughput, 100);
    assert.equal(components.s?.responseTime, null);
    close(flows.f?.maxRate, 100);
    assert.match(flows.f?.reasons.latency ?? '', /^s: the arrival rate reaches the capacity/);
  });

  it('a call made in one repetition of ten: percentiles of a binomial number of calls', () => {
    const { flows } = only(`
      client people
      external e { work exponential(100 ms) availability 100% }
      service s { work constant(0 ms) availability 100% }
      flow f { people -> s { repeat 50 { 10% { call e } } } }
      workload w { f at 1/s }`);
    close(flows.f?.latency.mean, 0.5);
    // Σ_k Binomial(50, .1)(k) · P(Erlang k > t) = ½, .01.
    close(flows.f?.latency.p50, 0.4516235, 4e-3);
    close(flows.f?.latency.p99, 1.4121084, 2e-3);
  });

  it('a request stays in the region it started in: all its reads are near, or all are far', () => {
    const { flows, links } = only(`
      region us {}
      region eu {}
      link us -- eu { rtt 100 ms }
      client people { in us 70%, eu 30%  rtt 1 us }
      service s { in us, eu  instances 10  work constant(0 ms) }
      database d { in us  work constant(0 ms) }
      data D { key id  size 1 KB  count 10 }
      flow one { people -> s { read D from d } }
      flow five { people -> s { repeat 5 { read D from d } } }
      workload w { one at 1/s  five at 1/s }`);
    // .7 · 1 ms inside the region + .3 · 100 ms across.
    close(flows.one?.latency.mean, 0.0307, 1e-3);
    close(flows.five?.latency.mean, 0.1535, 1e-3);
    close(flows.five?.latency.p50, 0.005, 1e-3);
    close(flows.five?.latency.p99, 0.5, 1e-3);
    close(Object.values(links)[0]?.traffic, 0.3 * 6 * 1000);
  });

  it('a message that is lost is sent again: later, but not failed', () => {
    const { flows } = only(`
      region us {}
      region eu {}
      link us -- eu { rtt constant(100 ms)  loss 1% }
      service a { in us  work constant(0 ms)  availability 100% }
      service b { in eu  work constant(0 ms)  availability 100% }
      flow f { a -> b }
      workload w { f at 1/s }`);
    // Round trip and sender's time-out of 300 ms, which doubles: Σ (1 - l) l^k (2^k - 1) with l = 1 - .99².
    const lost = 1 - 0.99 ** 2;
    let extra = 0;
    for (let k = 0; k <= 6; k++) extra += (1 - lost) * lost ** k * (2 ** k - 1);
    close(flows.f?.latency.mean, 0.1 + 0.3 * extra, 1e-4);
    close(flows.f?.latency.p99, 0.4, 1e-3);
    assert.ok((flows.f?.availability ?? 0) > 0.9999999);
  });

  it('a store that is only read, at its followers, has their figures', () => {
    const { components } = only(`
      client people
      service s { work constant(0 ms) }
      database d { stores D  cores 1  work exponential(10 ms)  replicas 3 leader async { read from replica } }
      data D { key id  size 1 KB  count 10 }
      flow f { people -> s { read D from d } }
      workload w { f at 100/s }`);
    // Two followers, each M/M/1 at 50/s of 100/s; the leader idles beside them.
    close(components.d?.arrivalRate, 100);
    close(components.d?.utilization, 0.5);
    close(components.d?.responseTime, 0.02);
    close(components.d?.servers, 3);
  });

  it('a consumer has only so many messages in hand, those that wait for others included', () => {
    const design = (clause: string, at = 10) => `
      client people
      data Job { key id  size 1 KB }
      queue jobs { carries Job ${clause} }
      external slow { work constant(1 s)  availability 100% }
      service worker { instances 4  cores 2  work constant(0 ms) }
      flow f { people -> worker { publish Job to jobs }  on jobs -> worker { call slow } }
      workload w { f at ${at}/s }`;
    // Four instances of two cores: 8 messages at once, each for a second; 10/s come.
    const few = only(design('')).components;
    assert.equal(few.jobs?.backlog, null);
    assert.match(few.jobs?.reasons.backlog ?? '', /consumers take 8\.000\/s/);
    // With 25 in hand per instance, 100 at once.
    const many = only(design('prefetch 25')).components;
    close(many.worker?.maxRate, 2 * 100, 1e-3);
    assert.ok((many.jobs?.backlog ?? 1) < 1e-6);
  });

  describe('consumers of a queue', () => {
    const consumer = (queue: string, service: string, steps: string, rate: number) =>
      only(`
      client people
      service front { work 0 ms }
      data Event { key id }
      queue events { carries Event  work 0 ms  ${queue} }
      service reader { ${service} }
      flow tell { people -> front { publish Event to events } }
      flow hear { on events -> reader { ${steps} } }
      workload w { tell at ${rate}/s }`);

    it('that are free take the next message: M/M/4 at 90 %', () => {
      const { flows, components } = consumer('', 'instances 4  work exponential(36 ms)', '', 100);
      // Erlang C of 3.6 erlangs and 4 servers is .78777; each leaves 111.1 - 100 a second.
      close(flows.hear?.latency.mean, 0.036 + 0.78777 / (4 / 0.036 - 100), 1e-4);
      close(components.events?.backlog, (100 * 0.78777) / (4 / 0.036 - 100), 1e-4);
    });

    it('wait once for all the work on a message: M/E2/1 at 80 %', () => {
      const { flows, components } = consumer('partitions 1', 'work exponential(5 ms)', 'work exponential(5 ms)', 80);
      // Pollaczek and Khinchine with 10 ms and a squared coefficient of variation of 1/2: 40 ms × 3/4.
      close(flows.hear?.latency.mean, 0.01 + 0.03);
      close(components.reader?.utilization, 0.8);
      close(components.reader?.waitTime, 0.015);
    });

    it('are not held up by the wait for their own cores', () => {
      const { components, flows } = consumer('', 'instances 2  work exponential(1 ms)', 'work exponential(5 ms)', 300);
      close(flows.hear?.maxRate, 2 / 0.006);
      assert.equal(components.reader?.consumerUtilization, undefined);
    });

    it('work on as many at a time as they have in hand, whatever their cores', () => {
      const { flows } = only(`
        client people
        data Event { key id }
        queue events { carries Event  work 0 ms }
        external far { work constant(8 ms) }
        service reader { instances 2  work constant(2 ms) }
        flow hear { people -> events { publish Event to events } on events -> reader { call far } }
        workload w { hear at 300/s }`);
      // Two in hand for 10 ms each.
      close(flows.hear?.maxRate, 200);
    });
  });

  it('a look-up that asks all shards waits for the slowest, one by a global index asks twice', () => {
    const { flows, components } = only(`
      client people
      data Account { key user  count 1M }
      service login { cores 64  work constant(0 ms) }
      database accounts { stores Account  work exponential(1 ms)  cores 64
        shards 16 by hash(user) { vnodes 256 }  index name global }
      flow by_mail { people -> login { read Account from accounts by email } }
      flow by_name { people -> login { read Account from accounts by name } }
      flow by_key { people -> login { read Account from accounts } }
      workload w { by_mail at 1/s  by_name at 1/s  by_key at 1/s }`);
    const harmonic = Array.from({ length: 16 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);
    close(flows.by_mail?.latency.mean, harmonic * 1e-3, 1e-3);
    close(flows.by_name?.latency.mean, 2e-3, 1e-3);
    close(flows.by_key?.latency.mean, 1e-3, 1e-3);
    close(components.accounts?.utilization, (19e-3 / 16 / 64) * 1, 1e-3);
  });

  it('a write is acknowledged when all before it are', () => {
    const mean = (replicas: string) =>
      only(`
      client people
      data Order { key id  count 1000 }
      database orders { stores Order  work 0 ms  ${replicas} }
      flow buy { people -> orders { write Order to orders } }
      workload w { buy at 400/s }`).flows.buy?.latency.mean;
    // P(≤ t) = (1 − e^(−x)) exp(−λ/μ e^(−x)) with x = μt and λ/μ = .8: the mean is the integral of the rest.
    let inOrder = 0;
    for (let x = 0.0005; x < 40; x += 0.001)
      inOrder += (1 - (1 - Math.exp(-x)) * Math.exp(-0.8 * Math.exp(-x))) * 0.001 * 2e-3;
    close(mean('replicas 2 leader sync { apply work 2 ms }'), inOrder, 1e-3);
    // One applier is M/M/1.
    close(mean('replicas 2 leader sync { apply work 2 ms parallel 1 }'), 2e-3 / 0.2, 1e-3);
  });

  it('payload takes its size over the narrowest it passes, behind what came before', () => {
    const { flows } = only(`
      client people
      data Video { key id  size 40 MB  count 10 }
      service player { work constant(0 ms)  bandwidth 1 Gbps }
      database media { stores Video  work constant(0 ms)  disk_bandwidth 200 MB/s }
      flow show { people -> player { read Video from media } }
      flow keep { people -> player { write Video to media } }
      workload w { show at 1/s  keep at 1/s }`);
    // 320 ms over the card of the player, either way, busy 32 %: M/D/1; onto the disk 200 ms, busy 20 %.
    const passing = (own: number) => own + own ** 2 / 2 / (1 - own);
    close(flows.show?.latency.mean, passing(0.32), 1e-3);
    close(flows.keep?.latency.mean, passing(0.32) + passing(0.2), 1e-3);
  });

  it('payload goes on to other copies and onto their disks before a write is acknowledged', () => {
    const mean = (size: string) => {
      const { flows } = only(`
      region eu { }  region us { }
      link eu -- us { rtt constant(0 ms)  bandwidth 100 Mbps }
      client people { in eu }
      data Scan { key id  size ${size}  count 10 }
      service intake { in eu  work constant(0 ms) }
      database scans { across eu, us  stores Scan  work constant(0 ms)  disk_bandwidth 100 MB/s  replicas 2 leader sync }
      flow add { people -> intake { write Scan to scans } }
      workload w { add at 1/s }`);
      return flows.add?.latency.mean ?? Number.NaN;
    };
    const passing = (own: number) => own + own ** 2 / 2 / (1 - own);
    // The link takes 80 ms, the other disk less; then the leader's own, 10 ms.
    close(mean('1 MB') - mean('1 B'), passing(0.08) + passing(0.01), 1e-3);
  });

  it('a disk that takes less than is written leaves no response', () => {
    const { flows } = only(`
      client people
      data Scan { key id  size 1 MB  count 10 }
      service intake { work constant(0 ms) }
      database scans { stores Scan  disk_bandwidth 100 MB/s }
      flow add { people -> intake { write Scan to scans } }
      workload w { add at 101/s }`);
    assert.equal(flows.add?.latency.mean, null);
    assert.match(JSON.stringify(flows.add), /scans: more is written than its disk takes/);
  });

  it('leaders that answer together wait for the farthest, and leave nothing to be read stale or lost', () => {
    const pair = (mode: string) =>
      only(`
      region eu { }  region us { }
      link eu -- us { rtt constant(100 ms) }
      data Item { key id  count 10 }
      client people { in eu }
      service front { in eu  work 0 ms }
      database items { stores Item  across eu, us  work constant(0 ms)  replicas 2 multi_leader ${mode} }
      flow change { people -> front { write Item to items } }
      flow look { people -> front { read Item from items } }
      workload w { change at 10/s  look at 10/s }`);
    const [alone, together] = [pair('async'), pair('sync')];
    close((together.flows.change?.latency.mean ?? 0) - (alone.flows.change?.latency.mean ?? 0), 0.1, 1e-4);
    close(together.flows.look?.latency.mean, alone.flows.look?.latency.mean ?? 0);
    assert.equal(together.components.items?.rpo, 0);
    assert.equal(together.components.items?.staleReadProbability, 0);
    assert.ok((alone.components.items?.rpo ?? 0) > 0 && (alone.components.items?.staleReadProbability ?? 0) > 0);
  });

  it('done: what follows is not reached', () => {
    const { components } = only(`
      client people
      service a { cores 1 work constant(1 ms) }
      service b { cores 1 work constant(1 ms) }
      flow f { people -> a { 30% { done } call b } people -> b }
      workload w { f at 10/s }`);
    close(components.b?.arrivalRate, 14);
  });

  it('expectations: the worst of *, undecided with a reason, failing first', () => {
    const design = designOf(`
      client people
      service a { cores 1 work exponential(5 ms) }
      service b { cores 1 work exponential(8 ms) }
      data D { key id }
      flow f { people -> a { call b } }
      workload w { f at 100/s }
      expect under w { utilization(*) < 70%  lost(D) == 0  utilization(a) < 70% }
      expect { rate(f) >= 100/s }`);
    const [worst, undecided, good, any] = evaluate(design, estimateAll(design));
    assert.deepEqual([worst?.holds, worst?.worst], [false, 'b']);
    close(worst?.actual, 0.8);
    assert.deepEqual([undecided?.holds, undecided?.actual], [null, null]);
    assert.match(undecided?.reason ?? '', /simulation/);
    assert.equal(good?.holds, true);
    assert.equal(any?.holds, true);
  });

  it('a queue that acknowledges by all needs the copies in sync, not every copy', () => {
    const available = (replicas: string): number | null | undefined =>
      only(`
        data M { key id }
        client people
        service a { instances 3 }
        queue q : kafka { carries M  partitions 4 by id  replicas 3 leader ${replicas}  ack all  availability 99% }
        flow f { people -> a { publish M to q } }
        workload w { f at 10/s }`).components.q?.availability;
    close(available('sync { min_insync 2 }'), 0.999702);
    close(available('sync { min_insync 3 }'), 0.99 ** 3);
  });
});

function only(text: string): Estimate {
  const [first] = estimateAll(designOf(text));
  assert.ok(first !== undefined);
  return first;
}

function close(actual: number | null | undefined, expected: number, relative = 1e-4): void {
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} against ${expected}`,
  );
}
