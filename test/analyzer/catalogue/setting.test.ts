/** Effective values: who wins, and what a wrong value does. */
import assert from 'node:assert/strict';
import {
  capacity,
  counts,
  extraAnomalies,
  isolation,
  kindOf,
  law,
  nearest,
  operationWork,
  popularity,
  quantity,
  replication,
  scaling,
  settingSpec,
  settingsOf,
  symbol,
  technologyOf,
  writeAheadLog,
} from '../../../analyzer/catalogue/setting.js';
import type { Replicas } from '../../../analyzer/design/design.js';
import { call, component, count, said, share, size, time, word } from './owner.js';

const replicas = (part: Partial<Replicas>): Replicas => ({
  id: 'x.replicas',
  count: 3,
  topology: 'leader',
  settings: {},
  provenance: { by: 'design' },
  ...part,
});

describe('effective values', () => {
  it('the text wins over everything, with its id', () => {
    const cores = quantity(
      component({ kind: 'database', technology: 'postgres', settings: said({ cores: count(3) }) }),
      'cores',
    );
    assert.deepEqual(cores, { value: 3, from: 'design', id: 'x.cores' });
  });

  it('a template’s word counts as its own', () => {
    const cores = quantity(component({ kind: 'service', settings: said({ cores: count(3) }, 'web') }), 'cores');
    assert.deepEqual(cores, { value: 3, from: 'template', id: 'x.cores' });
  });

  it('then technology, kind, setting', () => {
    const from = (kind: string, technology?: string) => {
      const cores = quantity(component({ kind, ...(technology === undefined ? {} : { technology }) }), 'cores');
      assert.ok(cores?.source);
      return [cores.value, cores.from];
    };
    assert.deepEqual(from('database', 'redis'), [1, 'technology']);
    assert.deepEqual(from('database', 'no_such_thing'), [8, 'kind']);
    assert.deepEqual(from('database'), [8, 'kind']);
    assert.deepEqual(from('service'), [1, 'setting']);
  });

  it('nothing for a setting that the kind does not have', () => {
    assert.equal(quantity(component({ kind: 'client' }), 'cores'), undefined);
    assert.equal(quantity(component({ kind: 'service' }), 'no_such_setting'), undefined);
    assert.equal(quantity(component({ kind: 'service' }), 'limit'), undefined);
    assert.equal(quantity(component({ kind: 'toString' }), 'constructor'), undefined);
  });

  it('a value of another kind is passed over, as if it were not there', () => {
    const wrong = component({ kind: 'service', settings: said({ cores: word('many') }) });
    assert.deepEqual(quantity(wrong, 'cores')?.from, 'setting');
    assert.equal(
      symbol(component({ kind: 'service', settings: said({ discipline: time(1) }) }), 'discipline')?.value,
      'fifo',
    );
  });

  it('a default that does not fit the part is passed over: `fsync` of a queue is no law of the log', () => {
    assert.equal(symbol({ kind: 'queue', technology: 'kafka', settings: {} }, 'fsync')?.from, 'technology');
    assert.deepEqual(law({ kind: 'wal', technology: 'kafka', settings: {} }, 'fsync')?.value, {
      law: 'constant',
      value: 0.001,
    });
  });

  it('a technology’s defaults reach its parts', () => {
    assert.equal(
      symbol({ kind: 'replicas', technology: 'cassandra', settings: {} }, 'resolve')?.value,
      'last_write_wins',
    );
    assert.equal(symbol({ kind: 'replicas', settings: {} }, 'resolve'), undefined);
    assert.equal(symbol({ kind: 'wal', technology: 'postgres', settings: {} }, 'checksum')?.value, 'crc32c');
    assert.equal(quantity({ kind: 'shards', technology: 'cassandra', settings: {} }, 'vnodes')?.value, 16);
  });

  it('a bare duration becomes the bare law of the setting', () => {
    const service = component({ kind: 'service', settings: said({ work: time(0.002) }) });
    assert.deepEqual(law(service, 'work')?.value, { law: 'exponential', mean: 0.002 });
    assert.deepEqual(law({ kind: 'link', settings: said({ rtt: time(0.08) }) }, 'rtt')?.value, {
      law: 'constant',
      value: 0.08,
    });
    const stated = component({
      kind: 'service',
      settings: said({ work: { kind: 'distribution', distribution: { law: 'uniform', low: 1, high: 2 } } }),
    });
    assert.deepEqual(law(stated, 'work'), { value: { law: 'uniform', low: 1, high: 2 }, from: 'design', id: 'x.work' });
    assert.deepEqual(law(component({ kind: 'external' }), 'work')?.value, { law: 'exponential', mean: 0.1 });
  });

  it('reads capacities, popularities, counts and scalings', () => {
    const owner = (name: string, value: Parameters<typeof said>[0][string]) => ({
      kind: 'x',
      settings: said({ [name]: value }),
    });
    assert.deepEqual(capacity(owner('capacity', size(500)), 'capacity')?.value, { bytes: 500 });
    assert.deepEqual(capacity(owner('capacity', count(500)), 'capacity')?.value, { objects: 500 });
    assert.equal(capacity(owner('capacity', time(5)), 'capacity'), undefined);
    assert.deepEqual(popularity(owner('skew', word('uniform')), 'skew')?.value, { kind: 'uniform' });
    assert.deepEqual(popularity(owner('skew', call('zipf', count(0.9))), 'skew')?.value, {
      kind: 'zipf',
      exponent: 0.9,
    });
    assert.deepEqual(popularity(owner('skew', call('hottest', share(0.05), share(0.6))), 'skew')?.value, {
      kind: 'hottest',
      share: 0.05,
      mass: 0.6,
    });
    assert.deepEqual(
      counts(owner('labels', { kind: 'list', items: [call('host', count(1000)), call('path', count(200))] }), 'labels')
        ?.value,
      { host: 1000, path: 200 },
    );
    assert.deepEqual(counts(owner('labels', call('host', count(7))), 'labels')?.value, { host: 7 });
    assert.deepEqual(scaling(owner('scaling', call('usl', count(0.03), count(0.0001))))?.value, {
      kind: 'law',
      contention: 0.03,
      coherency: 0.0001,
    });
    const point = (load: number, rate: number) => ({
      kind: 'list' as const,
      items: [count(load), { kind: 'quantity' as const, value: rate, dimension: 'rate' as const }],
    });
    assert.deepEqual(
      scaling(owner('scaling', call('usl', { kind: 'list', items: [point(1, 65), point(18, 996)] })))?.value,
      {
        kind: 'measured',
        points: [
          { size: 1, throughput: 65 },
          { size: 18, throughput: 996 },
        ],
      },
    );
  });

  it('data is asked for by Zipf’s law unless it says otherwise', () => {
    const skew = popularity({ kind: 'data', settings: {} }, 'popularity');
    assert.deepEqual(skew?.value, { kind: 'zipf', exponent: 0.8 });
    assert.equal(skew?.from, 'setting');
  });
});

