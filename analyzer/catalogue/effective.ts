/**
 * Effective values: what a setting is, and who said so.
 *
 * Whatever reads a setting (rules, estimate, simulator, hover) asks here (through `setting.ts`). The text wins (with the template it came from
 * as provenance), then the technology's row, then the kind's, then the setting's own default; a default that does not fit
 * the setting as this kind has it is passed over. Values of the wrong kind in a design are passed over too (the language
 * has reported them), so nothing here throws.
 */
import type { Id, Setting, Settings, Value } from '../design/design.js';
import type { Distribution } from '../design/distribution.js';
import { kinds } from './kinds/index.js';
import { settings } from './settings/index.js';
import { technologies } from './technologies/index.js';
import type { Default, Kind, SettingSpec, Source, Technology } from './types.js';
import { fits, type Popularity, parsePopularity } from './value.js';

/** Whose word a value is. */
export type From = 'design' | 'template' | 'technology' | 'kind' | 'setting';

/** A value with where it came from. */
export interface Effective<T> {
  readonly value: T;
  readonly from: From;
  /** Of defaults. */
  readonly source?: Source;
  /** Of what the design says: the setting's id. */
  readonly id?: Id;
}

/**
 * Anything with settings: a component as it is, or `{ kind: 'data', settings: item.settings }` and likewise `link`,
 * `replicas`, `shards`, `wal`, `breaker`; with the component's technology its defaults count for these too.
 */
export interface Owner {
  readonly kind: string;
  readonly technology?: string;
  readonly settings: Settings;
}

/** Measured or stated scaling: parameters of the Universal Scalability Law, or points to fit it to. */
export type Scaling =
  | { readonly kind: 'law'; readonly contention: number; readonly coherency: number }
  | { readonly kind: 'measured'; readonly points: readonly { readonly size: number; readonly throughput: number }[] };

const kindsById: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.id, kind]));
const technologiesById: ReadonlyMap<string, Technology> = new Map(
  technologies.map((technology) => [technology.id, technology]),
);
const specs: ReadonlyMap<string, ReadonlyMap<string, SettingSpec>> = byOwner(settings);

/** The kind's row; `undefined` for an unknown word. */
export function kindOf(id: string): Kind | undefined {
  return kindsById.get(id);
}

/** The technology's row; `undefined` for an unknown or missing word. */
export function technologyOf(id: string | undefined): Technology | undefined {
  return id === undefined ? undefined : technologiesById.get(id);
}

/** The setting `name` as `kind` (or a pseudo-kind) has it. */
export function settingSpec(kind: string, name: string): SettingSpec | undefined {
  return specs.get(kind)?.get(name);
}

/** Every setting of a kind or pseudo-kind, by name. */
export function settingsOf(kind: string): readonly SettingSpec[] {
  return [...(specs.get(kind)?.values() ?? [])];
}

/** A number in SI units. */
export function quantity(owner: Owner, name: string): Effective<number> | undefined {
  return effective(
    owner,
    name,
    (value) => (value.kind === 'quantity' && Number.isFinite(value.value) ? value.value : undefined),
    (value) => (typeof value === 'number' ? value : undefined),
  );
}

/** One of the setting's words; of a component setting the component's id. */
export function symbol(owner: Owner, name: string): Effective<string> | undefined {
  return effective(
    owner,
    name,
    (value) => (value.kind === 'symbol' ? value.name : undefined),
    (value) => (typeof value === 'string' ? value : undefined),
  );
}

/** A law of durations in seconds; a bare duration becomes the setting's bare law. */
export function law(owner: Owner, name: string): Effective<Distribution> | undefined {
  return effective(
    owner,
    name,
    (value, spec) => {
      if (value.kind === 'distribution') return value.distribution;
      return value.kind === 'quantity' && value.dimension === 'time' ? bareLaw(value.value, spec) : undefined;
    },
    (value, spec) => (typeof value === 'number' ? bareLaw(value, spec) : undefined),
  );
}

/** Bytes, or a number of objects. */
export function capacity(
  owner: Owner,
  name: string,
): Effective<{ readonly bytes?: number; readonly objects?: number }> | undefined {
  return effective(
    owner,
    name,
    (value) => {
      if (value.kind !== 'quantity') return undefined;
      if (value.dimension === 'size') return { bytes: value.value };
      return value.dimension === 'count' ? { objects: value.value } : undefined;
    },
    () => undefined,
  );
}

export function popularity(owner: Owner, name: string): Effective<Popularity> | undefined {
  return effective(owner, name, popularityValue, (value) =>
    typeof value === 'string' ? parsePopularity(value) : undefined,
  );
}

