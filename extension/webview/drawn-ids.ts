/** Which boxes and arrows of a picture stand for an id of the design. */
import type { Picture } from './engine/messages.js';

/**
 * Ids that are drawn for the first of some ids that is drawn at all: the box, the closed box around it, the arrow of a
 * step, all arrows of a flow, or those of what it is a part of.
 */
export function drawnIds(picture: Picture, ids: readonly string[]): readonly string[] {
  for (const id of ids)
    for (let part: string | undefined = id; part !== undefined; part = parentOf(part)) {
      const found = drawnAs(picture, part);
      if (found.length > 0) return found;
    }
  return [];
}

function drawnAs({ items, arrows, inside }: Picture, id: string): readonly string[] {
  if (items.some((item) => item.id === id)) return [id];
  const box = Object.hasOwn(inside, id) ? inside[id] : undefined;
  if (box !== undefined) return [box];
  const exact = arrows.filter((arrow) => arrow.id === id || arrow.about.includes(id));
  // A step that visits several components is written once.
  const steps = exact.length > 0 ? exact : arrows.filter(({ about }) => about.some((one) => one.startsWith(`${id}/`)));
  const found = steps.length > 0 ? steps : arrows.filter(({ flows }) => flows.includes(id));
  return found.map((arrow) => arrow.id);
}

/** `send/1/2/write:messages` → `send/1/2` → `send/1` → `send`; `orders.replicas` → `orders`. */
function parentOf(id: string): string | undefined {
  const cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf('.'), id.lastIndexOf('#'));
  return cut > 0 ? id.slice(0, cut) : undefined;
}
