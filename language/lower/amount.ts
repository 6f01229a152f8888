/** Quantities of the text as numbers in SI units. */
import type { AstNode, CstNode } from 'langium';
import type { Id } from '../../analyzer/design/design.js';
import type { Dimension, Quantity } from '../../analyzer/design/units.js';
import { type QuantityReading, readQuantity, readQuantityAs } from '../units/quantity.js';
import { dimensionWords } from '../units/unit.js';
import { occur } from './resolve.js';
import { type Environment, placeId, report } from './run.js';
import { nodeOf, type Written } from './written.js';

/** What a number must be besides its dimension; bounds in SI units, both included. */
export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly whole?: boolean;
}

/** At least one, and whole: copies, partitions, attempts. */
export const wholeFromOne: Limits = { minimum: 1, whole: true };
/** Copies of the same data: each is reckoned with one by one, and a thousand is more than any store has. */
export const copiesAtMost: Limits = { ...wholeFromOne, maximum: 1000 };
export const wholeFromZero: Limits = { minimum: 0, whole: true };
/** A share of something. */
export const share: Limits = { minimum: 0, maximum: 1 };
export const notNegative: Limits = { minimum: 0 };
/** More than nothing. */
export const positive: Limits = { minimum: Number.MIN_VALUE };

/** The number in a property of a syntax node; `undefined` with a finding when it is wrong, without when it is missing. */
export function amount<N extends AstNode, P extends keyof N & string>(
  env: Environment,
  at: Id,
  node: N,
  property: P,
  dimension: Dimension,
  limits: Limits = {},
): number | undefined {
  const text: unknown = node[property];
  if (typeof text !== 'string') return undefined;
  return checked(env, at, text, () => nodeOf(node, property), [dimension], limits)?.value;
}

/** A written value as a quantity of one of the dimensions; parameters of templates are replaced by their arguments. */
export function quantityValue(
  env: Environment,
  at: Id,
  value: Written,
  dimensions: readonly Dimension[],
  limits: Limits = {},
): Quantity | undefined {
  const substituted = substitute(env, value);
  if (substituted === undefined) return undefined;
  if (substituted.env !== env || substituted.value !== value)
    return quantityValue(substituted.env, at, substituted.value, dimensions, limits);
  if (value.kind === 'quantity') return checked(env, at, value.text, () => value.quantityNode, dimensions, limits);
  const wanted = dimensions.map((one) => `${dimensionWords[one].noun} (${dimensionWords[one].examples})`).join(' or ');
  report(env, at, value.node, {
    rule: 'unit-mismatch',
    message: `\`${value.node.text}\` is no number; ${wanted} is expected here.`,
  });
  return undefined;
}

/**
 * The value itself, or the argument if it is a parameter of the template it stands in; `undefined` for a parameter of a
 * template that is looked at by itself.
 */
export function substitute(
  env: Environment,
  value: Written,
): { readonly env: Environment; readonly value: Written } | undefined {
  if (value.kind !== 'word' || value.args !== undefined || value.tail !== undefined) return { env, value };
  const argument = env.arguments?.get(value.name);
  if (argument === undefined) return { env, value };
  occur(env, argument.parameter, value.nameNode);
  return argument.written === undefined ? undefined : substitute(argument.environment, argument.written);
}

function checked(
  env: Environment,
  at: Id,
  text: string,
  place: () => CstNode | undefined,
  dimensions: readonly Dimension[],
  limits: Limits,
): Quantity | undefined {
  const reading: QuantityReading = dimensions.length === 0 ? readQuantity(text) : readQuantityAs(text, dimensions);
  if ('problem' in reading) {
    reportUnit(env, at, place(), sentence(reading.problem), reading.suggestion, reading.isExact);
    return undefined;
  }
  const { value, dimension } = reading.quantity;
  const limit = outside(value, dimension, limits);
  if (limit === undefined) return reading.quantity;
  reportUnit(env, at, place(), `\`${text}\` cannot stand here: ${limit}.`);
  return undefined;
}

function outside(value: number, dimension: Dimension, limits: Limits): string | undefined {
  if (limits.whole === true && !Number.isInteger(Number(value.toPrecision(12)))) return 'it must be a whole number';
  if (limits.minimum !== undefined && value < limits.minimum) {
    if (limits.minimum === Number.MIN_VALUE) return 'it must be more than 0';
    return limits.minimum === 0 ? 'it must not be negative' : `it must be at least ${shown(limits.minimum, dimension)}`;
  }
  if (limits.maximum !== undefined && value > limits.maximum)
    return `it must be at most ${shown(limits.maximum, dimension)}`;
  return undefined;
}

function shown(value: number, dimension: Dimension): string {
  const unit: Readonly<Record<Dimension, string>> = {
    count: '',
    time: ' s',
    size: ' B',
    bandwidth: ' B/s',
    rate: '/s',
    ratio: '',
    price: ' USD/s',
  };
  return dimension === 'ratio' ? `${value * 100}%` : `${value}${unit[dimension]}`;
}

function reportUnit(
  env: Environment,
  at: Id,
  node: CstNode | undefined,
  message: string,
  suggestion?: string,
  isSafe?: true,
): void {
  if (suggestion === undefined || node === undefined) {
    report(env, at, node, { rule: 'unit-mismatch', message });
    return;
  }
  const own = placeId(env, at, node);
  const safe = isSafe === undefined ? {} : { isSafe };
  report(env, at, node, {
    rule: 'unit-mismatch',
    message,
    fixes: [{ title: `Write \`${suggestion}\``, edits: [{ kind: 'replace', at: own, text: suggestion }], ...safe }],
  });
}

function sentence(text: string): string {
  return /[.?!]$/u.test(text) ? text : `${text}.`;
}
