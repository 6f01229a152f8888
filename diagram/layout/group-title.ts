/** The title of a group: its size, and a place on the frame where no arrow passes. */
import type { SceneGroup } from '../scene/scene.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';
import { shorten } from '../text/wrap.js';
import { badgeText, cardSpace } from './card.js';
import type { Box, PlacedLabel, Point } from './placed.js';
import { spacing } from './spacing.js';

export const groupTitleText = { size: 12, weight: 'semibold' } as const satisfies TextStyle;
/** Inside the title's pill: room for the small icon of the group's kind, and around the text. */
export const groupTitleSpace = { icon: 18, padding: 6, height: 20, inset: 10, maxText: 260 } as const;

/** Text and size of a group's title. */
export function groupTitleOf(group: SceneGroup): {
  readonly text: string;
  readonly width: number;
  readonly full?: string;
} {
  const full = plainText(group.label === '' ? group.id : group.label);
  const text = shorten(full, groupTitleText, groupTitleSpace.maxText);
  const badges = (group.badges ?? []).filter((badge) => badge.count > 0);
  const badgesWidth = badges.reduce((sum, badge) => sum + badgeText(badge.count).width + cardSpace.badgeGap, 0);
  const width =
    Math.ceil(measureText(text, groupTitleText)) + groupTitleSpace.icon + 2 * groupTitleSpace.padding + badgesWidth;
  return { text, width, ...(text === full ? {} : { full }) };
}

/** Smallest size of a group's frame, so that the title fits inside. */
export function smallestGroup(group: SceneGroup): { readonly width: number; readonly height: number } {
  return {
    width: 2 * Math.ceil((groupTitleOf(group).width + 2 * groupTitleSpace.inset) / 2),
    height: spacing.groupTop + spacing.groupSide,
  };
}

/**
 * Puts the title at the left of the upper border, or as little to the right of it as lets no arrow cross it; where
 * arrows are too dense for that it stays at the left, and is drawn above them.
 *
 * @param lines the ways of all edges that come near
 */
export function placeTitle(group: SceneGroup, frame: Box, lines: readonly (readonly Point[])[]): PlacedLabel {
  const { text, width, full } = groupTitleOf(group);
  const y = frame.y + 8;
  const first = frame.x + groupTitleSpace.inset;
  const last = frame.x + frame.width - groupTitleSpace.inset - width;
  const blocked: [number, number][] = [];
  for (const points of lines)
    points.forEach((b, index) => {
      const a = points[index - 1];
      if (a === undefined) return;
      if (Math.max(a.y, b.y) < y || Math.min(a.y, b.y) > y + groupTitleSpace.height) return;
      blocked.push([Math.min(a.x, b.x) - 3, Math.max(a.x, b.x) + 3]);
    });
  blocked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let x = first;
  for (const [from, to] of blocked) if (from < x + width && to > x) x = to;
  const isFree = x <= last;
  return {
    x: isFree ? x : first,
    y,
    width,
    height: groupTitleSpace.height,
    lines: [text],
    ...(full === undefined ? {} : { full }),
  };
}
