/** Which numbers the grammar's places take, and an example of each. */
import type { Dimension } from '../../../analyzer/design/units.js';
import { measures } from '../../lower/expectation.js';
import { type Part, valuesOf, within } from '../../syntax/walk.js';
import { bitRateUnits, multipliers, sizeUnits, timeUnits } from '../../units/unit.js';
import { expectedTail, expectedValue } from './expected-value.js';
import type { Names } from './names.js';

/** A number by place: rule and property. */
interface Number {
  readonly dimension: Dimension;
  readonly example: string;
}

const time = (example: string): Number => ({ dimension: 'time', example });
const count = (example: string): Number => ({ dimension: 'count', example });
const ratio = (example: string): Number => ({ dimension: 'ratio', example });

const numbers: Readonly<Record<string, Number>> = {
  'Requirement.bound': time('30 s'),
  'PlacementPlace.share': ratio('50%'),
  'Replicas.count': count('3'),
  'Replicas.acknowledgements': count('1'),
  'CopiesRead.count': count('2'),
  'CopiesWrite.count': count('2'),
  'RepairPart.every': time('1 h'),
  'Apply.parallel': count('4'),
  'Shards.count': count('16'),
  'Log.every': time('100 ms'),
  'Partitions.count': count('12'),
  'Retry.times': count('2'),
  'Retry.backoff': time('50 ms'),
  'Retry.budget': ratio('10%'),
  'Hedge.after': time('20 ms'),
  'Health.every': time('5 s'),
  'Health.failAfter': count('2'),
  'Autoscale.minimum': count('2'),
  'Autoscale.maximum': count('20'),
  'Autoscale.target': ratio('60%'),
  'Autoscale.every': time('2 min'),
  'Flow.priority': count('1'),
  'Timeout.after': time('500 ms'),
  'Priority.level': count('1'),
  'Read.count': count('2'),
  'Query.count': count('2'),
  'Query.rows': count('20'),
  'Write.count': count('2'),
  'Parallel.copies': count('4'),
  'Parallel.waitFor': count('2'),
  'Repeat.times': count('3'),
  'Alternative.probability': ratio('10%'),
  'AtRate.rate': { dimension: 'rate', example: '100/s' },
  'ByPeople.count': count('1M'),
  'ByPeople.each': { dimension: 'rate', example: '20/d' },
  'Peak.factor': count('3x'),
  'Spikes.factor': count('10x'),
  'Spikes.duration': time('15 min'),
  'Spikes.every': time('1 d'),
  'Bursts.size': count('10'),
  'Run.duration': time('10 min'),
  'Run.warmup': time('1 min'),
  'Run.seed': count('1'),
  'FaultLine.time': time('2 min'),
  'FaultLine.duration': time('1 min'),
  'Slow.factor': count('5x'),
  'FailRate.share': ratio('2%'),
  'SkewClock.by': time('3 s'),
  'Drop.share': ratio('1%'),
  'Surge.factor': count('3x'),
  'Target.number': count('1'),
};

const examples: Readonly<Record<Dimension, string>> = {
  time: '100 ms',
  size: '1 KB',
  bandwidth: '1 Gbps',
  rate: '100/s',
  ratio: '10%',
  count: '10',
  price: '0.1 USD/h',
};

/** What a number at a place is: its dimensions, the usual one first, and an example. */
export function numberAt(
  part: Part,
  property: string | undefined,
  names: Names,
): { readonly dimensions: readonly Dimension[]; readonly example: string } | undefined {
  const row = numbers[`${part.rule}.${property ?? ''}`];
  if (row !== undefined) return { dimensions: [row.dimension], example: row.example };
  if (part.rule === 'Bound') {
    const expectation = within(part, 'Expectation');
    const [measure = ''] = expectation === undefined ? [] : valuesOf(expectation, 'measure');
    const known = Object.hasOwn(measures, measure) ? measures[measure as keyof typeof measures] : undefined;
    const example = boundExamples[measure];
    const [dimension = 'time'] = known?.dimensions ?? [];
    return { dimensions: known?.dimensions ?? ['time', 'ratio', 'count'], example: example ?? examples[dimension] };
  }
  if (part.rule !== 'QuantityValue' && part.rule !== 'PlainQuantity' && part.rule !== 'WordValue') return undefined;
  const expected = part.rule === 'WordValue' ? expectedTail(part, names) : expectedValue(part, names);
  if (expected === undefined) return undefined;
  if (expected.type === 'parameter') {
    const { dimension } = expected;
    return { dimensions: [dimension], example: expected.example ?? examples[dimension] };
  }
  switch (expected.type) {
    case 'quantity':
      return { dimensions: [expected.dimension], example: expected.example ?? examples[expected.dimension] };
    case 'law':
      return { dimensions: ['time'], example: /^\d/u.test(expected.example ?? '') ? (expected.example ?? '') : '5 ms' };
    case 'capacity':
      return { dimensions: ['size', 'count'], example: expected.example ?? '1 GB' };
    case 'share':
      return { dimensions: ['ratio'], example: '50%' };
    default:
      return undefined;
  }
}

