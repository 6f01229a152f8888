/** Where a number with its unit ends, and its two parts. */
import { bitRateUnits, perUnits, sizeUnits, timeUnits } from '../units/unit.js';

const number = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Whatever letters stick to the number, known or not, so that a wrong unit gives one message and no syntax error. */
const attached = /(?:%|[\p{L}_µ][\p{L}\p{N}_µ]*)?(?:\/[\p{L}_]\w*)?/uy;
const per = `(?:/(?:${Object.keys(perUnits).join('|')}))`;
const plain = [...Object.keys(timeUnits), ...Object.keys(sizeUnits), ...Object.keys(bitRateUnits), 'USD'];
/** Units that may stand behind blanks; multipliers and `x` only stick, so that they stay free as names. */
const known = `%|${per}|(?:${plain.join('|')})${per}?`;
/** Units of other notations that can be nothing else, so that they too give one message: `100 rps`, `5 EUR/h`. */
const foreign = '[rqt]ps|[A-Za-z]{2,}/[A-Za-z]+';
const spaced = new RegExp(`[ \\t\\u00a0]+(?:${known}|${foreign})(?![\\p{L}\\p{N}_])`, 'uy');

/** Offset behind the quantity that begins at `offset`, or `offset` itself when none does. */
export function endOfQuantity(text: string, offset: number): number {
  const end = matchEnd(number, text, offset);
  if (end === offset) return offset;
  const stuck = matchEnd(attached, text, end);
  if (stuck > end) return stuck;
  return matchEnd(spaced, text, end);
}

/** Number and unit of a quantity's text, blanks dropped: `80 ms` → `80`, `ms`. The unit may be empty. */
export function partsOfQuantity(text: string): { readonly number: string; readonly unit: string } {
  const end = matchEnd(number, text, 0);
  return { number: text.slice(0, end), unit: text.slice(end).trim() };
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
