/** Every technology, by family. */
import type { Technology } from '../types.js';
import { balancers } from './balancer.js';
import { brokers } from './broker.js';
import { objectStores } from './bucket.js';
import { contentDelivery } from './cdn.js';
import { coordinationServices } from './coordination.js';
import { distributedSql } from './distributed-sql.js';
import { documentStores } from './document.js';
import { graphStores } from './graph.js';
import { keyValueStores } from './key-value.js';
import { managedQueues } from './managed-queue.js';
import { relational } from './relational.js';
import { searchIndexes } from './search.js';
import { timeSeriesStores } from './time-series.js';
import { warehouses } from './warehouse.js';
import { wideColumnStores } from './wide-column.js';

export const technologies: readonly Technology[] = [
  ...balancers,
  ...brokers,
  ...contentDelivery,
  ...coordinationServices,
  ...distributedSql,
  ...documentStores,
  ...graphStores,
  ...keyValueStores,
  ...managedQueues,
  ...objectStores,
  ...relational,
  ...searchIndexes,
  ...timeSeriesStores,
  ...warehouses,
  ...wideColumnStores,
];
