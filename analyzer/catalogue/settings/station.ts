/** What makes a queueing station: servers, their work, who is next and how many may wait. */
import { assumed, of, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';
import { callers, stations } from './where.js';

export const stationSettings: readonly SettingSpec[] = [
  {
    name: 'instances',
    summary:
      'Machines, containers or processes that run it. Each has its own queue unless `policy shared`. Stores with `replicas` or `shards` have copies × shards instead.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, maximum: 1e6, whole: true },
    of: stations,
    example: 'instances 40',
    used: 'estimate: number of servers, capacity, availability k of n; rules overloaded, little-headroom, single-point-of-failure, no-spare-zone, idle-consumers; simulator: one station each',
  },
  {
    name: 'cores',
    summary:
      'Servers of one instance: how many requests it works on at the same time. Of a consumer, how many messages it handles at once.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, maximum: 1e6, whole: true },
    of: stations,
    default: of(1, assumed('one at a time is the least that any machine does; say more when it has more')),
    example: 'cores 4',
    used: 'estimate: servers c of M/G/c; rules overloaded, little-headroom; simulator: servers of a station',
  },
  {
    name: 'work',
    summary:
      'Time one core is busy with one request, waiting and downstream calls not included. A bare duration is the mean of an exponential law.',
    value: { type: 'law', bare: 'exponential' },
    of: [...stations, 'cdn', 'dns', 'external'],
    example: 'work lognormal(3 ms, cv 1.5)',
    used: 'estimate: service time and its variability (M/M/c, M/G/c, Allen-Cunneen); simulator: sampled per request',
  },
  {
    name: 'discipline',
    summary: 'Who is served next.',
    value: {
      type: 'symbol',
      options: [
        { name: 'fifo', meaning: 'first come, first served' },
        { name: 'lifo', meaning: 'the newest first: under overload some are served in time and the oldest give up' },
        { name: 'priority', meaning: 'the flow or call of the higher `priority` first, without pre-emption' },
        { name: 'sharing', meaning: 'all at once, each at an equal share of the cores (threads on a processor)' },
      ],
    },
    of: stations,
    default: of('fifo', assumed('first come, first served is what queues of requests do when nothing is said')),
    example: 'discipline sharing',
    used: 'estimate: FIFO, priority (Cobham) or processor-sharing formulas; simulator: order of the queue',
  },
  {
    name: 'limit',
    summary:
      'Most requests inside one instance, those in service included. Of an external: most calls it takes at once. Beyond it `when full` decides; without one the queue has no end.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: [...stations, 'external'],
    example: 'limit 500',
    used: 'estimate: loss probability of M/M/c/K; rules unbounded-queue, metastable-risk; simulator: rejection, dropping or back-pressure',
  },
  {
    name: 'patience',
    summary:
      'How long callers wait in the queue before they give up. A bare duration is the mean of an exponential law.',
    value: { type: 'law', bare: 'exponential' },
    of: stations,
    example: 'patience exponential(500 ms)',
    used: 'estimate: abandonment (M/M/c+M, Erlang A); simulator: waiting requests leave',
  },
  {
    name: 'threads',
    summary:
      'Requests that one instance holds at the same time, downstream calls included. Without it only `cores` bound what runs.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, maximum: 1e6, whole: true },
    of: callers,
    example: 'threads 200',
    used: 'estimate: layered queueing (a thread is held for the whole request); rules pool-exhausted, call-cycle; simulator: threads',
  },
  {
    name: 'scaling',
    summary:
      'How far capacity falls short of proportional when an instance gets more load in parallel: the Universal Scalability Law of contention α and coherence β, or measurements to fit it to.',
    value: { type: 'scaling' },
    of: stations,
    example: 'scaling usl(0.03, 0.0001)',
    used: 'estimate: bends the capacity of the cores (Gunther, Guerrilla Capacity Planning, 2007); simulator: slower work with more in service',
  },
  {
    name: 'policy',
    summary:
      'How whoever sends requests here chooses the instance. Of a balancer: how it chooses among the components behind it.',
    value: {
      type: 'symbol',
      options: [
        { name: 'round_robin', meaning: 'one after the other' },
        { name: 'random', meaning: 'any, with equal chance' },
        { name: 'least_connections', meaning: 'the one with the fewest requests inside' },
        { name: 'two_choices', meaning: 'the less loaded of two random ones (Mitzenmacher 2001)' },
        { name: 'shared', meaning: 'one queue for all instances; whichever is free takes the next' },
      ],
    },
    of: stations,
    default: of('round_robin', recalled('nginx documentation, HTTP load balancing: round-robin is the default method')),
    example: 'policy least_connections',
    used: 'estimate: one queue per instance or one for all, balance of the queues; simulator: choice of the instance',
  },
  {
    name: 'sessions',
    summary: 'Whether a client stays with the instance or copy that served it first.',
    value: {
      type: 'symbol',
      options: [
        { name: 'sticky', meaning: 'the same client goes to the same instance or copy while it lives' },
        { name: 'none', meaning: 'each request may go anywhere' },
      ],
    },
    of: ['balancer', 'gateway', 'service', 'replicas'],
    default: of('none', assumed('balancers keep no sessions unless they are asked to')),
    example: 'sessions sticky',
    used: 'guarantees: monotonic reads and read-your-writes by stickiness; rules session-guarantee-broken, non-monotonic-reads; simulator: choice of the copy',
  },
  {
    name: 'skip',
    summary: 'Whether work whose caller has given up already is thrown away instead of done.',
    value: {
      type: 'symbol',
      options: [
        { name: 'expired', meaning: 'requests past their caller’s time-out leave the queue unserved' },
        { name: 'none', meaning: 'everything in the queue is served' },
      ],
    },
    of: stations,
    default: of(
      'none',
      assumed('servers do not see their callers’ time-outs unless deadlines are passed along (gRPC does)'),
    ),
    example: 'skip expired',
    used: 'estimate: goodput under overload; rule metastable-risk; simulator: expired requests are skipped',
  },
];
