/** Writing XML: every text and every attribute of a picture goes through here, so that no label can inject markup. */
import type { TextStyle } from '../text/measure.js';
import { isExactlyMeasured, measureText } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text with nothing that XML would read as markup or does not allow. */
export function escapeXml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** At most two decimals, no `-0`, no exponent. */
export function num(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

/** An element; `undefined` attributes are left out, the children are markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? num(value) : escapeXml(value)}"`)
    .join('');
  const inside = children.join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/**
 * One line of text. Where the bundled font lacks a character, the width is pinned to the one the layout counted with,
 * so that another font cannot make the text leave its box.
 */
export function textLine(text: string, style: TextStyle, x: number, y: number, className?: string): string {
  const pinned = isExactlyMeasured(text) ? undefined : measureText(text, style);
  return element(
    'text',
    {
      x,
      y,
      class: className,
      textLength: pinned,
      lengthAdjust: pinned === undefined ? undefined : 'spacingAndGlyphs',
    },
    escapeXml(text),
  );
}

/** A tooltip, and the accessible name of the element around it. */
export function titleElement(text: string): string {
  return element('title', {}, escapeXml(text));
}
