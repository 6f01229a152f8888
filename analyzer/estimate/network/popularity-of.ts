import type { DataItem, Value } from '../../design/design.js';
import type { Popularity } from '../cache/popularity.js';
import { valueOf } from './effective.js';

/** How often each object of a data item is asked for; uniform when nothing is said. */
export function popularityOf(item: DataItem | undefined): Popularity {
  const value = item === undefined ? undefined : valueOf(item, 'popularity');
  return popularityFrom(value) ?? { kind: 'uniform' };
}

/** `zipf(0.9)`, `uniform` or `hottest(5%, 60%)`; `undefined` for anything else. */
export function popularityFrom(value: Value | undefined): Popularity | undefined {
  if (value?.kind === 'symbol' && value.name === 'uniform') return { kind: 'uniform' };
  if (value?.kind !== 'call') return undefined;
  const [first, second] = value.args.map((arg) => (arg.kind === 'quantity' ? arg.value : undefined));
  if (value.name === 'uniform') return { kind: 'uniform' };
  if (value.name === 'zipf' && first !== undefined && first >= 0) return { kind: 'zipf', exponent: first };
  if (value.name === 'hottest' && first !== undefined && second !== undefined) {
    return { kind: 'hottest', share: Math.min(1, Math.max(0, first)), mass: Math.min(1, Math.max(0, second)) };
  }
  return undefined;
}
