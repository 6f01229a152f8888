/** The laws that durations may follow: parameters for reading, completion and signature help. */
import type { Distribution } from '../../analyzer/design/distribution.js';
import type { Dimension } from '../../analyzer/design/units.js';
import { type Limits, notNegative, positive, wholeFromOne } from './amount.js';

export interface LawParameter {
  readonly name: string;
  readonly dimension: Dimension;
  readonly limits: Limits;
  readonly summary: string;
}

export interface Law {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly LawParameter[];
  /** Makes the law of as many numbers as it has parameters; a text says why there is none. */
  make(values: readonly number[]): Distribution | string;
}

const mean: LawParameter = { name: 'mean', dimension: 'time', limits: notNegative, summary: 'mean duration' };
const cv: LawParameter = {
  name: 'cv',
  dimension: 'count',
  limits: notNegative,
  summary: 'coefficient of variation: standard deviation over mean',
};

/** Laws with a fixed list of numbers; `mixture` and `empirical` are read apart. */
export const laws: readonly Law[] = [
  {
    name: 'exponential',
    summary: 'memoryless',
    parameters: [mean],
    make: ([m = 0]) => ({ law: 'exponential', mean: m }),
  },
  {
    name: 'constant',
    summary: 'always the same',
    parameters: [{ ...mean, name: 'value', summary: 'the duration' }],
    make: ([value = 0]) => ({ law: 'constant', value }),
  },
  {
    name: 'lognormal',
    summary: 'skewed, as most measured service times',
    parameters: [mean, cv],
    make: ([m = 0, c = 0]) => ({ law: 'lognormal', mean: m, cv: c }),
  },
  {
    name: 'erlang',
    summary: 'a sum of k exponentials: less variable than exponential',
    parameters: [{ name: 'k', dimension: 'count', limits: wholeFromOne, summary: 'number of stages' }, mean],
    make: ([stages = 1, m = 0]) => ({ law: 'erlang', stages, mean: m }),
  },
  {
    name: 'hyperexponential',
    summary: 'two exponentials with balanced means: more variable than exponential',
    parameters: [mean, { ...cv, limits: { minimum: 1 } }],
    make: ([m = 0, c = 1]) => ({ law: 'hyperexponential', mean: m, cv: c }),
  },
  {
    name: 'pareto',
    summary: 'heavy tail; no mean for alpha up to 1, no variance up to 2',
    parameters: [
      { name: 'min', dimension: 'time', limits: positive, summary: 'smallest duration' },
      { name: 'alpha', dimension: 'count', limits: positive, summary: 'exponent of the tail' },
    ],
    make: ([minimum = 0, shape = 1]) => ({ law: 'pareto', minimum, shape }),
  },
  {
    name: 'uniform',
    summary: 'anything between two durations alike',
    parameters: [
      { ...mean, name: 'low', summary: 'shortest' },
      { ...mean, name: 'high', summary: 'longest' },
    ],
    make: ([low = 0, high = 0]) =>
      low <= high ? { law: 'uniform', low, high } : 'the first duration must not be longer than the second',
  },
];

/** All law names of the language. */
export const lawNames: readonly string[] = [...laws.map((law) => law.name), 'mixture', 'empirical'];
