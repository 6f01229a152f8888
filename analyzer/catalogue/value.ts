/** Values as the catalogue's own rows write them: SI numbers, words, `zipf 0.8`. */
import type { ValueType } from './types.js';

/** How unevenly items are asked for; `hottest`: a share `share` of the items draws a share `mass` of the requests. */
export type Popularity =
  | { readonly kind: 'zipf'; readonly exponent: number }
  | { readonly kind: 'uniform' }
  | { readonly kind: 'hottest'; readonly share: number; readonly mass: number };

/** Whether a default is one that the setting could have. */
export function fits(type: ValueType, value: number | string): boolean {
  switch (type.type) {
    case 'quantity':
      return (
        typeof value === 'number' &&
        value >= (type.minimum ?? 0) &&
        value <= (type.maximum ?? Number.MAX_VALUE) &&
        (type.whole !== true || Number.isInteger(value))
      );
    case 'law':
      return typeof value === 'number' && value >= 0 && Number.isFinite(value);
    case 'symbol':
      return typeof value === 'string' && type.options.some((option) => option.name === value);
    case 'popularity':
      return typeof value === 'string' && parsePopularity(value) !== undefined;
    case 'component':
    case 'text':
    case 'capacity':
    case 'scaling':
    case 'counts':
      return false;
  }
}

/** `uniform`, `zipf 0.8`, `hottest(0.05, 0.6)`; `undefined` for anything else. */
export function parsePopularity(text: string): Popularity | undefined {
  if (text === 'uniform') return { kind: 'uniform' };
  const zipf = /^zipf ([0-9.]+)$/.exec(text)?.[1];
  if (zipf !== undefined) return { kind: 'zipf', exponent: Number(zipf) };
  const [, share, mass] = /^hottest\(([0-9.]+), ([0-9.]+)\)$/.exec(text) ?? [];
  return share === undefined || mass === undefined
    ? undefined
    : { kind: 'hottest', share: Number(share), mass: Number(mass) };
}
