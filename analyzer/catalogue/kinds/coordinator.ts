import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const coordinator: Kind = {
  id: 'coordinator',
  title: 'Coordinator',
  summary: 'Small consistent store for locks, leader election and shard maps.',
  holds: ['stores'],
  isStation: true,
  isStore: true,
  defaults: {
    cores: of(2, assumed('two cores, as in the published ZooKeeper measurements')),
    read_work: of(0.00007, assumed('2 cores / 29,000 reads/s per server of the ZooKeeper paper (USENIX ATC 2010)')),
    write_work: of(
      0.0001,
      assumed('2 cores / 21,000 writes/s of three servers in the ZooKeeper paper (USENIX ATC 2010)'),
    ),
  },
  model: 'M/G/c station at the leader for writes; commit waits for the fastest majority.',
};
