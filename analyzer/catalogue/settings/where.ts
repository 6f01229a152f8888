/** Groups of kinds that settings belong to. */

/** Kinds whose requests queue for servers. */
export const stations = [
  'balancer',
  'gateway',
  'service',
  'cache',
  'queue',
  'database',
  'warehouse',
  'bucket',
  'search',
  'materialized_view',
  'coordinator',
  'monitor',
] as const;

/** Kinds that run code of ours which calls other components. */
export const callers = ['balancer', 'gateway', 'service'] as const;

/** Kinds that keep data and answer reads and writes. */
export const stores = ['database', 'warehouse', 'search', 'bucket', 'materialized_view', 'coordinator'] as const;

/** Kinds that keep copies of what others store. */
export const caches = ['cache', 'cdn'] as const;

/** Everything that runs and may fail or cost money. */
export const everything = ['cdn', 'dns', ...stations, 'external'] as const;
