/** Every setting of the language; a name may occur more than once as long as no kind has two of it. */
import type { SettingSpec } from '../types.js';
import { breakerSettings } from './breaker.js';
import { cacheSettings } from './cache.js';
import { dataSettings } from './data.js';
import { linkAvailability, linkSettings } from './link.js';
import { machineSettings } from './machine.js';
import { monitorSettings } from './monitor.js';
import { queueSettings } from './queue.js';
import { replicasSettings } from './replicas.js';
import { shardsSettings } from './shards.js';
import { stationSettings } from './station.js';
import { storeSettings } from './store.js';
import { walSettings } from './wal.js';

export const settings: readonly SettingSpec[] = [
  ...breakerSettings,
  ...cacheSettings,
  ...dataSettings,
  ...linkSettings,
  linkAvailability,
  ...machineSettings,
  ...monitorSettings,
  ...queueSettings,
  ...replicasSettings,
  ...shardsSettings,
  ...stationSettings,
  ...storeSettings,
  ...walSettings,
];
