import { assumed, of, recalled } from '../source.js';
import type { Kind } from '../types.js';

export const search: Kind = {
  id: 'search',
  title: 'Search index',
  summary: 'Inverted index for text and filters, filled from a store.',
  holds: ['stores'],
  isStation: true,
  isStore: true,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    cores: of(8, assumed('one machine of common size')),
    read_work: of(0.001, assumed('a lookup by id')),
    write_work: of(0.001, assumed('8,000 documents/s on 8 cores; rules of thumb say 5,000–20,000 per node')),
    query_work: of(0.01, assumed('a query touches every segment of the index')),
    refresh: of(1, recalled('the Elasticsearch documentation, refresh_interval: 1 s')),
  },
  model: 'M/G/c station; a query asks every shard; a write becomes visible after `refresh`.',
};
