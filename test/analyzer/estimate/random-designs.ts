/** Arbitrary designs as text: every step, topology and load the language has, in combinations nobody would write. */
import fc from 'fast-check';

const services = ['s0', 's1', 's2', 's3'];
const stores = ['d0', 'd1', 'c0'];

const law = fc.constantFrom(
  'exponential(5 ms)',
  'constant(2 ms)',
  'lognormal(4 ms, cv 2)',
  'pareto(1 ms, 1.5)',
  'pareto(1 ms, 2.5)',
  'hyperexponential(3 ms, cv 3)',
  'erlang(3, 6 ms)',
  'uniform(1 ms, 9 ms)',
);

const service = (name: string) =>
  fc
    .record({
      instances: fc.integer({ min: 1, max: 6 }),
      cores: fc.integer({ min: 1, max: 4 }),
      work: law,
      policy: fc.constantFrom('random', 'round_robin', 'least_connections', 'two_choices', 'shared'),
      extra: fc.subarray(
        [
          'limit 20',
          'patience exponential(50 ms)',
          'threads 3',
          'discipline sharing',
          'fails 5%',
          'timeout 30 ms',
          'retry 2 backoff 5 ms jitter budget 20%',
          'hedge at p95',
          'scaling usl(0.05, 0.001)',
          'pool 2',
          'breaks every 10 h repaired in 5 min',
        ],
        { maxLength: 4 },
      ),
    })
    .map(
      ({ instances, cores, work, policy, extra }) =>
        `service ${name} { instances ${instances} cores ${cores} work ${work} policy ${policy} ${extra.join(' ')} across r }`,
    );

const replicas = fc.constantFrom(
  '',
  'replicas 3 leader async { read from replica }',
  'replicas 3 leader sync',
  'replicas 3 leader semi_sync 1',
  'replicas 3 leaderless { read one write one }',
  'replicas 5 leaderless { read quorum write quorum }',
  'replicas 5 consensus',
  'replicas 2 multi_leader',
  'shards 8 by hash(id) { skew zipf 1.1 } replicas 3 leader async',
);

const { steps } = fc.letrec<{ steps: string; step: string }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...services.map((name) => `call ${name}`)),
    fc.constantFrom(...stores.map((name) => `read D from ${name}`), 'read D from c0 else d0', 'read D from c0 else d1'),
    fc.constantFrom(
      'write D to d0',
      'write D to d1',
      'publish D to q',
      'query D from d0 scan',
      'work 1 ms',
      'wait 2 ms',
      'done',
    ),
    tie('steps').map((inner) => `parallel 3 wait for 2 { ${inner} }`),
    tie('steps').map((inner) => `parallel { ${inner} }`),
    tie('steps').map((inner) => `repeat 3 { ${inner} }`),
    tie('steps').map((inner) => `repeat mean 2.5 { ${inner} }`),
    fc.tuple(tie('steps'), tie('steps')).map(([a, b]) => `30% { ${a} } else { ${b} }`),
    tie('steps').map((inner) => `transaction two_phase { ${inner} }`),
    tie('steps').map((inner) => `lock d0 { ${inner} }`),
  ),
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
}));

const load = fc.constantFrom(
  'at 1/s',
  'at 40/s',
  'at 1k/s',
  'by 20 users thinking 1 s',
  'by 1M users 10/d peak 3x',
  'at 30/s spikes 5x for 1 min',
  'at 10/s bursts of 5',
  'at 20/s arrivals paced',
);

/** A whole design with two flows and a consumer. */
export const anyDesign: fc.Arbitrary<string> = fc
  .record({
    services: fc.tuple(...services.map(service)),
    stores: fc.tuple(replicas, replicas),
    first: steps,
    second: steps,
    consumer: steps,
    loads: fc.tuple(load, load),
  })
  .map(({ services: all, stores: [one, other], first, second, consumer, loads }) =>
    [
      'region r { zones a, b }',
      'data D { key id size 1 KB count 10k popularity zipf 0.9 updated 0.1/s }',
      'client people { in r }',
      ...all,
      `database d0 { stores D cores 4 across r wal sync ${one} }`,
      `database d1 { stores D cores 4 across r ${other} }`,
      'cache c0 { caches D capacity 500 ttl 1 min across r }',
      'queue q { carries D partitions 4 retention 1 d across r }',
      `flow first { people -> s0 { ${first} } }`,
      `flow second { people -> s1 { ${second} } on q -> s2 { ${consumer} } }`,
      `workload w { first ${loads[0]} second ${loads[1]} }`,
      'expect under w { p99(*) < 1 s utilization(*) < 70% availability(*) > 99% cost() < 1 stale(D) == 0 backlog(q) < 1M }',
    ].join('\n'),
  );

/** Networks without failure, limits or copies, whose stations obey the plain laws. */
export const plainDesign: fc.Arbitrary<string> = fc
  .record({
    works: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
    cores: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 }),
    rates: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
    share: fc.integer({ min: 1, max: 99 }),
    mean: fc.integer({ min: 1, max: 4 }),
    times: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ works, cores, rates, share, mean, times }) =>
    [
      'client people',
      ...services.map(
        (name, i) => `service ${name} { instances 1 cores ${cores[i]} work exponential(${works[i]} ms) }`,
      ),
      `flow first { people -> s0 { ${share}% { call s1 } else { repeat mean ${mean} { call s2 } } call s3 } }`,
      `flow second { people -> s3 { repeat ${times} { call s1 } parallel { call s0 call s2 } } }`,
      `workload w { first at ${rates[0]}/s second at ${rates[1]}/s }`,
    ].join('\n'),
  );
