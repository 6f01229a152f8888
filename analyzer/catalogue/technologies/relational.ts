/** Relational databases on one machine, with followers. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const bailis = 'Bailis, When is “ACID” ACID? Rarely, 2013';

/** 5,000–20,000 simple transactions per second on 16 cores; 1,000–10,000 durable writes per second on SSD with group commit. */
const oltp = {
  defaults: { cores: of(16, assumed('the machine that rules of thumb for transaction rates are about')) },
  work: {
    read: of(0.001, assumed('16 cores / 1 ms = 16,000 simple reads per second; rules of thumb say 5,000–20,000')),
    write: of(
      0.003,
      assumed(
        '16 cores / 3 ms = 5,300 durable writes per second; rules of thumb say 1,000–10,000 on SSD with group commit',
      ),
    ),
    query: of(0.1, assumed('a join or aggregate over some 10⁵ rows in memory')),
  },
} as const;

const leaderAndFollowers = { topology: 'leader', mode: 'async', count: 1, read: 'leader' } as const;

export const relational: readonly Technology[] = [
  {
    id: 'mysql',
    title: 'MySQL',
    kinds: ['database'],
    model: 'relational',
    summary: 'Relational database; InnoDB engine, replication from one source to replicas.',
    defaults: { ...oltp.defaults, connections: of(151, recalled('the MySQL documentation, max_connections: 151')) },
    work: oltp.work,
    isolation: {
      default: 'repeatable_read',
      strongest: 'serializable',
      alsoAllows: { repeatable_read: ['lost_update', 'write_skew'] },
      source: published(`${bailis}: MySQL 5.6 repeatable read by default, serializable at most`),
    },
    log: { mode: 'sync', source: recalled('the MySQL documentation, innodb_flush_log_at_trx_commit: 1') },
    replication: {
      ...leaderAndFollowers,
      source: recalled('the MySQL documentation: replication is asynchronous by default'),
    },
    failover: {
      kind: 'manual',
      source: assumed('source–replica replication promotes nobody; group replication and orchestrators are extra'),
    },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Asynchronous replication may lose acknowledged commits at any fail-over.',
        source: recalled('the MySQL documentation, replication'),
      },
      {
        text: 'Semi-synchronous replication falls back to asynchronous silently when its time-out (10 s) passes.',
        source: recalled('the MySQL documentation, rpl_semi_sync_source_timeout'),
      },
      {
        text: 'InnoDB’s repeatable read is a consistent-read snapshot: a plain read followed by a write can still lose an update.',
        source: recalled('the InnoDB documentation, transaction isolation levels'),
      },
    ],
  },
  {
    id: 'mariadb',
    title: 'MariaDB',
    kinds: ['database'],
    model: 'relational',
    summary: 'Relational database, a fork of MySQL with the same engine and replication.',
    defaults: { ...oltp.defaults, connections: of(151, recalled('the MariaDB documentation, max_connections: 151')) },
    work: oltp.work,
    isolation: {
      default: 'repeatable_read',
      strongest: 'serializable',
      alsoAllows: { repeatable_read: ['lost_update', 'write_skew'] },
      source: recalled('the MariaDB documentation, SET TRANSACTION: REPEATABLE READ is the default'),
    },
    log: { mode: 'sync', source: recalled('the MariaDB documentation, innodb_flush_log_at_trx_commit: 1') },
    replication: {
      ...leaderAndFollowers,
      source: recalled('the MariaDB documentation: replication is asynchronous by default'),
    },
    failover: { kind: 'manual', source: assumed('replication promotes nobody; MaxScale and Galera are extra') },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Galera Cluster certifies writes at all nodes instead: state it as `consensus`.',
        source: recalled('the Galera documentation, certification-based replication'),
      },
    ],
  },
  {
    id: 'postgres',
    title: 'PostgreSQL',
    kinds: ['database'],
    model: 'relational',
    summary: 'Relational database with multi-version concurrency; replication ships its write-ahead log.',
    defaults: {
      ...oltp.defaults,
      connections: of(100, published('PostgreSQL documentation, max_connections: 100')),
      checksum: of('crc32c', recalled('the PostgreSQL documentation, WAL reliability: each record has a CRC-32C')),
    },
    work: oltp.work,
    isolation: {
      default: 'read_committed',
      strongest: 'serializable',
      alsoAllows: { repeatable_read: ['write_skew'] },
      source: published(`${bailis}: Postgres 9.2 read committed by default, serializable at most`),
    },
    log: { mode: 'sync', source: published('PostgreSQL documentation, synchronous_commit: on') },
    replication: {
      ...leaderAndFollowers,
      source: published(
        'PostgreSQL documentation, synchronous_commit: the remote levels mean nothing while synchronous_standby_names is empty, its default',
      ),
    },
    failover: {
      kind: 'manual',
      source: assumed('the server promotes no standby by itself; Patroni and cloud services do'),
    },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'synchronous_commit off loses about three times wal_writer_delay of acknowledged commits, without corruption.',
        source: published('PostgreSQL documentation, synchronous_commit'),
      },
      {
        text: 'With synchronous standbys named and all of them down, commits hang.',
        source: published('PostgreSQL documentation, synchronous_commit'),
      },
      {
        text: 'Its repeatable read is snapshot isolation; serializable is serializable snapshot isolation since 9.1.',
        source: recalled('the PostgreSQL documentation, transaction isolation'),
      },
    ],
  },
  {
    id: 'oracle',
    title: 'Oracle Database',
    kinds: ['database'],
    model: 'relational',
    summary: 'Commercial relational database with multi-version concurrency.',
    defaults: oltp.defaults,
    work: oltp.work,
    isolation: {
      default: 'read_committed',
      strongest: 'snapshot',
      source: published(
        `${bailis}: Oracle 11g read committed by default, snapshot isolation at most (called serializable)`,
      ),
    },
    log: { mode: 'sync', source: recalled('the Oracle documentation, COMMIT: WRITE WAIT IMMEDIATE') },
    replication: {
      ...leaderAndFollowers,
      source: recalled(
        'the Oracle Data Guard documentation: maximum performance (asynchronous) is the default protection mode',
      ),
    },
    failover: {
      kind: 'manual',
      source: recalled('the Oracle Data Guard documentation: fast-start failover must be enabled'),
    },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      { text: 'What it calls SERIALIZABLE is snapshot isolation: write skew remains.', source: published(bailis) },
    ],
  },
  {
    id: 'sqlserver',
    title: 'Microsoft SQL Server',
    kinds: ['database'],
    model: 'relational',
    summary: 'Commercial relational database; locking by default, row versions on request.',
    defaults: {
      ...oltp.defaults,
      connections: of(32_767, recalled('the SQL Server documentation, user connections: up to 32,767')),
    },
    work: oltp.work,
    isolation: {
      default: 'read_committed',
      strongest: 'serializable',
      source: published(`${bailis}: SQL Server 2012 read committed by default, serializable at most`),
    },
    log: {
      mode: 'sync',
      source: recalled(
        'the SQL Server documentation: transactions are fully durable unless delayed durability is asked for',
      ),
    },
    replication: {
      ...leaderAndFollowers,
      source: assumed(
        'availability groups may be synchronous or asynchronous; the weaker is assumed until the design says more',
      ),
    },
    failover: {
      kind: 'manual',
      source: assumed('automatic fail-over needs a synchronous availability group on a cluster'),
    },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Automatic fail-over exists only between synchronous replicas.',
        source: recalled('the SQL Server documentation, availability groups'),
      },
    ],
  },
  {
    id: 'timescaledb',
    title: 'TimescaleDB',
    kinds: ['database', 'monitor'],
    model: 'time_series',
    summary: 'PostgreSQL with tables partitioned by time and compressed columns.',
    defaults: { ...oltp.defaults, connections: of(100, published('PostgreSQL documentation, max_connections: 100')) },
    work: {
      ...oltp.work,
      write: of(0.00016, assumed('16 cores / 160 µs = 100,000 rows per second in batches; its benchmarks report more')),
    },
    isolation: {
      default: 'read_committed',
      strongest: 'serializable',
      alsoAllows: { repeatable_read: ['write_skew'] },
      source: published(`${bailis}: as Postgres`),
    },
    log: { mode: 'sync', source: published('PostgreSQL documentation, synchronous_commit: on') },
    replication: { ...leaderAndFollowers, source: assumed('PostgreSQL’s streaming replication') },
    failover: { kind: 'manual', source: assumed('as PostgreSQL') },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Ingest is fast in batches ordered by time; single-row transactions cost what they cost in PostgreSQL.',
        source: assumed('each transaction flushes the same write-ahead log'),
      },
    ],
  },
];
