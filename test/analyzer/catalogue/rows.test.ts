/** The rows of the catalogue: complete, consistent, each number with its reason. */
import assert from 'node:assert/strict';
import { kinds } from '../../../analyzer/catalogue/kinds/index.js';
import { bandwidths, loss, roundTrips } from '../../../analyzer/catalogue/network.js';
import { isolation, kindOf, settingSpec, topologyDefaults } from '../../../analyzer/catalogue/setting.js';
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import { technologies } from '../../../analyzer/catalogue/technologies/index.js';
import type { Default, Source, Technology } from '../../../analyzer/catalogue/types.js';
import { fits } from '../../../analyzer/catalogue/value.js';
import { isConsistency } from '../../../analyzer/guarantees/consistency.js';
import { anomaliesOf, isIsolation } from '../../../analyzer/guarantees/isolation.js';
import { component } from './owner.js';

const pseudoKinds = ['data', 'link', 'replicas', 'shards', 'wal', 'breaker', 'flow'];

/** The technologies that the language promises to know; among them every system of the notes it grew from. */
const promised = [
  'mysql postgres oracle sqlserver cockroachdb spanner mongodb couchdb dynamodb redis memcached bigtable hbase cassandra neo4j infogrid',
  'kafka rabbitmq google_pubsub sqs kinesis redis_pubsub bigquery redshift snowflake clickhouse elasticsearch opensearch prometheus influxdb monarch',
  'zookeeper etcd consul cloudfront cloudflare elb nginx haproxy envoy s3 gcs',
].flatMap((line) => line.split(' '));

const promisedKinds =
  'client device cdn dns balancer gateway service cache queue database warehouse bucket search materialized_view coordinator monitor external'.split(
    ' ',
  );

/** Every source of a value, found wherever it is: any new field of a row is covered. */
function* sourcesIn(value: unknown, path: string): Generator<readonly [string, Source]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'source') yield [path, part as Source];
    else yield* sourcesIn(part, `${path}.${name}`);
  }
}

function says(source: Source | undefined): boolean {
  if (source?.kind === 'published') return source.where.trim().length >= 8;
  return source?.kind === 'assumed' && source.why.trim().length >= 8;
}

/** Numbers that stand anywhere in a row outside something that has a source beside it. */
function bare(value: unknown, path: string): string[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null || 'source' in value) return [];
  return Object.entries(value).flatMap(([name, part]) => bare(part, `${path}.${name}`));
}

describe('kinds', () => {
  it('are those of the language, listed alphabetically', () => {
    const ids = kinds.map((kind) => kind.id);
    assert.deepEqual([...ids].sort(), [...promisedKinds].sort());
    assert.deepEqual(ids, [...ids].sort());
  });

  it('say what they are and what they hold', () => {
    for (const kind of kinds) {
      assert.match(kind.summary, /\.$/, kind.id);
      assert.match(kind.model, /\.$/, kind.id);
      if (kind.isStore) assert.notDeepEqual(kind.holds, [], kind.id);
    }
  });

  it('have defaults that their settings allow', () => {
    for (const kind of kinds) {
      for (const [name, row] of Object.entries(kind.defaults)) checkDefault(kind.id, name, row, `${kind.id}.${name}`);
    }
  });

  it('that are stations have servers and their work', () => {
    for (const kind of kinds.filter(({ isStation }) => isStation)) {
      assert.ok(settingSpec(kind.id, 'cores'), kind.id);
      assert.ok(kind.defaults.work ?? kind.defaults.read_work ?? kind.defaults.write_work, kind.id);
    }
  });
});

