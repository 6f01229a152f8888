/** Stores of measurements over time. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const lacks = [
  'joins',
  'multi_item_transactions',
  'cross_shard_transactions',
  'conditional_writes',
  'leaderless',
  'synchronous_replication',
] as const;
const sizing = 'InfluxDB 1.x documentation, hardware sizing guidelines';

export const timeSeriesStores: readonly Technology[] = [
  {
    id: 'prometheus',
    title: 'Prometheus',
    kinds: ['monitor', 'database'],
    model: 'time_series',
    summary: 'Scrapes targets and keeps their series on one server; alerts by rule.',
    defaults: {
      cores: of(1, assumed('the whole server counted as one core: its record names no cores')),
      scrape: of(60, published('Prometheus, prometheus.yml: the default is every 1 minute')),
      retention: of(15 * 86_400, recalled('the Prometheus documentation, storage.tsdb.retention.time: 15d')),
      series: of(10_000_000, assumed('about 3 KB of memory per active series: ten million fit a server of 32–64 GB')),
    },
    work: {
      write: of(0.00000125, published('Prometheus record: 800,000 samples/s on one server (SoundCloud, 1.x)')),
      query: of(0.02, assumed('a range query over some hundred series')),
    },
    log: {
      mode: 'async',
      source: recalled(
        'the Prometheus documentation, storage: the write-ahead log is flushed by the operating system between checkpoints',
      ),
    },
    lacks: [...lacks],
    facts: [
      { text: 'One server took 800,000 samples per second.', source: published('Prometheus record, SoundCloud, 1.x') },
      {
        text: 'There is no replication: two servers scrape the same targets instead.',
        source: recalled('the Prometheus documentation, FAQ: high availability'),
      },
    ],
  },
  {
    id: 'influxdb',
    title: 'InfluxDB',
    kinds: ['database', 'monitor'],
    model: 'time_series',
    summary: 'Time-series database with tags, fields and retention policies (figures of 1.x).',
    defaults: {
      cores: of(1, assumed('the whole node counted as one core: the sizing table is by node')),
      series: of(1_000_000, published(`${sizing}: moderate load, fewer than 1 M series`)),
    },
    work: {
      read: of(0.01, assumed('a read of the latest point of one series')),
      write: of(0.000004, published(`${sizing}: moderate load, fewer than 250,000 field writes/s`)),
      query: of(0.04, published(`${sizing}: moderate load, fewer than 25 queries/s`)),
    },
    log: { mode: 'sync', source: recalled('the InfluxDB documentation, wal-fsync-delay: 0s') },
    lacks: [...lacks],
    facts: [
      {
        text: 'One node: low is under 5,000 field writes/s, 5 queries/s, 100,000 series; moderate under 250,000, 25, 1 M; over 750,000, 100 or 10 M is infeasible.',
        source: published(sizing),
      },
    ],
  },
  {
    id: 'monarch',
    title: 'Monarch',
    kinds: ['monitor', 'database'],
    model: 'time_series',
    summary:
      'Google’s planet-scale monitoring: targets write to in-memory leaves in their own zone; recovery logs are written on the side.',
    defaults: {
      cores: of(8, assumed('one leaf of common size')),
      scrape: of(60, assumed('a minute, as in most monitoring')),
      series: of(
        20_000_000,
        assumed('hundreds of gigabytes of leaves at about 800 bytes a series: 750 TB of memory for 950 G series'),
      ),
    },
    work: {
      write: of(0.000008, assumed('8 cores / 8 µs = 1 M samples per second per leaf')),
      query: of(0.01, assumed('a standing query over some hundred series of one leaf')),
    },
    log: {
      mode: 'off',
      source: recalled(
        'Adams et al., Monarch, VLDB 2020, §4: leaves answer from memory; recovery logs are best effort',
      ),
    },
    consistency: {
      model: 'eventual',
      source: recalled('Adams et al., Monarch, VLDB 2020, §2: availability and timeliness before consistency'),
    },
    pacelc: {
      class: 'PA/EL',
      source: recalled('Adams et al., Monarch, VLDB 2020, §2: late writes are dropped and partial answers given'),
    },
    lacks: [...lacks],
    facts: [
      {
        text: 'In July 2019: about 950 billion series in 750 TB of memory, 2.2 TB/s ingested, more than 6 million queries per second, 95 % of them standing.',
        source: published('Adams et al., Monarch: Google’s Planet-Scale In-Memory Time Series Database, VLDB 2020'),
      },
      {
        text: 'Aggregation during collection averages 36 to 1.',
        source: published('Adams et al., Monarch, VLDB 2020'),
      },
    ],
  },
  {
    id: 'victoriametrics',
    title: 'VictoriaMetrics',
    kinds: ['monitor', 'database'],
    model: 'time_series',
    summary: 'Prometheus-compatible store with compact disks, single-node or cluster.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      retention: of(30 * 86_400, recalled('the VictoriaMetrics documentation, -retentionPeriod: 1 month')),
      series: of(10_000_000, assumed('about 1 KB of memory per active series on a node of 16 GB')),
    },
    work: {
      write: of(0.000008, assumed('8 cores / 8 µs = 1 M samples per second; the vendor’s rule is 300,000 a core')),
      query: of(0.02, assumed('a range query over some hundred series')),
    },
    log: {
      mode: 'async',
      every: 5,
      source: recalled(
        'the VictoriaMetrics documentation: no write-ahead log; data in memory is flushed every few seconds',
      ),
    },
    lacks: [...lacks],
    facts: [
      {
        text: 'A crash may lose the last few seconds of samples.',
        source: recalled('the VictoriaMetrics documentation, FAQ'),
      },
    ],
  },
  {
    id: 'grafana_mimir',
    title: 'Grafana Mimir',
    kinds: ['monitor', 'database'],
    model: 'time_series',
    summary: 'Horizontally scaled Prometheus storage: replicated ingesters before an object store.',
    defaults: {
      cores: of(8, assumed('one ingester of common size')),
      series: of(1_500_000, recalled('the Mimir documentation, planning capacity: about 1.5 M series per ingester')),
    },
    work: {
      write: of(0.00004, assumed('8 cores / 40 µs = 200,000 samples per second per ingester')),
      query: of(0.05, assumed('a range query through queriers and the object store')),
    },
    log: {
      mode: 'async',
      source: recalled('the Mimir documentation: ingesters keep a write-ahead log of the Prometheus kind'),
    },
    replication: {
      topology: 'leaderless',
      count: 3,
      read: 'quorum',
      write: 'quorum',
      source: recalled('the Mimir documentation, replication_factor: 3, quorum of 2'),
    },
    lacks: [
      'joins',
      'multi_item_transactions',
      'cross_shard_transactions',
      'conditional_writes',
      'synchronous_replication',
    ],
    facts: [
      {
        text: 'Each sample goes to three ingesters and is acknowledged by two.',
        source: recalled('the Mimir documentation, hash ring'),
      },
    ],
  },
];
