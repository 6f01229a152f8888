/** Coordination services: small, consistent, for locks and maps. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const hunt = 'Hunt et al., ZooKeeper, USENIX ATC 2010 (1 KB, 250 clients)';
const etcdBenchmark = 'etcd 3.2 documentation, performance (3 members of 8 vCPU, SSD)';

export const coordinationServices: readonly Technology[] = [
  {
    id: 'zookeeper',
    title: 'Apache ZooKeeper',
    kinds: ['coordinator'],
    model: 'configuration',
    summary: 'Tree of small nodes with watches; writes through a leader, reads at any server.',
    defaults: {
      cores: of(2, recalled('Hunt et al., ZooKeeper, USENIX ATC 2010: dual-core servers')),
      lease: of(10, assumed('a session time-out of some ten seconds is usual')),
    },
    work: {
      read: of(0.000069, published(`${hunt}: 87,000 reads/s on 3 servers, here 2 cores each`)),
      write: of(0.000095, published(`${hunt}: 21,000 writes/s on 3 servers through one leader, here of 2 cores`)),
    },
    log: { mode: 'sync', source: recalled('the ZooKeeper documentation, forceSync: yes') },
    replication: {
      topology: 'consensus',
      count: 1,
      read: 'any',
      source: published(
        'ZooKeeper documentation: writes are linearizable, reads are local and may be stale (use sync)',
      ),
    },
    consistency: {
      model: 'sequential',
      source: published('ZooKeeper documentation: linearizable writes, first-in first-out client order'),
    },
    pacelc: { class: 'PC/EL', source: assumed('a minority stops writing; reads are answered locally') },
    failover: { kind: 'automatic', source: published(`${hunt}: a new leader in under 200 ms`) },
    lacks: ['joins', 'secondary_indexes', 'leaderless'],
    facts: [
      {
        text: 'Reads and writes per second: 3 servers 87,000 / 21,000; 5 165,000 / 18,000; 7 257,000 / 14,000; 9 296,000 / 12,000; 13 460,000 / 8,000.',
        source: published(hunt),
      },
      {
        text: 'Latency 1.2 ms with three servers, 1.4 ms with nine; an election takes under 200 ms.',
        source: published(hunt),
      },
    ],
  },
  {
    id: 'etcd',
    title: 'etcd',
    kinds: ['coordinator', 'database'],
    model: 'configuration',
    summary: 'Key-value store on Raft with leases, watches and transactions.',
    defaults: {
      cores: of(8, published(`${etcdBenchmark}: 8 vCPU`)),
      disk: of(
        2 * 1024 ** 3,
        published('etcd documentation, system limits: 2 GiB by default, 8 GiB suggested at most'),
      ),
      checksum: of('crc32c', recalled('the etcd source: each record of the write-ahead log has a CRC-32C')),
    },
    work: {
      read: of(0.00017, published(`${etcdBenchmark}: 141,578 linearizable reads/s over 3 members`)),
      write: of(0.00018, published(`${etcdBenchmark}: 44,341 writes/s through the leader`)),
    },
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: recalled('the etcd documentation, KV API guarantees'),
    },
    log: {
      mode: 'sync',
      source: published(
        'etcd documentation, hardware: each entry is synced; fdatasync takes about 10 ms on disk, under 1 ms on SSD',
      ),
    },
    replication: {
      topology: 'consensus',
      count: 1,
      read: 'leader',
      source: published(
        'etcd documentation: linearizable reads by default, through a quorum; serializable reads may be stale',
      ),
    },
    consistency: { model: 'linearizable', source: published('etcd documentation, KV API guarantees') },
    pacelc: { class: 'PC/EC', source: assumed('a minority stops; reads ask the majority') },
    failover: {
      kind: 'automatic',
      source: published('etcd documentation, tuning: heartbeat 100 ms, election time-out 1,000 ms'),
    },
    lacks: ['joins', 'secondary_indexes', 'leaderless'],
    facts: [
      {
        text: 'One client writes 583/s at 1.6 ms, 1,000 clients 50,104/s at 20 ms over all members.',
        source: published(etcdBenchmark),
      },
      {
        text: 'Serializable reads reach 185,758/s at 2.2 ms, linearizable ones 141,578/s at 5.5 ms.',
        source: published(etcdBenchmark),
      },
      { text: 'A request has at most 1.5 MiB.', source: published('etcd documentation, system limits') },
    ],
  },
  {
    id: 'consul',
    title: 'HashiCorp Consul',
    kinds: ['coordinator', 'dns'],
    model: 'configuration',
    summary: 'Service registry with health checks, key-value store and locks on Raft.',
    defaults: {
      cores: of(4, assumed('one server of common size')),
      lease: of(15, recalled('the Consul documentation, sessions: lock-delay 15 s')),
    },
    work: {
      read: of(0.0004, assumed('4 cores / 0.4 ms = 10,000 reads per second over HTTP')),
      write: of(0.001, assumed('4 cores / 1 ms = 4,000 writes per second through the leader')),
    },
    log: { mode: 'sync', source: assumed('Raft entries are synced before acknowledgement') },
    replication: {
      topology: 'consensus',
      count: 1,
      read: 'leader',
      source: recalled('the Consul documentation, consistency modes: default reads at the leader'),
    },
    consistency: {
      model: 'linearizable',
      source: recalled(
        'the Consul documentation, consistency modes: default may be stale for the moment of a leader change',
      ),
    },
    pacelc: { class: 'PC/EC', source: assumed('a minority stops') },
    failover: { kind: 'automatic', source: recalled('the Consul documentation: Raft election') },
    lacks: ['joins', 'secondary_indexes', 'leaderless'],
    facts: [
      {
        text: 'Default reads trust the leader’s lease; only `consistent` reads are strictly linearizable.',
        source: recalled('the Consul documentation, consistency modes'),
      },
    ],
  },
];
