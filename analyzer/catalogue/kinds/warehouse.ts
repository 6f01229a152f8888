import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const warehouse: Kind = {
  id: 'warehouse',
  title: 'Data warehouse',
  summary: 'Column-oriented store for scans and aggregates over much data.',
  holds: ['stores'],
  isStation: true,
  isStore: true,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    cores: of(32, assumed('warehouses spread one query over many cores')),
    read_work: of(0.05, assumed('a point read opens many column files')),
    write_work: of(0.05, assumed('single-row writes rewrite or fragment column files')),
    query_work: of(2, assumed('seconds of one core per query over millions of rows')),
    isolation: of('snapshot', assumed('warehouses read one version while new ones are loaded')),
  },
  model: 'M/G/c station whose natural operation is the query; point reads and single writes are dear.',
};
