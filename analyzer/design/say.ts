/**
 * Numbers as people read them: `12.3 ms`, `139 k/s`, `4.2 GB`, `63 %`.
 *
 * Three significant digits, the unit that needs the fewest characters; the same words in findings, tables and pictures.
 * Infinite or missing numbers give `∞` and `–`.
 */
import type { Dimension } from './units.js';

/** Units from large to small; `from` is the least number said in the unit when that is more than one of it. */
type Scale = readonly (readonly [size: number, unit: string, from?: number])[];

const times: Scale = [
  [365 * 86_400, 'y'],
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];
const sizes: Scale = [
  [1e15, 'PB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'KB'],
  [1, 'B'],
];
const counts: Scale = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k', 1e4],
  [1, ''],
];

/** Three significant digits, no exponent, thousands separated by nothing, trailing zeros dropped. */
export function sayNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.max(0, 2 - magnitude);
  const rounded = magnitude >= 3 ? Math.round(value) : Number(value.toPrecision(3));
  return digits > 12 ? value.toExponential(1) : String(Number(rounded.toFixed(digits)));
}

function scaled(value: number, scale: Scale, separator: string): string {
  if (!Number.isFinite(value) || value === 0)
    return sayNumber(value) + (Number.isFinite(value) ? `${separator}${scale.at(-1)?.[1] ?? ''}`.trimEnd() : '');
  // Rounding to three digits may reach the next unit: 999.9 ms is 1 s.
  const size = Number(Math.abs(value).toPrecision(3));
  const [factor, unit] = scale.find(([one, , from]) => size >= (from ?? one)) ?? scale.at(-1) ?? [1, ''];
  return `${sayNumber(value / factor)}${unit === '' ? '' : separator + unit}`;
}

/** A duration in seconds. */
export function sayTime(value: number): string {
  if (value === 0) return '0 s';
  return scaled(value, times, ' ');
}

/** Bytes. */
export function saySize(value: number): string {
  return scaled(value, sizes, ' ');
}

/** Bytes per second, said in bits as networks are. */
export function sayBandwidth(value: number): string {
  const bits: Scale = [
    [1e12, 'Tbps'],
    [1e9, 'Gbps'],
    [1e6, 'Mbps'],
    [1e3, 'Kbps'],
    [1, 'bps'],
  ];
  return scaled(value * 8, bits, ' ');
}

/** A count: `12`, `4.2M`. */
export function sayCount(value: number): string {
  return scaled(value, counts, '');
}

/** Events per second; slow ones per minute, hour or day. */
export function sayRate(value: number): string {
  if (!Number.isFinite(value)) return sayNumber(value);
  if (value === 0 || value >= 0.1) return `${sayCount(value)}/s`;
  if (value * 60 >= 1) return `${sayNumber(value * 60)}/min`;
  if (value * 3600 >= 1) return `${sayNumber(value * 3600)}/h`;
  return `${sayNumber(value * 86_400)}/d`;
}

/** A share as per cent; keeps the nines of availabilities (`99.95 %`). */
export function sayRatio(value: number): string {
  if (!Number.isFinite(value)) return sayNumber(value);
  const percent = value * 100;
  if (percent > 99 && percent < 100) {
    // As many digits as it takes to show two digits of what is missing.
    const missing = 100 - percent;
    const digits = Math.min(10, Math.max(1, 1 - Math.floor(Math.log10(missing))));
    return `${Number(percent.toFixed(digits))} %`;
  }
  return `${sayNumber(percent)} %`;
}

/** US dollars per second, said per hour. */
export function sayPrice(value: number): string {
  return `${sayNumber(value * 3600)} USD/h`;
}

export function sayQuantity(value: number, dimension: Dimension): string {
  switch (dimension) {
    case 'time':
      return sayTime(value);
    case 'size':
      return saySize(value);
    case 'bandwidth':
      return sayBandwidth(value);
    case 'rate':
      return sayRate(value);
    case 'ratio':
      return sayRatio(value);
    case 'price':
      return sayPrice(value);
    case 'count':
      return sayCount(value);
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function sayList(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
