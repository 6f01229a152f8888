/** Values of settings as text. */
import type { Popularity, Scaling } from '../catalogue/setting.js';
import type { Value } from '../design/design.js';
import { sayCount, sayNumber, sayQuantity, sayRatio, saySize } from '../design/say.js';
import { sayLaw } from './law.js';

/** A value as the language writes it. */
export function sayValue(value: Value): string {
  switch (value.kind) {
    case 'quantity':
      return sayQuantity(value.value, value.dimension);
    case 'symbol':
      return value.name;
    case 'text':
      return `"${value.text}"`;
    case 'call':
      return `${value.name}(${value.args.map(sayValue).join(', ')})`;
    case 'distribution':
      return sayLaw(value.distribution);
    case 'list':
      return value.items.length > 6 ? `${value.items.length} values` : value.items.map(sayValue).join(', ');
  }
}

/** `zipf 0.9`, `uniform`, `hottest(5 %, 60 %)`. */
export function sayPopularity(popularity: Popularity): string {
  if (popularity.kind === 'uniform') return 'uniform';
  return popularity.kind === 'zipf'
    ? `zipf ${sayNumber(popularity.exponent)}`
    : `hottest(${sayRatio(popularity.share)}, ${sayRatio(popularity.mass)})`;
}

/** `usl(0.03, 0.0001)`, or how many points were measured. */
export function sayScaling(scaling: Scaling): string {
  return scaling.kind === 'law'
    ? `usl(${sayNumber(scaling.contention)}, ${sayNumber(scaling.coherency)})`
    : `usl of ${scaling.points.length} measured points`;
}

/** `8 GB` or `500 objects`. */
export function sayCapacity({ bytes, objects }: { readonly bytes?: number; readonly objects?: number }): string {
  return bytes === undefined ? `${sayCount(objects ?? 0)} objects` : saySize(bytes);
}