describe('settings', () => {
  it('belong to kinds that exist', () => {
    const known = new Set([...kinds.map((kind) => kind.id), ...pseudoKinds]);
    for (const spec of settings) {
      assert.notDeepEqual(spec.of, [], spec.name);
      for (const kind of spec.of) assert.ok(known.has(kind), `${spec.name} of ${kind}`);
    }
  });

  it('have one meaning per kind', () => {
    const seen = settings.flatMap((spec) => spec.of.map((kind) => `${kind}.${spec.name}`));
    assert.deepEqual(
      seen.filter((one, index) => seen.indexOf(one) !== index),
      [],
    );
  });

  it('say what they are, what reads them, and show a line', () => {
    for (const spec of settings) {
      assert.match(spec.summary, /^[A-Z].*\.$/s, spec.name);
      assert.match(spec.used, /rules? |estimate|guarantees|simulator/, spec.name);
      assert.ok(spec.example.startsWith(`${spec.name} `), spec.name);
    }
  });

  it('offer words with meanings', () => {
    for (const spec of settings) {
      if (spec.value.type !== 'symbol') continue;
      assert.ok(spec.value.options.length >= 2, spec.name);
      const names = spec.value.options.map((option) => option.name);
      assert.equal(new Set(names).size, names.length, spec.name);
      for (const option of spec.value.options) assert.match(option.name, /^[a-z][a-z0-9_]*$/, spec.name);
      for (const option of spec.value.options) assert.ok(option.meaning.length > 5, `${spec.name} ${option.name}`);
    }
  });

  it('have defaults that they allow, with a source', () => {
    for (const spec of settings) {
      if (spec.default === undefined) continue;
      assert.ok(fits(spec.value, spec.default.value), `${spec.name} ${spec.default.value}`);
      assert.ok(says(spec.default.source), spec.name);
    }
  });

  it('name components of kinds that exist', () => {
    for (const { name, value } of settings) {
      if (value.type === 'component') for (const kind of value.kinds ?? []) assert.ok(kindOf(kind), `${name}: ${kind}`);
    }
  });

  it('include every isolation level of the guarantees but none', () => {
    const spec = settingSpec('database', 'isolation');
    assert.equal(spec?.value.type, 'symbol');
    const options = spec?.value.type === 'symbol' ? spec.value.options.map((option) => option.name) : [];
    assert.ok(options.every(isIsolation));
    assert.equal(options.length, 6);
  });
});

describe('technologies', () => {
  it('include every promised one, once', () => {
    const ids = technologies.map((technology) => technology.id);
    assert.deepEqual(
      promised.filter((id) => !ids.includes(id)),
      [],
    );
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][a-z0-9_]*$/);
  });

  it('are of kinds that exist', () => {
    for (const technology of technologies) {
      assert.notDeepEqual(technology.kinds, [], technology.id);
      for (const kind of technology.kinds) assert.ok(kindOf(kind), `${technology.id}: ${kind}`);
    }
  });

  it('have no number without a source or an assumption', () => {
    const all = {
      kinds,
      settings: settings.map((spec) => spec.default),
      technologies,
      roundTrips,
      bandwidths,
      loss,
      topologyDefaults,
    };
    for (const [path, source] of sourcesIn(all, 'catalogue')) assert.ok(says(source), path);
    assert.deepEqual(
      technologies.flatMap((technology) => bare(technology, technology.id)),
      [],
    );
    assert.deepEqual(
      kinds.flatMap((kind) => bare(kind, kind.id)),
      [],
    );
  });

  it('mark what is quoted from memory as assumed', () => {
    for (const [path, source] of sourcesIn(technologies, 'technologies')) {
      if (source.kind === 'published') assert.doesNotMatch(source.where, /memory\b.*quoted|rule of thumb/, path);
    }
  });

  it('have defaults that a setting of one of their kinds, or of a part, allows', () => {
    for (const technology of technologies) {
      for (const [name, row] of Object.entries(technology.defaults)) {
        const homes = [...technology.kinds, 'replicas', 'shards', 'wal'].filter(
          (kind) => settingSpec(kind, name) !== undefined,
        );
        assert.notDeepEqual(homes, [], `${technology.id}.${name} is no setting of ${technology.kinds.join(', ')}`);
        assert.ok(
          homes.some((kind) => fits(settingSpec(kind, name)?.value ?? { type: 'text' }, row.value)),
          `${technology.id}.${name} ${row.value}`,
        );
      }
    }
  });

  it('have positive work, and work at least for what their kinds do', () => {
    for (const technology of technologies) {
      for (const [operation, row] of Object.entries(technology.work ?? {})) {
        assert.ok(typeof row.value === 'number' && row.value > 0 && row.value <= 60, `${technology.id} ${operation}`);
      }
      if (technology.kinds.includes('queue') && technology.defaults.work === undefined) {
        assert.ok(technology.work?.publish && technology.work.consume, technology.id);
      }
    }
  });

  it('know levels and models of the guarantees only', () => {
    for (const technology of technologies) {
      const { isolation: levels, consistency } = technology;
      if (consistency !== undefined) assert.ok(isConsistency(consistency.model), technology.id);
      if (levels === undefined) continue;
      const { default: usual, strongest } = levels;
      assert.ok(isIsolation(usual) && isIsolation(strongest), technology.id);
      for (const level of Object.keys(levels.alsoAllows ?? {})) assert.ok(isIsolation(level), technology.id);
      // The strongest level lets nothing happen that the default forbids.
      const more = anomaliesOf(strongest).filter((anomaly) => !anomaliesOf(usual).includes(anomaly));
      assert.deepEqual(more, [], technology.id);
    }
  });

  it('that are relational say their isolation and their log', () => {
    for (const technology of technologies.filter(({ model }) => model === 'relational')) {
      assert.ok(technology.isolation && technology.log && technology.replication, technology.id);
    }
  });

  it('tell a reviewer at least one fact each, in a sentence', () => {
    for (const technology of technologies) {
      assert.notDeepEqual(technology.facts, [], technology.id);
      for (const fact of technology.facts) assert.match(fact.text, /^.*[.]$/s, technology.id);
      assert.match(technology.summary, /\.$/, technology.id);
    }
  });

  it('lack nothing that they show by default', () => {
    for (const technology of technologies) {
      if (technology.lacks.includes('leaderless'))
        assert.notEqual(technology.replication?.topology, 'leaderless', technology.id);
      if (technology.lacks.includes('durable_log')) assert.equal(technology.log, undefined, technology.id);
      if (technology.lacks.includes('synchronous_replication'))
        assert.notEqual(technology.replication?.mode, 'sync', technology.id);
    }
  });

  it('give every database a level or none at all, never the generic one', () => {
    for (const technology of technologies.filter(({ kinds: of }) => of.includes('database'))) {
      const level = isolation(component({ kind: 'database', technology: technology.id }));
      assert.equal(level?.value, technology.isolation?.default, technology.id);
    }
  });
});

