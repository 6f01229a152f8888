/** The open vocabulary as the language asks for it: kinds, technologies, and settings by where they may stand. */
import { invariantShapes as shapes } from '../../analyzer/catalogue/invariants.js';
import { kinds } from '../../analyzer/catalogue/kinds/index.js';
import { requirementNames as requirements } from '../../analyzer/catalogue/requirements.js';
import { kindOf, settingSpec, settingsOf, technologyOf } from '../../analyzer/catalogue/setting.js';
import { settings } from '../../analyzer/catalogue/settings/index.js';
import { technologies } from '../../analyzer/catalogue/technologies/index.js';
import type { Kind, SettingSpec } from '../../analyzer/catalogue/types.js';

const placesByName: ReadonlyMap<string, readonly string[]> = indexPlaces();

export const kindIds: readonly string[] = kinds.map((kind) => kind.id);
export const technologyIds: readonly string[] = technologies.map((technology) => technology.id);

/** First words of the clauses that components have besides settings. */
export const clauseWords: ReadonlySet<string> = new Set([
  'across',
  'autoscale',
  'breaker',
  'breaks',
  'caches',
  'carries',
  'elect',
  'health',
  'hedge',
  'in',
  'index',
  'on',
  'partitions',
  'replicas',
  'retry',
  'shards',
  'stores',
  'timeout',
  'wal',
  'watches',
  'when',
]);

/** Words that end the head of a clause; misspelt, they look like the name of the next clause. */
export const headWords: ReadonlySet<string> = new Set([
  'async',
  'consensus',
  'leader',
  'leaderless',
  'multi_leader',
  'semi_sync',
  'sync',
]);

/** Whether a word is a kind of component. */
export function isKind(word: string): boolean {
  return kindOf(word) !== undefined;
}

export function isTechnology(word: string): boolean {
  return technologyOf(word) !== undefined;
}

/** Kinds a technology may be; empty when it is not known. */
export function technologyKinds(technology: string): readonly string[] {
  return technologyOf(technology)?.kinds ?? [];
}

/** Whether a kind may store, cache, carry or watch; `undefined` for an unknown kind. */
export function holdsOf(kind: string): Kind['holds'] | undefined {
  return kindOf(kind)?.holds;
}

/** The setting of that name that a kind or pseudo-kind (`data`, `link`, `replicas` …) has. */
export function settingFor(kind: string, name: string): SettingSpec | undefined {
  return settingSpec(kind, name);
}

/** Names of all settings of a kind or pseudo-kind. */
export function settingNames(kind: string): readonly string[] {
  return settingsOf(kind).map((spec) => spec.name);
}

/** Kinds and pseudo-kinds that have a setting of this name. */
export function settingPlaces(name: string): readonly string[] {
  return placesByName.get(name) ?? [];
}

/** What data may require. */
export const requirementNames: readonly string[] = requirements.map((one) => one.id);

/** Requirements that may be bounded by `within`. */
export const boundedRequirements: ReadonlySet<string> = new Set(
  requirements.filter((one) => one.mayHaveBound).map((one) => one.id),
);

/** Shapes of invariants. */
export const invariantShapes: readonly string[] = shapes.map((shape) => shape.id);

function indexPlaces(): Map<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const spec of settings) map.set(spec.name, [...new Set([...(map.get(spec.name) ?? []), ...spec.of])]);
  return map;
}
