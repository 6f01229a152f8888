/**
 * The units of the language and what they are in SI.
 *
 * `language/units` turns the text of one quantity token into a number with a dimension. It knows neither grammar nor
 * positions; whoever asks places the message.
 */
import type { Dimension } from '../../analyzer/design/units.js';

/** One unit as people write it. */
export interface Unit {
  readonly symbol: string;
  readonly dimension: Dimension;
  /** How many SI units (seconds, bytes, bytes per second, ratio) one of it is. */
  readonly factor: number;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** 365 days: the year of availability tables (99.9 % = 8.76 h a year). */
const year = 365 * day;

/** Seconds of each unit of time; both code points of the micro sign are accepted. */
export const timeUnits: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  '\u00b5s': 1e-6,
  '\u03bcs': 1e-6,
  ms: 1e-3,
  s: 1,
  min: minute,
  h: hour,
  d: day,
  y: year,
};

/** Bytes of each unit of information. */
export const sizeUnits: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  PiB: 1024 ** 5,
};

/** Bytes per second of each unit of bit rate. */
export const bitRateUnits: Readonly<Record<string, number>> = {
  bps: 1 / 8,
  Kbps: 1e3 / 8,
  Mbps: 1e6 / 8,
  Gbps: 1e9 / 8,
  Tbps: 1e12 / 8,
};

/** Multipliers of counts and rates: `100M`, `60k/s`. `B` is always bytes. */
export const multipliers: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** Units a rate or price may be per. A month is a twelfth of a year. */
export const perUnits: Readonly<Record<string, number>> = {
  s: 1,
  min: minute,
  h: hour,
  d: day,
  mo: year / 12,
  y: year,
};

/** Every unit that may stand alone behind a number, for suggestions and completion. */
export const unitSymbols: readonly string[] = [
  ...Object.keys(timeUnits),
  ...Object.keys(sizeUnits),
  ...Object.keys(bitRateUnits),
  ...Object.keys(multipliers),
  '%',
  'x',
  ...['/s', '/min', '/h', '/d', '/y'],
  'USD/h',
];

/** What a dimension is called, and how one is written. */
export const dimensionWords: Readonly<Record<Dimension, { readonly noun: string; readonly examples: string }>> = {
  count: { noun: 'a plain number', examples: '500, 100M or 3x' },
  time: { noun: 'a duration', examples: '250 ms, 10 s or 1 h' },
  size: { noun: 'a size', examples: '64 B, 2 KB or 8 GB' },
  bandwidth: { noun: 'a bandwidth', examples: '10 Gbps or 200 MB/s' },
  rate: { noun: 'a rate', examples: '60k/s, 40/d or 4G/d' },
  ratio: { noun: 'a share', examples: '60% or 0.6' },
  price: { noun: 'a price', examples: '0.096 USD/h' },
};
