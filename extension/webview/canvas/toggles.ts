/** Signs that close a frame or open a closed box. */
import { svg } from '../dom.js';
import type { Picture } from '../engine/messages.js';

const SIZE = 15;

/** Puts a sign on each title of a frame and on each closed box. */
export function drawToggles(drawing: Element, { items }: Picture): void {
  const shapes = new Map(items.map(({ id, shape }) => [id, shape]));
  for (const title of drawing.querySelectorAll<SVGGElement>('.sd-group-title')) {
    const ground = title.querySelector('rect');
    if (ground === null || title.querySelector('.toggle') !== null) continue;
    // What is written, not what is measured: measuring lays the whole drawing out each time.
    const { x, y, width, height } = ground;
    const [right, middle] = [x.baseVal.value + width.baseVal.value, y.baseVal.value + height.baseVal.value / 2];
    title.append(toggle('M4.5 7.5h6', right + 2, middle - SIZE / 2));
  }
  for (const box of drawing.querySelectorAll<SVGGElement>('.sd-node')) {
    const isClosed = shapes.get(box.dataset.id ?? '') === 'closed';
    if (!isClosed || box.querySelector('.toggle') !== null) continue;
    const card = [...box.querySelectorAll<SVGRectElement>('.sd-card')].at(-1);
    if (card !== undefined) box.append(toggle('M4.5 7.5h6M7.5 4.5v6', 10, card.height.baseVal.value - SIZE / 2));
  }
}

function toggle(d: string, x: number, y: number): SVGGElement {
  return svg(
    'g',
    { class: 'toggle', transform: `translate(${x} ${y})` },
    svg('rect', { width: SIZE, height: SIZE, rx: 4 }),
    svg('path', { d }),
  );
}