/** Numbers by word: `host 1000, path 200`; of two entries with one word the last counts. */
export function counts(owner: Owner, name: string): Effective<Readonly<Record<string, number>>> | undefined {
  return effective(owner, name, countsValue, () => undefined);
}

export function scaling(owner: Owner, name = 'scaling'): Effective<Scaling> | undefined {
  return effective(owner, name, scalingValue, () => undefined);
}

/** What the design says, before defaults. */
function effective<T>(
  owner: Owner,
  name: string,
  read: (value: Value, spec: SettingSpec | undefined) => T | undefined,
  readDefault: (value: number | string, spec: SettingSpec | undefined) => T | undefined,
): Effective<T> | undefined {
  const spec = settingSpec(owner.kind, name);
  const setting: Setting | undefined = Object.hasOwn(owner.settings, name) ? owner.settings[name] : undefined;
  const said = setting === undefined ? undefined : read(setting.value, spec);
  if (setting !== undefined && said !== undefined) return { value: said, from: setting.provenance.by, id: setting.id };
  if (spec === undefined) return undefined;
  return (
    byDefault('technology', own(technologyOf(owner.technology)?.defaults, name), spec, readDefault) ??
    byDefault('kind', own(kindOf(owner.kind)?.defaults, name), spec, readDefault) ??
    byDefault('setting', spec.default, spec, readDefault)
  );
}

function byDefault<T>(
  from: From,
  found: Default | undefined,
  spec: SettingSpec,
  readDefault: (value: number | string, spec: SettingSpec) => T | undefined,
): Effective<T> | undefined {
  if (found === undefined || !fits(spec.value, found.value)) return undefined;
  const value = readDefault(found.value, spec);
  return value === undefined ? undefined : { value, from, source: found.source };
}

/** A row's own property, not one of every object's. */
function own(defaults: Readonly<Record<string, Default>> | undefined, name: string): Default | undefined {
  return defaults !== undefined && Object.hasOwn(defaults, name) ? defaults[name] : undefined;
}

function bareLaw(mean: number, spec: SettingSpec | undefined): Distribution {
  const bare = spec?.value.type === 'law' ? spec.value.bare : 'exponential';
  return bare === 'constant' ? { law: 'constant', value: mean } : { law: 'exponential', mean };
}

function popularityValue(value: Value): Popularity | undefined {
  if (value.kind === 'symbol') return value.name === 'uniform' ? { kind: 'uniform' } : undefined;
  if (value.kind !== 'call') return undefined;
  const [first, second] = value.args.map(numberIn);
  if (value.name === 'uniform') return { kind: 'uniform' };
  if (value.name === 'zipf' && first !== undefined) return { kind: 'zipf', exponent: first };
  if (value.name === 'hottest' && first !== undefined && second !== undefined)
    return { kind: 'hottest', share: first, mass: second };
  return undefined;
}

function countsValue(value: Value): Readonly<Record<string, number>> | undefined {
  const items = value.kind === 'list' ? value.items : [value];
  const pairs = items.flatMap((item) => {
    const number = item.kind === 'call' ? numberIn(item.args[0]) : undefined;
    return item.kind === 'call' && number !== undefined ? [[item.name, number] as const] : [];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function scalingValue(value: Value): Scaling | undefined {
  if (value.kind !== 'call' || value.name !== 'usl') return undefined;
  const [first, second] = value.args;
  if (first?.kind === 'list') {
    const points = first.items.flatMap((point) => {
      const [size, throughput] = point.kind === 'list' ? point.items.map(numberIn) : [];
      return size === undefined || throughput === undefined ? [] : [{ size, throughput }];
    });
    return points.length === 0 ? undefined : { kind: 'measured', points };
  }
  const contention = numberIn(first);
  const coherency = numberIn(second);
  return contention === undefined || coherency === undefined ? undefined : { kind: 'law', contention, coherency };
}

function numberIn(value: Value | undefined): number | undefined {
  return value?.kind === 'quantity' ? value.value : undefined;
}

function byOwner(all: readonly SettingSpec[]): ReadonlyMap<string, ReadonlyMap<string, SettingSpec>> {
  const map = new Map<string, Map<string, SettingSpec>>();
  for (const spec of all) {
    for (const kind of spec.of) {
      const names = map.get(kind) ?? new Map<string, SettingSpec>();
      if (!names.has(spec.name)) names.set(spec.name, spec);
      map.set(kind, names);
    }
  }
  return map;
}
