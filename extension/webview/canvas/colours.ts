/** Colours of boxes by a measure, each with its figure in words. */
import { measureText } from '../../../diagram/text/measure.js';
import { svg } from '../dom.js';
import type { Measure, Picture, Reading } from '../engine/messages.js';

const style = { size: 10.5, weight: 'semibold' } as const;
const order = ['low', 'medium', 'high', 'critical'];

/** Colours the boxes of a drawing; a closed box is as bad as the worst inside. */
export function colourBoxes(drawing: SVGElement, picture: Picture, measure: Measure): void {
  const readings = picture.summary?.readings[measure] ?? {};
  for (const box of drawing.querySelectorAll<SVGGElement>('.sd-node')) {
    const id = box.dataset.id ?? '';
    const reading = Object.hasOwn(readings, id) ? readings[id] : worstInside(id, picture, readings);
    for (const step of order) {
      const name = `is-step-${step}`;
      const isOn = step === reading?.step;
      if (box.classList.contains(name) !== isOn) box.classList.toggle(name, isOn);
    }
    box.querySelector('.reading')?.remove();
    // The box says its load itself.
    if (reading !== undefined && measure !== 'load') box.append(pill(box, reading));
  }
}

function worstInside(
  id: string,
  { inside }: Picture,
  readings: Readonly<Record<string, Reading>>,
): Reading | undefined {
  return Object.entries(inside)
    .flatMap(([part, box]) => (box === id ? (readings[part] ?? []) : []))
    .sort((a, b) => order.indexOf(b.step) - order.indexOf(a.step))[0];
}

/** On the lower border, where nothing else is. */
function pill(box: SVGGElement, { said }: Reading): SVGGElement {
  const card = [...box.querySelectorAll<SVGRectElement>('.sd-card')].at(-1);
  const { width = 0, height = 0 } = { width: card?.width.baseVal.value, height: card?.height.baseVal.value };
  const room = measureText(said, style) + 14;
  const group = svg('g', { class: 'reading', transform: `translate(${width - room - 8} ${height - 7})` });
  const text = svg('text', { x: room / 2, y: 12.3 });
  text.textContent = said;
  group.append(svg('rect', { width: room, height: 17, rx: 8.5 }), text);
  return group;
}
