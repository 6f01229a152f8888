/** How a quantity is spaced: `80 ms`, `10 Gbps`, but `60%`, `100M`, `60k/s`, `3x`. */
import { partsOfQuantity } from '../syntax/quantity-token.js';
import { bitRateUnits, sizeUnits, timeUnits } from '../units/unit.js';

const spaced: ReadonlySet<string> = new Set([
  ...Object.keys(timeUnits),
  ...Object.keys(sizeUnits),
  ...Object.keys(bitRateUnits),
  'USD',
]);

/** The quantity with one blank before a unit of time, size, bandwidth or price, and none before any other. */
export function standardQuantity(text: string): string {
  const { number, unit } = partsOfQuantity(text);
  const top = unit.split('/')[0] ?? '';
  return spaced.has(top) ? `${number} ${unit}` : `${number}${unit}`;
}
