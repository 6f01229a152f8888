/** Every kind of component. */
import type { Kind } from '../types.js';
import { balancer } from './balancer.js';
import { bucket } from './bucket.js';
import { cache } from './cache.js';
import { cdn } from './cdn.js';
import { client } from './client.js';
import { coordinator } from './coordinator.js';
import { database } from './database.js';
import { device } from './device.js';
import { dns } from './dns.js';
import { external } from './external.js';
import { gateway } from './gateway.js';
import { materializedView } from './materialized-view.js';
import { monitor } from './monitor.js';
import { queue } from './queue.js';
import { search } from './search.js';
import { service } from './service.js';
import { warehouse } from './warehouse.js';

export const kinds: readonly Kind[] = [
  balancer,
  bucket,
  cache,
  cdn,
  client,
  coordinator,
  database,
  device,
  dns,
  external,
  gateway,
  materializedView,
  monitor,
  queue,
  search,
  service,
  warehouse,
];
