/** What a value of a setting, an argument or a law has to be, from the parts around it. */
import { settingSpec } from '../../../analyzer/catalogue/setting.js';
import type { SettingSpec, ValueType } from '../../../analyzer/catalogue/types.js';
import type { Dimension } from '../../../analyzer/design/units.js';
import { technologyKinds } from '../../link/vocabulary.js';
import { laws } from '../../lower/law-table.js';
import { type Part, valuesOf, within } from '../../syntax/walk.js';
import { type Names, technologyBehind } from './names.js';

/** What may stand somewhere. `example`: the value of the setting's own example. */
export type Expected = { readonly example?: string; readonly spec?: SettingSpec } & (
  | ValueType
  /** A number of a law, or of `zipf`, `hottest`, `usl`. */
  | { readonly type: 'parameter'; readonly dimension: Dimension; readonly named?: string }
  /** A share of a mixture. */
  | { readonly type: 'share' }
  /** A file of measurements. */
  | { readonly type: 'file' }
  /** A field of data. */
  | { readonly type: 'field' }
  /** An argument of a template. */
  | { readonly type: 'argument' }
  | { readonly type: 'switch' }
);

/** The laws of these properties; others are not values of settings. */
const lawPlaces: ReadonlySet<string> = new Set([
  'Leg.law',
  'Breaks.every',
  'Breaks.repair',
  'Work.time',
  'Wait.time',
  'Apply.work',
  'ByPeople.think',
]);

/** What the value that a part is (or is a piece of) has to be; `undefined` when anything may stand there. */
export function expectedValue(part: Part, names: Names): Expected | undefined {
  const owner = part.parent;
  if (owner === undefined) return undefined;
  const place = `${owner.rule}.${part.property ?? ''}`;
  if (lawPlaces.has(place)) return { type: 'law', bare: 'exponential' };
  switch (place) {
    case 'Setting.values': {
      const spec = specAt(owner, names);
      return spec === undefined ? undefined : { ...spec.value, spec, example: exampleOf(spec) };
    }
    case 'ElectOption.value':
    case 'ComponentElectOption.value':
      return valuesOf(owner, 'name')[0] === 'fencing'
        ? { type: 'switch' }
        : { type: 'quantity', dimension: 'time', example: '10 s' };
    case 'Shards.key':
      return { type: 'field' };
    case 'Component.arguments':
    case 'Template.arguments':
      return { type: 'argument' };
    case 'QuantityValue.part':
      return { type: 'law', bare: 'exponential' };
    case 'WordValue.arguments':
      return argument(owner, part.index, names);
    default:
      break;
  }
  // The number behind a word: `zipf 0.9`, `cv 1.5`, `host 100`.
  return undefined;
}

/** What the number right behind a word has to be. */
export function expectedTail(word: Part, names: Names): Expected | undefined {
  const [name = ''] = valuesOf(word, 'word');
  const around = within(word.parent, 'WordValue');
  const law = around === undefined ? undefined : laws.find((one) => one.name === valuesOf(around, 'word')[0]);
  const parameter = law?.parameters.find((one) => one.name === name);
  if (parameter !== undefined)
    return { type: 'parameter', dimension: parameter.dimension, example: examples[name] ?? '1' };
  if (name === 'zipf') return { type: 'parameter', dimension: 'count', example: '0.9' };
  const own = expectedValue(word, names);
  return own?.type === 'counts' ? { type: 'parameter', dimension: 'count', example: '100' } : undefined;
}

const examples: Readonly<Record<string, string>> = {
  mean: '5 ms',
  cv: '1.5',
  value: '5 ms',
  k: '4',
  min: '1 ms',
  alpha: '2.5',
  low: '1 ms',
  high: '10 ms',
};

/** What the argument of a word has to be; `at` counts from 0. */
function argument(word: Part, at: number, names: Names): Expected | undefined {
  const [name = ''] = valuesOf(word, 'word');
  if (name === 'mixture') return { type: 'share' };
  if (name === 'empirical') return { type: 'file' };
  const law = laws.find((one) => one.name === name);
  const outer = expectedValue(word, names);
  if (outer?.type === 'field') return outer;
  if (outer?.type === 'popularity') {
    if (name === 'hottest') return { type: 'parameter', dimension: 'ratio', example: at === 0 ? '5%' : '60%' };
    return { type: 'parameter', dimension: 'count', example: '0.9' };
  }
  if (outer?.type === 'scaling')
    return { type: 'parameter', dimension: 'count', example: at === 0 ? '0.03' : '0.0001' };
  if (outer?.type === 'capacity') return { type: 'parameter', dimension: 'count', example: '500' };
  const parameter = law?.parameters[at];
  if (parameter === undefined) return undefined;
  return {
    type: 'parameter',
    dimension: parameter.dimension,
    example: examples[parameter.name] ?? '1',
    ...(parameter.dimension === 'count' ? { named: parameter.name } : {}),
  };
}

/** The row of the setting that a part is. */
export function specAt(setting: Part, names: Names): SettingSpec | undefined {
  const [name] = valuesOf(setting, 'name');
  if (name === undefined) return undefined;
  if (name === 'timeout' && setting.parent !== undefined && isOfComponent(setting.parent)) return timeout;
  return ownersOf(setting.parent, names)
    .map((kind) => settingSpec(kind, name))
    .find((spec) => spec !== undefined);
}

/** A clause of the design and a setting to the grammar. */
export const timeout: SettingSpec = {
  name: 'timeout',
  summary: 'The caller stops waiting after this time; of an external: the limit its callers put on it.',
  value: { type: 'quantity', dimension: 'time' },
  of: [],
  example: 'timeout 500 ms',
  used: 'estimate: share of calls cut off; rules missing-timeout, timeout-inversion',
};

export function isOfComponent(part: Part): boolean {
  return part.rule === 'Component' || part.rule === 'Template';
}

const pseudoKinds: Readonly<Record<string, string>> = {
  Data: 'data',
  Link: 'link',
  Replicas: 'replicas',
  Shards: 'shards',
  Log: 'wal',
  BreakerClause: 'breaker',
};

/** Kinds or pseudo-kinds whose settings the block of a part takes. */
export function ownersOf(block: Part | undefined, names: Names): readonly string[] {
  if (block === undefined) return [];
  const pseudo = pseudoKinds[block.rule];
  if (pseudo !== undefined) return [pseudo];
  if (block.rule === 'Component') return valuesOf(block, 'kind').slice(0, 1);
  return technologyKinds(technologyBehind(valuesOf(block, 'technology')[0], names) ?? '');
}

function exampleOf({ name, example }: SettingSpec): string {
  return example.startsWith(`${name} `) ? example.slice(name.length + 1) : example;
}
