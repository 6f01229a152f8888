/** Object stores. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const lacks = [
  'joins',
  'secondary_indexes',
  'multi_item_transactions',
  'cross_shard_transactions',
  'leaderless',
] as const;
const copies = { topology: 'consensus', count: 3, read: 'leader' } as const;
const durable = { mode: 'sync', source: assumed('an object is stored in several places before the answer') } as const;
const automatic = { kind: 'automatic', source: assumed('a managed service') } as const;

export const objectStores: readonly Technology[] = [
  {
    id: 's3',
    title: 'Amazon S3',
    kinds: ['bucket'],
    model: 'object',
    summary: 'Managed object store; request rates are per prefix.',
    defaults: {
      cores: of(
        825,
        published(
          'Amazon S3 User Guide, performance: 5,500 reads/s per prefix × 150 ms (Little’s law); give it as many shards as prefixes',
        ),
      ),
      availability: of(0.999, recalled('the S3 service-level agreement: 99.9 %; designed for 99.99 %')),
    },
    work: {
      read: of(0.15, published('Amazon S3 User Guide, performance: first byte in 100–200 ms')),
      write: of(
        0.236,
        published('Amazon S3 User Guide, performance: 3,500 writes/s per prefix, here as 825 in service for 236 ms'),
      ),
    },
    log: durable,
    replication: { ...copies, source: recalled('the S3 documentation: at least three zones') },
    consistency: {
      model: 'linearizable',
      source: recalled('the S3 documentation: strong read-after-write consistency since December 2020'),
    },
    failover: automatic,
    lacks: [...lacks],
    facts: [
      {
        text: 'A prefix takes 3,500 writes and 5,500 reads per second; first byte in 100–200 ms.',
        source: published('Amazon S3 User Guide, performance'),
      },
      { text: 'Designed for eleven nines of durability.', source: recalled('the S3 documentation, data durability') },
    ],
  },
  {
    id: 'gcs',
    title: 'Google Cloud Storage',
    kinds: ['bucket'],
    model: 'object',
    summary: 'Managed object store of Google Cloud.',
    defaults: {
      cores: of(
        500,
        recalled(
          'the Cloud Storage documentation, request rate: a bucket starts at about 5,000 reads/s, here × 100 ms',
        ),
      ),
      availability: of(0.999, recalled('the Cloud Storage service-level agreement: 99.9 % in one region')),
    },
    work: {
      read: of(0.1, assumed('first byte in about 100 ms')),
      write: of(
        0.5,
        recalled(
          'the Cloud Storage documentation, request rate: about 1,000 writes/s at first, here as 500 in service for 500 ms',
        ),
      ),
    },
    log: durable,
    replication: { ...copies, source: assumed('objects are kept in several zones') },
    consistency: {
      model: 'linearizable',
      source: recalled('the Cloud Storage documentation: strongly consistent reads and listings'),
    },
    failover: automatic,
    lacks: [...lacks],
    facts: [
      {
        text: 'A bucket starts at about 1,000 writes and 5,000 reads per second and scales when load grows gradually; one object takes one write per second.',
        source: recalled('the Cloud Storage documentation, request rate guidelines'),
      },
    ],
  },
  {
    id: 'azure_blob',
    title: 'Azure Blob Storage',
    kinds: ['bucket'],
    model: 'object',
    summary: 'Managed object store of Microsoft Azure.',
    defaults: {
      cores: of(
        2000,
        recalled('the Azure Storage scalability targets: 20,000 requests per second per account, here × 100 ms'),
      ),
      availability: of(0.999, recalled('the Azure Storage service-level agreement: 99.9 % in the hot tier')),
    },
    work: {
      read: of(0.1, assumed('first byte in tens of milliseconds to 100 ms')),
      write: of(0.1, assumed('as reads')),
    },
    log: durable,
    replication: {
      ...copies,
      source: recalled('the Azure Storage documentation: locally redundant storage keeps three copies'),
    },
    consistency: {
      model: 'linearizable',
      source: recalled('Calder et al., Windows Azure Storage, SOSP 2011: strong consistency'),
    },
    failover: automatic,
    lacks: [...lacks],
    facts: [
      {
        text: 'An account takes 20,000 requests per second; one blob 500.',
        source: recalled('the Azure Storage scalability targets'),
      },
    ],
  },
  {
    id: 'minio',
    title: 'MinIO',
    kinds: ['bucket'],
    model: 'object',
    summary: 'Object store with the interface of S3 on one’s own disks, erasure coded.',
    defaults: { cores: of(64, assumed('requests in service on some ten disks')) },
    work: {
      read: of(0.01, assumed('a read from several disks in one data centre')),
      write: of(0.02, assumed('a write of shards to several disks')),
    },
    log: { mode: 'sync', source: assumed('a write answers when a quorum of disks has its shard') },
    replication: {
      topology: 'leaderless',
      count: 1,
      read: 'quorum',
      write: 'quorum',
      source: recalled('the MinIO documentation, erasure coding: read and write quorums of disks'),
    },
    consistency: {
      model: 'linearizable',
      source: recalled('the MinIO documentation: strict read-after-write consistency'),
    },
    failover: { kind: 'automatic', source: assumed('any node serves any object') },
    lacks: ['joins', 'secondary_indexes', 'multi_item_transactions', 'cross_shard_transactions'],
    facts: [
      {
        text: 'With parity EC:4 on 16 disks it reads with 12 and writes with 13 of them.',
        source: recalled('the MinIO documentation, erasure coding'),
      },
    ],
  },
];
