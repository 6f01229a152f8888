/** Cases of the reference that are no single station: fan-outs, balancing over many, bent capacity, rings, backlogs. */
import assert from 'node:assert/strict';
import { holds, simulated, simulatedCase } from './simulated.js';

describe('simulated cases of the reference', () => {
  it('T22: the slowest of four queues at 70 %', () => {
    holds(simulatedCase('t22-fork-join-four.sysdesign', { duration: 200_000 }), 'flows.ask.latency.mean', 6.189);
  });

  // Published to four digits after simulations: within their 4 %, and the better policy is better.
  it('T24: ten servers at 80 %, two choices and the shortest queue', () => {
    const mean = (policy: string) => {
      const text = `client people  service farm { instances 10  work exponential(1 s)  policy ${policy} }
        flow ask { people -> farm }  workload steady { ask at 8/s }`;
      return simulated(text, { duration: 40_000 }).flows.ask?.latency.mean ?? Number.NaN;
    };
    const [two, shortest] = [mean('two_choices'), mean('least_connections')];
    assert.ok(Math.abs(two / 2.0845 - 1) < 0.04, `${two}`);
    assert.ok(Math.abs(shortest / 1.3509 - 1) < 0.04, `${shortest}`);
  });

  // SPEC SDM91 as fitted by R's `usl`: γ N / (1 + α(N − 1) + βN(N − 1)), here with all N always busy.
  const [alpha, beta, gamma] = [0.0277285, 0.0001044, 89.995];
  const law = (n: number) => (gamma * n) / (1 + alpha * (n - 1) + beta * n * (n - 1));
  it('T25: processors that get into each other’s way, up to their peak and beyond', () => {
    const throughput = (cores: number) => {
      const text = `client people
        service box { cores ${cores}  work exponential(${1000 / gamma} ms)  scaling usl(${alpha}, ${beta}) }
        flow job { people -> box }  workload steady { job by 600 users thinking exponential(1 ms) }`;
      const result = simulated(text, { duration: 100 });
      holds(result, 'flows.job.rate', law(cores));
      return result.flows.job?.rate ?? 0;
    };
    const [below, peak, beyond] = [throughput(36), throughput(97), throughput(216)];
    assert.ok(Math.abs(peak / 1884 - 1) < 0.02, `${peak}`);
    assert.ok(peak > below && peak > beyond);
  });

  // Each copy is up for 99 of 100 seconds: .99³ + 3 × .99² × .01.
  it('T33: a majority of three copies that are up 99 % of the time', () => {
    const text = `data Item { key id  count 100  popularity uniform }
      client people
      database items { stores Item  cores 64  work constant(1 ms)  breaks every 99 s repaired in 1 s
        replicas 3 leaderless { write quorum  read quorum } }
      flow look { people -> items { read Item from items } }  workload steady { look at 4/s }`;
    const result = simulated(text, { duration: 1_000_000, warmup: 0 });
    const { availability = null, confidence } = result.flows.look ?? assert.fail();
    const halfWidth = confidence.availability ?? Number.NaN;
    assert.ok(Math.abs((availability ?? 0) - 0.999702) <= halfWidth, `${availability} ± ${halfWidth}`);
    // Of three in ten thousand that fail, the interval leaves no more than a fourth open.
    assert.ok(halfWidth < 0.25 * 0.000298, `${halfWidth}`);
  });

  // Tutorial III of Ciw, run for long: seats that find no room before the first of three workstations.
  it('T47: a stool factory whose belts hold three', () => {
    const broken = (work: string): number => {
      const text = `data Stool { key number }
        client belt
        service first { work ${work}  limit 4  when full reject }
        service second { work ${work} }
        service third { work ${work} }
        queue after_first { carries Stool  work 0 ms  max_length 3  when full block }
        queue after_second { carries Stool  work 0 ms  max_length 3  when full block }
        flow attach { belt -> first { publish Stool to after_first } }
        flow go_on { on after_first -> second { publish Stool to after_second } }
        flow finish { on after_second -> third }
        workload steady { attach at 0.25/s arrivals paced }`;
      const { flows, duration } = simulated(text, { duration: 1000 * 3600 });
      return (flows.attach?.counts.rejected ?? Number.NaN) / (duration / 3600);
    };
    const [wide, narrow] = [broken('uniform(3 s, 5 s)'), broken('uniform(3.5 s, 4.5 s)')];
    assert.ok(Math.abs(wide / 8.2 - 1) < 0.06, `${wide}`);
    assert.ok(Math.abs(narrow / 2.14 - 1) < 0.06, `${narrow}`);
  });

  // (3λ + μ) / 2λ² until both copies are away for the first time: 2,098,333 h with 10,000 h and 24 h, 65 s with 10 s and 1 s.
  it('T50: two copies that break and are replaced, until there is none', () => {
    const text = `data Item { key id  count 100  popularity uniform }
      client people
      database items { stores Item  cores 64  work constant(100 us)  breaks every 10 s repaired in 1 s
        replicas 2 leaderless { write one  read one } }
      flow look { people -> items { read Item from items } }  workload steady { look at 100/s arrivals paced }`;
    const none = (seed: number): number => {
      for (const duration of [100, 300, 900, 2700]) {
        const { failed = [] } = simulated(text, { seed, duration, warmup: 0 }).timeline.flows.look ?? {};
        const first = failed.findIndex((count) => count > 0);
        if (first >= 0) return ((first + 0.5) * duration) / failed.length;
      }
      return 2700;
    };
    const times = Array.from({ length: 150 }, (_, seed) => none(seed + 1));
    const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
    const deviation = Math.sqrt(times.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (times.length - 1));
    const halfWidth = (2.6 * deviation) / Math.sqrt(times.length);
    assert.ok(Math.abs(mean - 65) <= halfWidth, `${mean} ± ${halfWidth}`);
    assert.ok(halfWidth < 0.25 * mean, `${halfWidth}`);
  });

  it('T40: ten shards on a ring of a hundred points each: the fullest has 1.159 times the mean', () => {
    const text = `client people  service front { work 0 ms }
      data Item { key id  count 100000000  popularity uniform }
      database store { stores Item  cores 1  work exponential(1 ms)  shards 10 by hash(id) { assign ring  vnodes 100 } }
      flow ask { people -> front { read Item from store } }  workload steady { ask at 5000/s }`;
    const { components } = simulated(text, { duration: 200 });
    const { utilization, hottestShardUtilization } = components.store ?? assert.fail();
    const ratio = (hottestShardUtilization ?? 0) / (utilization ?? 1);
    assert.ok(Math.abs(ratio - 1.159) < 0.015, `${ratio}`);
  });

  it('T41: one slow answer in a hundred makes 63.4 % of the requests to a hundred slow', () => {
    const text = `client people  service front { work 0 ms }
      external leaf { work mixture(99%: constant(1 ms), 1%: constant(1 s)) }
      flow ask { people -> front { parallel 100 { call leaf timeout 500 ms } } }  workload steady { ask at 20/s }`;
    holds(simulated(text, { duration: 2000 }), 'flows.ask.availability', 1 - 0.633968);
  });

  it('T45: retries make a spike last for ever, a bound on the queue ends it (see behaviours)', () => {
    const text = `client people { timeout 100 ms  retry 3 }
      service workers { cores 10  work exponential(10 ms)  limit 60 }
      flow ask { people -> workers }
      workload steady { ask at 700/s spikes 2.857142857x for 10 s }`;
    const { timeline } = simulated(text, { duration: 200, warmup: 0 });
    const { failed = [], completed = [] } = timeline.flows.ask ?? {};
    const lostShare = (second: number) => (failed[second] ?? 0) / ((completed[second] ?? 0) + (failed[second] ?? 0));
    for (const second of [40, 60, 100, 150]) assert.ok(lostShare(second) < 0.05, `${second}: ${lostShare(second)}`);
  });

  // 300 s at 1,000/s more than the consumers can: 300,000 wait, gone at 250/s after 1,200 s. Here a tenth of everything.
  it('T46: the backlog of five minutes and the time that it takes', () => {
    const text = `client people  service front { work 0 ms }
      data Event { key id }  queue events { carries Event  partitions 1  work 0 ms }
      service reader { work constant(8 ms) }
      flow tell { people -> front { publish Event to events } }
      flow hear { on events -> reader { } }
      workload steady { tell at 100/s arrivals paced spikes 2.25x for 300 s }`;
    const { timeline } = simulated(text, { duration: 2000, warmup: 0 });
    const backlog = timeline.components.events?.backlog ?? [];
    const peak = backlog.reduce((most, value, i) => (value > (backlog[most] ?? 0) ? i : most), 0);
    assert.ok(Math.abs((backlog[peak] ?? 0) - 30_000) < 300, `${backlog[peak]}`);
    const gone = backlog.findIndex((value, i) => i > peak && value < 20);
    assert.ok(Math.abs((gone - peak) * timeline.step - 1200) <= 3 * timeline.step, `${(gone - peak) * timeline.step}`);
  });
});

