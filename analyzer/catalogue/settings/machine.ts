/** What an instance is made of, what it costs and how often it fails. */
import { assumed, of } from '../source.js';
import type { SettingSpec } from '../types.js';
import { everything, stations } from './where.js';

export const machineSettings: readonly SettingSpec[] = [
  {
    name: 'fails',
    summary: 'Share of attempts that end with an error after they were served.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: everything,
    default: of(0, assumed('errors are the design’s own statement; none are added')),
    example: 'fails 2%',
    used: 'estimate: retries to a fixed point, availability of flows; rules non-idempotent-retry, retry-storm; simulator: attempts that err',
  },
  {
    name: 'availability',
    summary: 'Share of the time that one instance (or the whole managed service) works.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: everything,
    default: of(
      0.999,
      assumed(
        '43 min of restarts, deployments and faults in 30 days; instance-level agreements of clouds promise 99.5 % and most machines do better',
      ),
    ),
    example: 'availability 99.95%',
    used: 'estimate: availability of flows (series, parallel, k of n); rules availability-below-objective, single-point-of-failure, unguarded-external, unreplicated-shards; simulator: where the design states it, up and down in turn',
  },
  {
    name: 'price',
    summary: 'What one instance costs per hour.',
    value: { type: 'quantity', dimension: 'price' },
    of: everything,
    example: 'price 0.19 USD/h',
    used: 'estimate: cost per month; measure cost',
  },
  {
    name: 'memory',
    summary: 'Memory of one instance. Of a cache: what its entries may fill.',
    value: { type: 'quantity', dimension: 'size' },
    of: [...stations, 'cdn'],
    example: 'memory 8 GB',
    used: 'estimate: objects a cache holds and its hit ratio (Che), in-memory stores filling up; rules undersized-cache, unbounded-cache, storage-full; simulator: entries before eviction',
  },
  {
    name: 'disk',
    summary: 'Disk of one instance.',
    value: { type: 'quantity', dimension: 'size' },
    of: ['queue', 'database', 'warehouse', 'bucket', 'search', 'materialized_view', 'coordinator', 'monitor'],
    example: 'disk 2 TB',
    used: 'estimate: time until data growth fills it; rule storage-full',
  },
  {
    name: 'bandwidth',
    summary: 'Network bandwidth: of one instance, or of a link between two places.',
    value: { type: 'quantity', dimension: 'bandwidth' },
    of: [...everything, 'link'],
    example: 'bandwidth 10 Gbps',
    used: 'estimate: busy share of a link or of the network of an instance by payload; the latter bounds the largest rate; simulator: bytes queue for it',
  },
  {
    name: 'disk_bandwidth',
    summary: 'Bytes per second that one instance can write to its disk.',
    value: { type: 'quantity', dimension: 'bandwidth' },
    of: ['queue', 'database', 'warehouse', 'search', 'coordinator', 'monitor'],
    default: of(
      200e6,
      assumed(
        'a network-attached SSD volume of a cloud sustains 125–250 MB/s without extra cost; one spinning disk about 100 MB/s',
      ),
    ),
    example: 'disk_bandwidth 500 MB/s',
    used: 'estimate: busy share of the disk by bytes written, which bounds the largest rate; simulator: writes queue for it',
  },
  {
    name: 'connections',
    summary: 'Client connections that one instance accepts.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['balancer', 'gateway', 'service', 'cache', 'queue', 'database', 'warehouse', 'search', 'coordinator'],
    example: 'connections 500',
    used: 'rule pool-exhausted: clients × pool against it; simulator: calls wait until one is free',
  },
  {
    name: 'pool',
    summary:
      'Connections that one instance of a caller keeps to each store it uses; a call holds one until it is answered.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['gateway', 'service'],
    example: 'pool 20',
    used: 'rule pool-exhausted: Little’s law against the pool, and clients × pool against `connections`; simulator: calls wait for a connection',
  },
];
