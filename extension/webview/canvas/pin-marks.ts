/** A small pin at what was put where it is by hand; it shows at what is selected. */
import { svg } from '../dom.js';
import type { Picture } from '../engine/messages.js';

/** A pin of 12 × 12 that leans to the right. */
const shape = 'M7.4 1.2l3.4 3.4-1 .4-2 2 .2 2.2-.9.9L2.9 5.9l.9-.9L6 5.2l2-2zM4.8 7.4L1.6 10.6';

/** Marks what is pinned, and nothing else. */
export function markPins(drawing: Element, { items }: Picture): void {
  const pinned = new Set(items.flatMap(({ id, isPinned }) => (isPinned ? [id] : [])));
  for (const part of drawing.querySelectorAll<SVGGElement>('.sd-node, .sd-group-title')) {
    const mark = part.querySelector(':scope > .pin-mark');
    const isPinned = pinned.has(part.dataset.id ?? '');
    if (isPinned === (mark !== null)) continue;
    if (isPinned) part.append(pin(part));
    else mark?.remove();
  }
}

/** On the upper left corner, where neither load nor findings are said. */
function pin(part: SVGGElement): SVGGElement {
  const ground = part.querySelector<SVGRectElement>('.sd-card, rect');
  const [x, y] = part.classList.contains('sd-node')
    ? [-7, -7]
    : [(ground?.x.baseVal.value ?? 0) - 9, (ground?.y.baseVal.value ?? 0) - 5];
  return svg(
    'g',
    { class: 'pin-mark', transform: `translate(${x} ${y})`, 'aria-hidden': 'true' },
    svg('circle', { cx: 6, cy: 6, r: 8 }),
    svg('path', { d: shape }),
  );
}