describe('published capacities follow from cores and work', () => {
  const capacity = (id: string, operation: keyof NonNullable<Technology['work']>): number => {
    const row = technologies.find((technology) => technology.id === id);
    const cores = Number(row?.defaults.cores?.value ?? 1);
    return cores / Number(row?.work?.[operation]?.value ?? row?.defaults.work?.value);
  };
  const cases: readonly (readonly [string, keyof NonNullable<Technology['work']>, number])[] = [
    ['redis', 'read', 100_000],
    ['dynamodb', 'read', 3000],
    ['dynamodb', 'write', 1000],
    ['spanner', 'read', 10_000],
    ['spanner', 'write', 2000],
    ['bigtable', 'read', 17_000],
    ['bigtable', 'write', 14_000],
    ['s3', 'read', 5500],
    ['s3', 'write', 3500],
    ['kinesis', 'publish', 1000],
    ['cassandra', 'write', 11_200],
    ['kafka', 'publish', 2_024_032 / 3],
    ['kafka', 'consume', 2_615_968 / 3],
    ['zookeeper', 'read', 87_000 / 3],
    ['zookeeper', 'write', 21_000],
    ['etcd', 'read', 141_578 / 3],
    ['etcd', 'write', 44_341],
    ['prometheus', 'write', 800_000],
    ['influxdb', 'write', 250_000],
    ['influxdb', 'query', 25],
    ['rabbitmq', 'publish', 38_000],
  ];
  for (const [id, operation, published] of cases) {
    it(`${id} ${operation}: ${Math.round(published)}/s`, () => {
      const got = capacity(id, operation);
      // Rows round their work to two digits.
      assert.ok(Math.abs(got / published - 1) < 0.06, `${got} against ${published}`);
    });
  }
});

function checkDefault(kind: string, name: string, row: Default, at: string): void {
  const spec = settingSpec(kind, name);
  assert.ok(spec, `${at} is no setting`);
  assert.ok(fits(spec.value, row.value), `${at} ${row.value}`);
}