/** Usual bounds by measure. */
export const boundExamples: Readonly<Record<string, string>> = {
  p50: '100 ms',
  rate: '100/s',
  max_rate: '100/s',
  p99: '300 ms',
  p999: '1 s',
  availability: '99.9%',
  utilization: '70%',
  backlog: '1k',
  queue: '10',
  drain: '5 min',
  lag: '1 s',
  rpo: '1 s',
  rto: '30 s',
  recovery: '30 s',
  stale: '0',
  lost: '0',
  duplicated: '0',
  reordered: '0',
  hit_ratio: '90%',
  storage: '1 TB',
  cost: '1000 USD/mo',
};

/** A unit as it is written behind a number; `isSpaced`: a blank may stand before it. */
export interface UnitChoice {
  readonly unit: string;
  readonly meaning: string;
  readonly isSpaced: boolean;
}

const spaced = (units: Readonly<Record<string, string>>): readonly UnitChoice[] =>
  Object.entries(units).map(([unit, meaning]) => ({ unit, meaning, isSpaced: true }));
const stuck = (units: Readonly<Record<string, string>>): readonly UnitChoice[] =>
  Object.entries(units).map(([unit, meaning]) => ({ unit, meaning, isSpaced: false }));

const timeNames: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  min: 'minutes',
  h: 'hours',
  d: 'days',
  y: 'years',
  us: 'microseconds',
  ns: 'nanoseconds',
};
const usualSizes = ['KB', 'MB', 'GB', 'TB', 'B', 'KiB', 'MiB', 'GiB', 'TiB', 'PB', 'PiB'];
const thousands: Readonly<Record<string, string>> = { k: 'thousand', M: 'million', G: 'billion', T: 'trillion' };
const rates: Readonly<Record<string, string>> = {
  '/s': 'per second',
  '/min': 'per minute',
  '/h': 'per hour',
  '/d': 'per day',
  '/mo': 'per month',
  '/y': 'per year',
};

/** Units of a dimension, the usual ones first. */
export const unitsOf: Readonly<Record<Dimension, readonly UnitChoice[]>> = {
  time: spaced(Object.fromEntries(Object.entries(timeNames).filter(([unit]) => unit in timeUnits))),
  size: spaced(Object.fromEntries(usualSizes.filter((unit) => unit in sizeUnits).map((unit) => [unit, bytes(unit)]))),
  bandwidth: spaced({
    ...Object.fromEntries(
      ['Gbps', 'Mbps', 'Kbps', 'Tbps', 'bps']
        .filter((unit) => unit in bitRateUnits)
        .map((unit) => [unit, 'bits per second']),
    ),
    'MB/s': 'bytes per second',
    'GB/s': 'bytes per second',
  }),
  rate: stuck({
    ...rates,
    ...Object.fromEntries(
      Object.keys(multipliers).flatMap((one) =>
        Object.entries(rates).map(([per, name]) => [one + per, `${thousands[one]} ${name}`]),
      ),
    ),
  }),
  ratio: stuck({ '%': 'of a hundred' }),
  count: stuck({ ...thousands, x: 'times' }),
  price: spaced({ 'USD/h': 'per hour', 'USD/d': 'per day', 'USD/mo': 'per month' }),
};

function bytes(unit: string): string {
  const factor = sizeUnits[unit] ?? 1;
  return unit.includes('i')
    ? `1024${'²³⁴⁵'[Math.round(Math.log2(factor) / 10) - 2] ?? ''} bytes`
    : `10${'⁰³⁶⁹'[Math.round(Math.log10(factor) / 3)] ?? (factor === 1e12 ? '¹²' : '¹⁵')} bytes`;
}