describe('work by operation', () => {
  const mean = (...args: Parameters<typeof operationWork>) => {
    const work = operationWork(...args);
    return work?.value.law === 'exponential' ? ([work.value.mean, work.from] as const) : undefined;
  };

  it('as the design says: by operation, then `work`', () => {
    const both = component({
      kind: 'database',
      technology: 'postgres',
      settings: said({ read_work: time(0.5), work: time(0.25) }),
    });
    assert.deepEqual(mean(both, 'read'), [0.5, 'design']);
    assert.deepEqual(mean(component({ kind: 'service', settings: said({ work: time(0.25) }, 'web') }), 'call'), [
      0.25,
      'template',
    ]);
  });

  it('then of the technology, by operation before in general', () => {
    assert.deepEqual(mean(component({ kind: 'database', technology: 'cassandra' }), 'write'), [0.00036, 'technology']);
    assert.deepEqual(mean(component({ kind: 'cache', technology: 'redis' }), 'read'), [0.00001, 'technology']);
    assert.deepEqual(mean(component({ kind: 'queue', technology: 'kafka' }), 'publish'), [0.0000089, 'technology']);
  });

  it('then of the kind', () => {
    assert.deepEqual(mean(component({ kind: 'database' }), 'query'), [0.1, 'kind']);
    assert.deepEqual(mean(component({ kind: 'database' }), 'call'), [0.001, 'kind']);
    assert.deepEqual(mean(component({ kind: 'service' }), 'call'), [0.001, 'kind']);
    assert.deepEqual(mean(component({ kind: 'materialized_view' }), 'read'), [0.0005, 'kind']);
    assert.equal(operationWork(component({ kind: 'client' }), 'call'), undefined);
  });

  it('every kind that serves anything has some for each of its operations', () => {
    for (const kind of [
      'database',
      'warehouse',
      'search',
      'bucket',
      'coordinator',
      'cache',
      'materialized_view',
      'cdn',
      'monitor',
    ]) {
      for (const operation of ['read', 'write', 'query'] as const)
        assert.ok(operationWork(component({ kind }), operation), `${kind} ${operation}`);
    }
    for (const operation of ['publish', 'consume'] as const)
      assert.ok(operationWork(component({ kind: 'queue' }), operation));
    for (const kind of ['service', 'gateway', 'balancer', 'external', 'dns', 'cdn'])
      assert.ok(operationWork(component({ kind }), 'call'), kind);
  });
});

