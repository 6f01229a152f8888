/** Simulated stations and networks against their closed forms: the exact value is inside the run's own 99 % interval. */
import { holds, simulated, simulatedCase } from './simulated.js';

type Expected = Readonly<Record<string, number>>;

/** By file of `test/cases`: figures and their exact values, from the reference of formulas and published answers. */
const cases: readonly (readonly [string, number, Expected])[] = [
  [
    't01-mm1',
    4000,
    {
      'flows.ask.latency.mean': 0.05,
      'flows.ask.latency.p50': 0.05 * Math.LN2,
      'flows.ask.latency.p99': 0.23025851,
      'components.worker.utilization': 0.8,
      'components.worker.waitTime': 0.04,
      'components.worker.queueLength': 3.2,
    },
  ],
  ['t02-mm1-heavy', 20_000, { 'flows.ask.latency.mean': 0.2 }],
  ['t03-mmc', 8000, { 'components.workers.waitTime': 0.066873152, 'flows.ask.latency.p99': 0.62498767 }],
  ['t04-erlang-c', 1500, { 'components.workers.waitTime': 0.015249864 }],
  ['t05-twenty-workers', 500, { 'components.workers.waitTime': 0.0075540123 }],
  [
    't06-mm1k',
    3000,
    {
      'components.worker.lossProbability': 0.1925865,
      'components.worker.throughput': 96.889621,
      'flows.ask.latency.mean': 0.069261378,
    },
  ],
  ['t07-mmck', 6000, { 'components.workers.lossProbability': 0.046597115, 'components.workers.waitTime': 0.033270371 }],
  ['t08-erlang-b', 60_000, { 'components.pool.lossProbability': 0.03649695 }],
  ['t09-md1', 4000, { 'components.worker.waitTime': 0.02 }],
  ['t10-mg1', 8000, { 'components.worker.waitTime': 0.1 }],
  ['t11-mdc', 6000, { 'components.workers.waitTime': 0.034458205 }],
  ['t12-priorities', 6000, { 'flows.urgent.latency.mean': 0.021428571, 'flows.casual.latency.mean': 0.067142857 }],
  [
    't13-jackson-feedback',
    5000,
    {
      'flows.from_one.latency.mean': 0.08,
      'flows.from_two.latency.mean': 0.09,
      'components.one.queueLength': 1.15714286,
      'components.two.queueLength': 2.43809524,
    },
  ],
  ['t14-jackson-four-nodes', 20_000, { 'flows.pass.latency.mean': 1.61381 }],
  ['t15-cafe', 2e7, { 'flows.cold_first.latency.mean': 297.52218, 'flows.hot_first.latency.mean': 332.69292 }],
  ['t16-lazowska', 50_000, { 'flows.job.rate': 0.15151649, 'flows.job.latency.mean': 4.79982 }],
  ['t17-closed-single-servers', 15_000, { 'flows.job.rate': 11.973117, 'flows.job.latency.mean': 0.67040877 }],
  ['t18-closed-three-servers', 20_000, { 'flows.job.rate': 14.214604, 'flows.job.latency.mean': 0.11050548 }],
  ['t19-closed-hundred', 10_000, { 'flows.job.rate': 18.746034, 'flows.job.latency.mean': 0.33446155 }],
  ['t20-bolch', 100_000, { 'flows.job.rate': 1.2175, 'components.two.utilization': 0.36524 }],
  ['t21-fork-join-two', 500_000, { 'flows.ask.latency.mean': 2.875 }],
  [
    't23-balancer-policies',
    1500,
    {
      'flows.by_chance.latency.mean': 0.033333333,
      'flows.in_turn.latency.mean': 0.023577273,
      'flows.one_queue.latency.mean': 0.015470494,
    },
  ],
];

describe('simulated cases of the literature', () => {
  for (const [file, duration, expected] of cases) {
    it(file, () => {
      const result = simulatedCase(`${file}.sysdesign`, { duration });
      for (const [path, value] of Object.entries(expected)) holds(result, path, value);
    });
  }
});

