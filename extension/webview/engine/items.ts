/** What the page must know of the boxes and frames of a picture. */
import type { Box, PlacedScene } from '../../../diagram/layout/placed.js';
import type { Scene, SceneBadge } from '../../../diagram/scene/scene.js';
import { pictureMargin } from '../../../diagram/svg/render-svg.js';
import type { Item } from './messages.js';

/** Frames and boxes; a frame of the whole scene that is drawn as a box is closed. */
export function itemsOf(placed: PlacedScene, whole: Scene, isPinned: (id: string) => boolean): Item[] {
  const frames = new Set(whole.groups.map(({ id }) => id));
  const around = new Map(placed.groups.map(({ group, ...box }) => [group.id, box]));
  const at = (id: string, parent: string | undefined, box: Box) => ({
    ...within(box, parent === undefined ? undefined : around.get(parent)),
    ...(parent === undefined ? {} : { parent }),
    isPinned: isPinned(id),
  });
  return [
    ...placed.groups.map(
      ({ group, ...box }): Item => ({
        ...at(group.id, group.parent, box),
        id: group.id,
        label: group.label === '' ? group.id : group.label,
        about: group.kind,
        shape: 'frame',
        facts: [],
        badges: counts(group.badges),
      }),
    ),
    ...placed.nodes.map(
      ({ node, ...box }): Item => ({
        ...at(node.id, node.parent, box),
        id: node.id,
        label: node.label,
        about: node.subtitle ?? node.kind,
        shape: frames.has(node.id) ? 'closed' : 'box',
        facts: node.facts ?? [],
        ...(node.load === undefined ? {} : { load: node.load.utilization }),
        badges: counts(node.badges),
      }),
    ),
  ];
}

function within({ x, y, width, height }: Box, frame: Box | undefined) {
  const place = { x: x - (frame?.x ?? 0), y: y - (frame?.y ?? 0) };
  return { x: x + pictureMargin, y: y + pictureMargin, width, height, place };
}

function counts(badges: readonly SceneBadge[] = []): Item['badges'] {
  return Object.fromEntries(badges.map(({ severity, count }) => [severity, count]));
}