describe('isolation', () => {
  it('stated, of the technology, of the kind when no technology is named', () => {
    assert.deepEqual(
      isolation(
        component({ kind: 'database', technology: 'mysql', settings: said({ isolation: word('serializable') }) }),
      ),
      {
        value: 'serializable',
        from: 'design',
        id: 'x.isolation',
      },
    );
    assert.deepEqual(isolation(component({ kind: 'database', technology: 'mysql' }))?.value, 'repeatable_read');
    assert.equal(isolation(component({ kind: 'database' }))?.value, 'read_committed');
  });

  it('none where the technology has no transactions', () => {
    assert.equal(isolation(component({ kind: 'database', technology: 'cassandra' })), undefined);
    assert.equal(isolation(component({ kind: 'queue', technology: 'kafka' })), undefined);
  });

  it('knows that InnoDB’s repeatable read loses updates', () => {
    const mysql = component({ kind: 'database', technology: 'mysql' });
    assert.deepEqual(extraAnomalies(mysql, 'repeatable_read'), ['lost_update', 'write_skew']);
    assert.deepEqual(extraAnomalies(mysql, 'serializable'), []);
    assert.deepEqual(extraAnomalies(component({ kind: 'database' }), 'repeatable_read'), []);
  });
});

describe('replication', () => {
  it('nothing when nobody says', () => {
    assert.equal(replication(component({ kind: 'service' })), undefined);
    assert.equal(replication(component({ kind: 'cache', technology: 'memcached' })), undefined);
  });

  it('as the technology keeps copies', () => {
    const dynamo = replication(component({ kind: 'database', technology: 'dynamodb' }));
    assert.deepEqual(
      [dynamo?.count, dynamo?.topology, dynamo?.read, dynamo?.from],
      [3, 'consensus', 'any', 'technology'],
    );
    assert.ok(dynamo?.source);
  });

  it('as the design says, gaps filled by the technology of the same topology, then by the topology', () => {
    const store = (technology: string, part: Partial<Replicas>) =>
      replication(component({ kind: 'database', technology, replicas: replicas(part) }));
    assert.deepEqual(store('postgres', {}), {
      count: 3,
      topology: 'leader',
      mode: 'async',
      read: 'leader',
      from: 'design',
      id: 'x.replicas',
    });
    assert.deepEqual(store('mongodb', {}), {
      count: 3,
      topology: 'leader',
      mode: 'semi_sync',
      acknowledgements: 1,
      read: 'leader',
      from: 'design',
      id: 'x.replicas',
    });
    assert.equal(store('riak', { topology: 'leaderless' })?.write, 'quorum');
    assert.equal(store('cassandra', { topology: 'leaderless' })?.write, 'one');
    assert.equal(store('zookeeper', { topology: 'consensus' })?.read, 'any');
    assert.equal(store('etcd', { topology: 'consensus' })?.read, 'leader');
    assert.equal(store('postgres', { topology: 'consensus' })?.mode, undefined);
    const stated = store('cassandra', {
      topology: 'leaderless',
      read: { id: 'r', from: 2 },
      write: { id: 'w', level: 'all' },
    });
    assert.deepEqual([stated?.read, stated?.write], [2, 'all']);
  });
});

describe('write-ahead log', () => {
  it('as the design says, else as shipped', () => {
    const shipped = (technology: string) => writeAheadLog(component({ kind: 'database', technology }));
    assert.deepEqual([shipped('cassandra')?.mode, shipped('cassandra')?.every], ['async', 10]);
    assert.equal(shipped('redis')?.mode, 'off');
    assert.equal(shipped('infogrid'), undefined);
    const log = {
      id: 'x.wal',
      mode: 'async' as const,
      settings: {},
      provenance: { by: 'template' as const, template: 't' },
    };
    assert.deepEqual(writeAheadLog(component({ kind: 'database', technology: 'postgres', log })), {
      mode: 'async',
      from: 'template',
      id: 'x.wal',
    });
  });
});

describe('look-ups', () => {
  it('find rows and nothing else', () => {
    assert.equal(kindOf('database')?.title, 'Database');
    assert.equal(kindOf('databse'), undefined);
    assert.equal(technologyOf('postgres')?.title, 'PostgreSQL');
    assert.equal(technologyOf(undefined), undefined);
    assert.equal(settingSpec('queue', 'ack')?.name, 'ack');
    assert.equal(settingSpec('service', 'ack'), undefined);
    assert.ok(settingsOf('cache').some((spec) => spec.name === 'ttl'));
    assert.deepEqual(settingsOf('no_such_kind'), []);
  });

  it('the same name may mean different things in different places', () => {
    assert.equal(settingSpec('queue', 'fsync')?.value.type, 'symbol');
    assert.equal(settingSpec('wal', 'fsync')?.value.type, 'law');
  });
});

describe('nearest', () => {
  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['databse', ['database', 'device'], 'database'],
    ['postgresql', ['mysql', 'postgres'], 'postgres'],
    ['Kafka', ['kafka', 'redis'], 'kafka'],
    ['least-connections', ['least_connections', 'random'], 'least_connections'],
    ['round', ['random'], undefined],
    ['zzz', ['ttl'], undefined],
    ['ttl', ['ttl'], undefined],
    ['x', ['y'], undefined],
  ];
  for (const [wrong, candidates, meant] of cases) {
    it(`${wrong} of ${candidates.join(', ')}: ${meant ?? 'nothing'}`, () =>
      assert.equal(nearest(wrong, candidates), meant));
  }
});
