/** A number with its unit, worked out: `60k/s` is 60,000 per second. */
import { sayBandwidth, sayNumber, saySize, sayTime } from '../../../analyzer/design/say.js';
import { code, list } from '../../markdown.js';
import { readQuantity } from '../../units/quantity.js';

/** 365 days, and a twelfth of them. */
const YEAR = 365 * 86_400;
const MONTH = YEAR / 12;

/** Markdown about a quantity; nothing for a text that is none. `isAvailability`: of a share, what it means in time. */
export function numberHover(text: string, isAvailability: boolean): string | undefined {
  const reading = readQuantity(text);
  if ('problem' in reading) return undefined;
  const { value, dimension } = reading.quantity;
  const lines: string[] = [];
  switch (dimension) {
    case 'time':
      lines.push(`${grouped(value)} seconds`, ...(value >= 60 ? [sayTime(value)] : []));
      break;
    case 'size':
      lines.push(
        `${grouped(value)} bytes`,
        ...(value < 2 ** 20 ? [] : [`${saySize(value)}, ${sayNumber(value / 2 ** 30)} GiB`]),
      );
      break;
    case 'bandwidth':
      lines.push(`${grouped(value)} bytes per second`, `${sayBandwidth(value)}, ${saySize(value)}/s`);
      break;
    case 'rate':
      lines.push(
        `${grouped(Number(value.toPrecision(6)))} per second`,
        `${grouped(Number((value * 86_400).toPrecision(6)))} a day`,
      );
      break;
    case 'price':
      lines.push(`${sayNumber(value * MONTH)} USD a month, ${sayNumber(value * YEAR)} USD a year`);
      break;
    case 'ratio':
      lines.push(`a share of ${grouped(value)}`);
      break;
    case 'count':
      lines.push(grouped(value));
      break;
  }
  if (isAvailability && (dimension === 'ratio' || dimension === 'count') && value >= 0 && value < 1) {
    const down = 1 - value;
    lines.push(
      `down ${sayTime(down * MONTH)} a month, ${sayTime(down * YEAR)} a year, ${sayTime(down * 86_400)} a day`,
    );
  }
  const [first = '', ...more] = lines;
  return [`${code(text)} = **${first}**`, ...(more.length === 0 ? [] : [list(more)])].join('\n\n');
}

/** `60,000`; twelve digits, so that fractions of units do not show. */
function grouped(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const text = String(rounded);
  if (/e/u.test(text)) return text;
  const [whole = '', fraction] = text.split('.');
  const parts = whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}