/** Further models as texts: what is said of the components, of the flow, the seconds to run, and the exact figures. */
const models: Readonly<Record<string, readonly [string, number, Expected]>> = {
  'least connections, two servers at 80 %: joining the shorter queue': [
    `client people  service pair { instances 2  work exponential(1 s)  policy least_connections }
     flow ask { people -> pair }  workload steady { ask at 1.6/s }`,
    100_000,
    { 'flows.ask.latency.mean': 2.9557366 },
  ],
  'two choices of two servers at 70 %: the same': [
    `client people  service pair { instances 2  work exponential(1 s)  policy two_choices }
     flow ask { people -> pair }  workload steady { ask at 1.4/s }`,
    100_000,
    { 'flows.ask.latency.mean': 2.1081973 },
  ],
  'evenly spaced arrivals, D/M/1': [
    `client people  service worker { work exponential(10 ms) }
     flow ask { people -> worker }  workload steady { ask at 50/s arrivals paced }`,
    4000,
    { 'components.worker.waitTime': 0.0025500097 },
  ],
  'bursts of five, M^[5]/M/1': [
    `client people  service worker { work exponential(10 ms) }
     flow ask { people -> worker }  workload steady { ask at 50/s bursts of 5 }`,
    6000,
    { 'flows.ask.latency.mean': 0.06 },
  ],
  'newest first has the mean of first come first served': [
    `client people  service worker { work exponential(10 ms)  discipline lifo }
     flow ask { people -> worker }  workload steady { ask at 70/s }`,
    8000,
    { 'flows.ask.latency.mean': 1 / 30 },
  ],
  'processor sharing does not depend on the law, M/G/1-PS': [
    `client people  service worker { work hyperexponential(10 ms, cv 2)  discipline sharing }
     flow ask { people -> worker }  workload steady { ask at 70/s }`,
    8000,
    { 'flows.ask.latency.mean': 1 / 30, 'components.worker.utilization': 0.7 },
  ],
  'processor sharing at two cores is M/M/2 in the mean': [
    `client people  service worker { cores 2  work exponential(1 s)  discipline sharing }
     flow ask { people -> worker }  workload steady { ask at 1.8/s }`,
    60_000,
    { 'flows.ask.latency.mean': 4.2631579 + 1 },
  ],
  'impatience, Erlang A': [
    `client people  service desk { cores 100  work exponential(1 s)  patience exponential(2 s) }
     flow ask { people -> desk }  workload steady { ask at 100/s }`,
    4000,
    { 'components.desk.abandonProbability': 0.033030153, 'components.desk.queueLength': 6.6060305 },
  ],
  'threads held through a downstream call, M/M/10': [
    `client people  service front { work 0 ms  threads 10 }  external slow { work exponential(100 ms) }
     flow ask { people -> front { call slow } }  workload steady { ask at 90/s }`,
    8000,
    { 'flows.ask.latency.mean': 0.16687315, 'components.front.threadUtilization': 0.9 },
  ],
  'connections of a pool, M/M/10': [
    `client people  service front { work 0 ms  pool 10 }
     data Item { key id }  database store { stores Item  cores 1000  work exponential(100 ms) }
     flow ask { people -> front { read Item from store } }  workload steady { ask at 90/s }`,
    8000,
    { 'flows.ask.latency.mean': 0.16687315 },
  ],
  'a lock for everybody, M/M/1': [
    `client people  service front { work 0 ms }  coordinator locks { work 0 ms }
     flow ask { people -> front { lock locks { wait exponential(10 ms) } } }  workload steady { ask at 80/s }`,
    4000,
    { 'flows.ask.latency.mean': 0.05 },
  ],
  'four clients and two processors (lqns regression 22)': [
    `client people  service cpus { cores 2  work exponential(1 s) }
     flow job { people -> cpus }  workload closed { job by 4 users thinking exponential(1 s) }`,
    40_000,
    { 'flows.job.rate': 1.7, 'flows.job.latency.mean': 1.352941 },
  ],
  'the slowest of a hundred exponential answers': [
    `client people  service front { work 0 ms }  external leaf { work exponential(10 ms) }
     flow ask { people -> front { parallel 100 { call leaf } } }  workload steady { ask at 10/s }`,
    1500,
    { 'flows.ask.latency.mean': 0.051874, 'flows.ask.latency.p99': 0.092054 },
  ],
  'the second of three exponential answers': [
    `client people  service front { work 0 ms }  external leaf { work exponential(10 ms) }
     flow ask { people -> front { parallel 3 wait for 2 { call leaf } } }  workload steady { ask at 100/s }`,
    1000,
    { 'flows.ask.latency.mean': 0.01 * (1 / 3 + 1 / 2) },
  ],
  'a hedge at the ninth decile': [
    `client people  service front { work 0 ms }  external leaf { work exponential(10 ms) }
     flow ask { people -> front { call leaf hedge at 23.02585 ms } }  workload steady { ask at 1000/s }`,
    400,
    { 'flows.ask.latency.p99': 0.034539, 'components.leaf.arrivalRate': 1100 },
  ],
  'failures with three retries and feedback': [
    `client people { retry 3 }  service worker { work exponential(1 ms)  fails 20% }
     flow ask { people -> worker }  workload steady { ask at 600/s }`,
    1000,
    {
      'components.worker.arrivalRate': 748.8,
      'flows.ask.availability': 0.9984,
      // Of those that succeed in the end: so many attempts, each 1/(μ − λ) long.
      'flows.ask.latency.mean': (0.8 + 2 * 0.16 + 3 * 0.032 + 4 * 0.0064) / 0.9984 / 251.2,
    },
  ],
  'a tandem that blocks after service': [
    `client people  service one { work exponential(10 ms) }
     service two { work exponential(12.5 ms)  limit 3  when full block }
     flow pass { people -> one -> two }  workload steady { pass at 60/s }`,
    8000,
    { 'flows.pass.latency.mean': 0.097785855, 'components.one.blockedShare': 0.17988644 },
  ],
  'a tandem with room for one': [
    `client people  service one { work exponential(10 ms) }
     service two { work exponential(14.285714286 ms)  limit 1  when full block }
     flow pass { people -> one -> two }  workload steady { pass at 50/s }`,
    12_000,
    { 'flows.pass.latency.mean': 0.19440191, 'components.one.blockedShare': 0.39424861 },
  ],
  'breakdowns that are short and frequent': [
    `client people  service worker { work exponential(10 ms)  breaks every 10 s repaired in 1 s }
     flow ask { people -> worker }  workload steady { ask at 50/s }`,
    40_000,
    // λ(1 + αμ/(α+β)²)/(Aμ − λ) with α = .1, β = 1.
    { 'flows.ask.inSystem': (50 * (1 + 10 / 1.21)) / (100 / 1.1 - 50) },
  ],
  'breakdowns that are long and rare': [
    `client people  service worker { work exponential(10 ms)  breaks every 100 s repaired in 10 s }
     flow ask { people -> worker }  workload steady { ask at 50/s }`,
    100_000,
    { 'flows.ask.inSystem': 102.2323 },
  ],
  'a consumer of one partition, M/M/1 from publishing on': [
    `client people  service front { work 0 ms }
     data Event { key id }  queue events { carries Event  partitions 1  work 0 ms }
     service reader { work exponential(10 ms) }
     flow tell { people -> front { publish Event to events } }
     flow hear { on events -> reader { } }
     workload steady { tell at 80/s }`,
    4000,
    { 'flows.hear.latency.mean': 0.05, 'components.events.backlog': 3.2 },
  ],
  'lost messages are sent again': [
    `region here { }  region there { }  link here -- there { rtt 80 ms  loss 1% }
     service front { in here  work 0 ms }  service back { in there  work 0 ms }
     flow ask { front -> back }  workload steady { ask at 1000/s }`,
    1000,
    { 'flows.ask.latency.mean': 0.08 + 2 * repeated(0.01, 0.28) },
  ],
};

/** Mean time that repetitions of a message take: lost k times, it comes `timeout` × (2ᵏ − 1) later. */
function repeated(loss: number, timeout: number): number {
  let sum = 0;
  for (let lost = 0; lost <= 6; lost++) sum += (1 - loss) * loss ** lost * timeout * (2 ** lost - 1);
  return sum;
}

describe('simulated models', () => {
  for (const [name, [text, duration, expected]] of Object.entries(models)) {
    it(name, () => {
      const result = simulated(text, { duration });
      for (const [path, value] of Object.entries(expected)) holds(result, path, value);
    });
  }
});
