/** Settings in the block of `wal`. */
import { assumed, of, published, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';

export const walSettings: readonly SettingSpec[] = [
  {
    name: 'checksum',
    summary: 'How a torn or rotten record of the log is recognized.',
    value: {
      type: 'symbol',
      options: [
        { name: 'crc32c', meaning: 'a cyclic redundancy check per record' },
        { name: 'none', meaning: 'whatever is at the tail is replayed' },
      ],
    },
    of: ['wal'],
    default: of('none', assumed('only what the design states is checked; the named technologies all have one')),
    example: 'checksum crc32c',
    used: 'rule unchecked-log; simulator: a torn tail is replayed as data',
  },
  {
    name: 'segment',
    summary: 'Bytes of one file of the log; a full one is closed and may be archived or deleted.',
    value: { type: 'quantity', dimension: 'size', minimum: 1 },
    of: ['wal'],
    default: of(16 * 1024 * 1024, published('PostgreSQL documentation, wal_segment_size: 16 MB')),
    example: 'segment 16 MiB',
    used: 'estimate: log kept on disk, loss window of archives shipped by segment; rules storage-full, log-bandwidth',
  },
  {
    name: 'archive',
    summary: 'Whether closed segments are copied elsewhere, so that a lost store can be rebuilt to a point in time.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'closed segments are kept elsewhere' },
        { name: 'off', meaning: 'the log dies with its machine' },
      ],
    },
    of: ['wal'],
    default: of('off', recalled('the PostgreSQL documentation, archive_mode: off')),
    example: 'archive on',
    used: 'estimate: RPO when all copies are lost (one open segment); rule failover-loses-writes',
  },
  {
    name: 'fsync',
    summary: 'Time of one flush of the log to disk. A bare duration is constant.',
    value: { type: 'law', bare: 'constant' },
    of: ['wal'],
    default: of(
      0.001,
      published('etcd documentation, hardware: fdatasync about 10 ms on spinning disks, often under 1 ms on SSD'),
    ),
    example: 'fsync 1 ms',
    used: 'estimate: write latency with `wal sync`, commit latency of consensus; simulator: sampled per flush',
  },
];
