/** The text of one quantity token as a number with a dimension. */

import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Dimension, Quantity } from '../../analyzer/design/units.js';
import { bitRateUnits, dimensionWords, multipliers, perUnits, sizeUnits, timeUnits, unitSymbols } from './unit.js';

/** What reading a quantity gave; a problem is one plain sentence, `suggestion` a text that would be right. */
export type QuantityReading =
  | { readonly quantity: Quantity /** No unit was written. */; readonly bare: boolean }
  | {
      readonly problem: string;
      readonly suggestion?: string;
      /** The suggestion is the same amount in our notation, no guess. */
      readonly isExact?: true;
    };

const shape = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(.*)$/su;

/** Reads `80 ms`, `60k/s`, `4G/d`, `10 Gbps`, `0.01%`, `3x`, `100M`, `0.096 USD/h`. Never throws. */
export function readQuantity(text: string): QuantityReading {
  const match = shape.exec(text.trim());
  const digits = match?.[1];
  if (digits === undefined) return { problem: `\`${text}\` is not a number` };
  const number = Number(digits);
  const unit = (match?.[2] ?? '').replace(/\s*\/\s*/gu, '/');
  if (!Number.isFinite(number)) return { problem: `${digits} is too large a number` };
  if (unit === '') return { quantity: quantity(number, 'count'), bare: true };
  const read = readUnit(unit);
  if (read !== undefined) return { quantity: quantity(scaled(number, read), read.dimension), bare: false };
  return unknownUnit(text.trim(), digits, unit);
}

/**
 * Reads a quantity that must have one of the dimensions. A bare number stands for a ratio up to 1 and bare `0` for
 * nothing of any dimension; any other mismatch names what is expected, with an example.
 */
export function readQuantityAs(text: string, expected: readonly Dimension[]): QuantityReading {
  const reading = readQuantity(text);
  if ('problem' in reading) return reading;
  const { value, dimension } = reading.quantity;
  const first = expected[0];
  if (first === undefined || expected.includes(dimension)) return reading;
  if (reading.bare && value === 0) return { quantity: quantity(0, first), bare: true };
  if (reading.bare && expected.includes('ratio') && value > 0 && value <= 1) {
    return { quantity: quantity(value, 'ratio'), bare: true };
  }
  return { problem: mismatch(text, dimension, expected, reading.bare) };
}

/** A quantity in SI units. */
export function quantity(value: number, dimension: Dimension): Quantity {
  return { kind: 'quantity', value, dimension };
}

interface UnitReading {
  readonly factor: number;
  /** What the number is divided by: exact where multiplying by a fraction is not. */
  readonly per?: number;
  readonly dimension: Dimension;
}

/** The number in SI units; fractions of units are divisions, so that 99.9% is the number nearest to 0.999. */
function scaled(number: number, { factor, per = 1 }: UnitReading): number {
  return factor < 1 ? number / (Math.round(1 / factor) * per) : (number * factor) / per;
}

function readUnit(unit: string): UnitReading | undefined {
  if (unit === '%') return { factor: 0.01, dimension: 'ratio' };
  if (unit === 'x') return { factor: 1, dimension: 'count' };
  const slash = unit.indexOf('/');
  if (slash < 0) return plainUnit(unit);
  const per = own(perUnits, unit.slice(slash + 1));
  if (per === undefined) return undefined;
  const top = unit.slice(0, slash);
  if (top === '') return { factor: 1, per, dimension: 'rate' };
  if (top === 'USD') return { factor: 1, per, dimension: 'price' };
  const size = own(sizeUnits, top);
  if (size !== undefined) return { factor: size, per, dimension: 'bandwidth' };
  const multiplier = own(multipliers, top);
  return multiplier === undefined ? undefined : { factor: multiplier, per, dimension: 'rate' };
}

