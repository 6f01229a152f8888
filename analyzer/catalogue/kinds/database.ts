import { assumed, of, published } from '../source.js';
import type { Kind } from '../types.js';

export const database: Kind = {
  id: 'database',
  title: 'Database',
  summary: 'Keeps the system of record and answers reads, writes and queries.',
  holds: ['stores'],
  isStation: true,
  isStore: true,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    cores: of(8, assumed('one machine of common size')),
    read_work: of(
      0.001,
      assumed(
        '1 ms of a core per simple read: 8,000/s on 8 cores, as published rules of thumb for relational stores have it',
      ),
    ),
    write_work: of(0.002, assumed('a write costs a log record, index updates and later a page write')),
    query_work: of(0.1, assumed('a join or scan of some 10⁵ rows')),
    isolation: of(
      'read_committed',
      published('Bailis, When is “ACID” ACID? Rarely, 2013: the default of most databases surveyed'),
    ),
  },
  model:
    'M/G/c station per copy and shard: writes cost every copy, reads those that are asked; hottest shard by key skew.',
};
