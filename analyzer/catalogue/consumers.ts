/** What consumers of queues are when the design does not say. */
import { of, published } from './source.js';
import type { Default } from './types.js';

/** Seconds after which a consumer that is not heard of is missed and its partitions go to others. */
export const sessionTimeout: Default = of(
  45,
  published('Apache Kafka documentation, consumer configuration session.timeout.ms: 45 s since version 3.0 (KIP-735)'),
);
