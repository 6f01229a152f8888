/**
 * The one door to settings: everything above the catalogue reads effective values, rows and suggestions from here.
 *
 * Behind it: `effective.ts` (values with provenance), `store.ts` (what takes more than one setting), `check.ts` (whether a
 * written value is right) and `nearest.ts` (suggestions).
 */
export { checkValue, describeType, dimensionNames } from './check.js';
export {
  capacity,
  counts,
  type Effective,
  type From,
  kindOf,
  law,
  type Owner,
  popularity,
  quantity,
  type Scaling,
  scaling,
  settingSpec,
  settingsOf,
  symbol,
  technologyOf,
} from './effective.js';
export { nearest } from './nearest.js';
export {
  type EffectiveLog,
  type EffectiveReplication,
  extraAnomalies,
  isolation,
  operationWork,
  replication,
  topologyDefaults,
  writeAheadLog,
} from './store.js';
export type { Popularity } from './value.js';