function plainUnit(unit: string): UnitReading | undefined {
  const tables = [
    [timeUnits, 'time'],
    [sizeUnits, 'size'],
    [bitRateUnits, 'bandwidth'],
    [multipliers, 'count'],
  ] as const;
  for (const [table, dimension] of tables) {
    const factor = own(table, unit);
    if (factor !== undefined) return { factor, dimension };
  }
  return undefined;
}

function own(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Units of other notations, and ours for them. */
const foreign: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  msec: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  usec: 'us',
  micros: 'us',
  m: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  yr: 'y',
  year: 'y',
  years: 'y',
  b: 'B',
  byte: 'B',
  bytes: 'B',
  kb: 'KB',
  mb: 'MB',
  gb: 'GB',
  tb: 'TB',
  kB: 'KB',
  kbps: 'Kbps',
  mbps: 'Mbps',
  gbps: 'Gbps',
  'Gb/s': 'Gbps',
  'Mb/s': 'Mbps',
  'Kb/s': 'Kbps',
  K: 'k',
  rps: '/s',
  qps: '/s',
  tps: '/s',
  'req/s': '/s',
  percent: '%',
  times: 'x',
  X: 'x',
  '/sec': '/s',
  '/second': '/s',
  '/hour': '/h',
  '/day': '/d',
  '/minute': '/min',
  '/m': '/min',
  '/year': '/y',
  kps: 'k/s',
};

/** Foreign units that may also be something else: months, milli, bits. */
const ambiguous: ReadonlySet<string> = new Set(['m', '/m', 'b', 'kb', 'mb', 'gb', 'tb']);

/** Whether a unit of another notation is exactly one of ours. */
export function isExactUnit(unit: string): boolean {
  return unitMeant(unit) !== undefined && !ambiguous.has(unit);
}

/** Our unit for one of another notation (`msec` is `ms`); `undefined` for anything else. */
export function unitMeant(unit: string): string | undefined {
  return Object.hasOwn(foreign, unit) ? foreign[unit] : undefined;
}

function unknownUnit(text: string, digits: string, unit: string): QuantityReading {
  const several = /^[a-zµμ]+\d/iu.test(unit);
  if (several) {
    const sum = sumOfParts(text);
    const problem = `\`${text}\` joins several units; write one number with one unit`;
    return sum === undefined ? { problem } : { problem: `${problem}, here ${sum}`, suggestion: sum, isExact: true };
  }
  const meant = unitMeant(unit) ?? nearest(unit, unitSymbols);
  const problem = `there is no unit \`${unit}\``;
  if (meant === undefined)
    return { problem: `${problem}; units are ${unitSymbols.filter((u) => !/[µμ]/u.test(u)).join(' ')}` };
  const gap = /^[%x/]|^[kMGT](?:\/|$)/u.test(meant) ? '' : ' ';
  const exact = isExactUnit(unit) ? { isExact: true as const } : {};
  return { problem: `${problem}; did you mean \`${meant}\`?`, suggestion: `${digits}${gap}${meant}`, ...exact };
}

/** `1h30min` as `90 min`: the sum in the smallest unit used. */
function sumOfParts(text: string): string | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-zµμ]+)/giu)];
  let total = 0;
  let smallest = '';
  for (const [, digits, unit = ''] of parts) {
    const factor = own(timeUnits, unit);
    if (factor === undefined) return undefined;
    total += Number(digits) * factor;
    const best = own(timeUnits, smallest);
    if (best === undefined || factor < best) smallest = unit;
  }
  const unit = own(timeUnits, smallest);
  return unit === undefined ? undefined : `${Number((total / unit).toPrecision(12))} ${smallest}`;
}

function mismatch(text: string, found: Dimension, expected: readonly Dimension[], bare: boolean): string {
  const wanted = expected.map(
    (dimension) => `${dimensionWords[dimension].noun} (${dimensionWords[dimension].examples})`,
  );
  const is = bare ? 'has no unit' : `is ${dimensionWords[found].noun}`;
  return `\`${text}\` ${is}; ${wanted.join(' or ')} is expected here`;
}
