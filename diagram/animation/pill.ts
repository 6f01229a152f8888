/** A short text on a coloured ground. */
import { cardSpace, cardText } from '../layout/card.js';
import type { BadgeSeverity } from '../scene/scene.js';
import { element, textLine } from '../svg/xml.js';
import { measureText } from '../text/measure.js';

/** Which side of the pill is at `x`. */
type Side = 'left' | 'middle' | 'right';

/** Draws one; attributes are those of the group around it. */
export function pill(
  text: string,
  look: BadgeSeverity | 'plain',
  x: number,
  y: number,
  side: Side,
  attributes: Readonly<Record<string, string | undefined>>,
): string {
  const width = Math.ceil(measureText(text, cardText.badge)) + 14;
  const left = x - (side === 'left' ? 0 : side === 'right' ? width : width / 2);
  const classes = ['sd-badge', `sd-badge-${look}`, ...(attributes.class === undefined ? [] : [attributes.class])];
  return element(
    'g',
    { ...attributes, class: classes.join(' ') },
    element('rect', { class: 'sd-pill', x: left, y, width, height: cardSpace.badge, rx: cardSpace.badge / 2 }),
    textLine(text, cardText.badge, left + 7, y + 12.3),
  );
}
