import { assumed, of, published } from '../source.js';
import type { Kind } from '../types.js';

export const bucket: Kind = {
  id: 'bucket',
  title: 'Object store',
  summary: 'Keeps large immutable objects: photos, videos, backups, logs.',
  holds: ['stores'],
  isStation: true,
  isStore: true,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    cores: of(825, assumed('as a prefix of Amazon S3: 5,500 reads/s of 150 ms keep 825 in flight (Little’s law)')),
    work: of(0.15, published('Amazon S3 User Guide, Performance design patterns: first byte in 100–200 ms')),
  },
  model:
    'M/G/c station of many servers and long work: in effect a delay until the request limit of a prefix is reached.',
};
