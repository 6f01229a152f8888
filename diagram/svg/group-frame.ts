/** Frames around regions, zones and groups, and their titles, which are drawn above the arrows. */
import { cardSpace } from '../layout/card.js';
import { groupTitleSpace, groupTitleText } from '../layout/group-title.js';
import type { PlacedGroup } from '../layout/placed.js';
import type { SceneGroup } from '../scene/scene.js';
import { badgeRow } from './badge.js';
import { element, num, textLine, titleElement } from './xml.js';

const signs: Readonly<Record<SceneGroup['kind'], string>> = {
  region:
    'M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11zM12 12.25a2.25 2.25 0 1 0 0-4.5a2.25 2.25 0 0 0 0 4.5z',
  zone: 'M5 20.5V4h9v16.5M14 9.5h5.5v11M3 20.5h18M8 8h3M8 12h3M8 16h3',
  group: 'M4 7V4h3M17 4h3v3M20 17v3h-3M7 20H4v-3M9 9h6v6H9z',
};

/** The frame of a group. */
export function groupFrame({ group, depth, x, y, width, height }: PlacedGroup): string {
  return element(
    'g',
    { class: `sd-group sd-kind-${group.kind} sd-depth-${shade(depth)}`, 'data-id': group.id, 'data-kind': group.kind },
    titleElement(group.label === '' ? group.id : group.label),
    element('rect', { class: 'sd-frame', x, y, width, height, rx: 12 }),
  );
}

/** The title of a group. */
export function groupTitle({ group, depth, title }: PlacedGroup): string {
  const { padding, icon, height } = groupTitleSpace;
  return element(
    'g',
    { class: `sd-group-title sd-depth-${shade(depth)}`, 'data-id': group.id },
    titleElement(title.full ?? title.lines.join(' ')),
    element('rect', { x: title.x, y: title.y, width: title.width, height, rx: 6 }),
    element('path', {
      transform: `translate(${num(title.x + padding - 1)} ${num(title.y + 3)}) scale(.58)`,
      d: signs[group.kind],
    }),
    ...title.lines.map((line) => textLine(line, groupTitleText, title.x + padding + icon, title.y + 14.3)),
    badgeRow(group.badges ?? [], title.x + title.width - cardSpace.badgeGap, title.y + 1.5),
  );
}

/** Frames alternate in shade with depth; the deepest shade repeats. */
function shade(depth: number): number {
  return Math.min(2, depth);
}