describe('common random numbers', () => {
  const shop = (front: string, back: string) => `client people
    service front { instances 2  work exponential(4 ms)  policy round_robin  ${front} }
    data Item { key id  count 1000  size 1 KB }
    database store { stores Item  work exponential(1 ms)  ${back} }
    flow look { people -> front { read Item from store } }
    flow buy { people -> front { transaction { read Item from store  write Item to store } } }
    workload steady { look at 100/s  buy at 20/s }`;
  const starts = (front: string, back: string) =>
    Object.values(simulated(shop(front, back), { duration: 200, warmup: 0 }).flows).map(({ counts }) => counts.started);

  it('arrivals stay what they were, whatever one setting becomes', () => {
    const before = starts('', '');
    const changes: readonly (readonly [string, string])[] = [
      ['autoscale 2..9 target 50%', ''],
      ['retry 2', ''],
      ['timeout 5 ms', 'connections 1'],
      ['', 'isolation serializable'],
      ['', 'isolation snapshot'],
      ['', 'availability 90%'],
      ['bandwidth 1 MB/s', 'disk_bandwidth 1 MB/s'],
      ['', 'refresh 1 s'],
      ['', 'shards 4 by hash(id)'],
    ];
    for (const [front, back] of changes) assert.deepEqual(starts(front, back), before, `${front} ${back}`);
  });
});
