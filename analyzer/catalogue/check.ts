/** Whether a written value is one that a setting may have, in words for the person who wrote it. */
import type { Value } from '../design/design.js';
import { sayQuantity } from '../design/say.js';
import type { Dimension } from '../design/units.js';
import { nearest } from './nearest.js';
import type { SettingSpec, SymbolOption, ValueType } from './types.js';

/** What a value of a dimension is called. */
export const dimensionNames: Readonly<Record<Dimension, string>> = {
  count: 'a plain number',
  time: 'a time',
  size: 'a size',
  bandwidth: 'a bandwidth',
  rate: 'a rate',
  ratio: 'a share',
  price: 'a price',
};

/** What is wrong with `value` as a value of the setting; `undefined` when nothing is. */
export function checkValue(spec: SettingSpec, value: Value): string | undefined {
  if (spec.many === true && value.kind === 'list') {
    return value.items.map((item) => checkValue(spec, item)).find((problem) => problem !== undefined);
  }
  const { name, value: type } = spec;
  switch (type.type) {
    case 'quantity':
      return value.kind === 'quantity' && value.dimension === type.dimension
        ? outside(spec, type, value.value)
        : expected(spec, value);
    case 'symbol':
      if (value.kind !== 'symbol') return expected(spec, value);
      return type.options.some((option) => option.name === value.name)
        ? undefined
        : notAnOption(name, value.name, type.options);
    case 'law':
      if (value.kind === 'distribution') return undefined;
      return value.kind === 'quantity' && value.dimension === 'time' ? undefined : expected(spec, value);
    case 'component':
      return value.kind === 'symbol' ? undefined : expected(spec, value);
    case 'text':
      return value.kind === 'text' ? undefined : expected(spec, value);
    case 'capacity':
      return value.kind === 'quantity' && (value.dimension === 'size' || value.dimension === 'count')
        ? undefined
        : expected(spec, value);
    case 'popularity':
      return isPopularity(value) ? undefined : expected(spec, value);
    case 'scaling':
      return value.kind === 'call' && value.name === 'usl' && value.args.length > 0 ? undefined : expected(spec, value);
    case 'counts':
      return value.kind === 'call' && isNumber(value.args[0]) ? undefined : expected(spec, value);
  }
}

/** What a setting takes, with an example: `a time such as \`10 min\``. */
export function describeType(spec: SettingSpec): string {
  const example = spec.example.slice(spec.name.length).trim();
  return `${typeName(spec.value)} such as \`${example}\``;
}

function typeName(type: ValueType): string {
  switch (type.type) {
    case 'quantity':
      return type.dimension === 'count' && type.whole === true ? 'a whole number' : dimensionNames[type.dimension];
    case 'symbol':
      return `one of ${list(type.options)}`;
    case 'law':
      return 'a time or a law of times';
    case 'component':
      return type.kinds === undefined ? 'the name of a component' : `the name of a ${type.kinds.join(' or ')}`;
    case 'text':
      return 'a text in quotes';
    case 'capacity':
      return 'a size or a number of objects';
    case 'popularity':
      return 'a popularity';
    case 'scaling':
      return 'a scaling law';
    case 'counts':
      return 'a list of words with a number each';
  }
}

function expected(spec: SettingSpec, value: Value): string {
  return `\`${spec.name}\` is ${describeType(spec)}; ${describeValue(value)}`;
}

function describeValue(value: Value): string {
  switch (value.kind) {
    case 'quantity':
      return `\`${sayQuantity(value.value, value.dimension)}\` is ${dimensionNames[value.dimension]}`;
    case 'symbol':
      return `\`${value.name}\` is a word`;
    case 'text':
      return `"${value.text}" is a text`;
    case 'call':
      return `\`${value.name}(…)\` is none`;
    case 'distribution':
      return `\`${value.distribution.law}(…)\` is a law of times`;
    case 'list':
      return `${value.items.length} values are a list`;
  }
}

function notAnOption(name: string, word: string, options: readonly SymbolOption[]): string {
  const meant = nearest(
    word,
    options.map((option) => option.name),
  );
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  return `\`${name}\` is one of ${list(options)}; \`${word}\` is none of them.${hint}`;
}

function list(options: readonly SymbolOption[]): string {
  return options.map((option) => `\`${option.name}\``).join(', ');
}

function outside(spec: SettingSpec, type: ValueType & { type: 'quantity' }, value: number): string | undefined {
  const minimum = type.minimum ?? 0;
  const said = `\`${sayQuantity(value, type.dimension)}\``;
  if (!(value >= minimum)) {
    return minimum === 0
      ? `\`${spec.name}\` cannot be negative; ${said} is`
      : `\`${spec.name}\` is at least \`${sayQuantity(minimum, type.dimension)}\`; ${said} is less`;
  }
  if (type.maximum !== undefined && value > type.maximum)
    return `\`${spec.name}\` is at most \`${sayQuantity(type.maximum, type.dimension)}\`; ${said} is more`;
  if (type.whole === true && !Number.isInteger(value)) return `\`${spec.name}\` is a whole number; ${said} is not`;
  return undefined;
}

function isPopularity(value: Value): boolean {
  if (value.kind === 'symbol') return value.name === 'uniform';
  if (value.kind !== 'call') return false;
  if (value.name === 'uniform') return value.args.length === 0;
  if (value.name === 'zipf') return value.args.length === 1 && isNumber(value.args[0]);
  return value.name === 'hottest' && value.args.length === 2 && value.args.every(isNumber);
}

function isNumber(value: Value | undefined): boolean {
  return value?.kind === 'quantity';
}
