/** The text and badges beside an edge, wrapped and measured. */
import type { SceneBadge, SceneEdge } from '../scene/scene.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';
import { wrapText } from '../text/wrap.js';
import { badgeText, cardSpace } from './card.js';

export const edgeLabelText = { size: 11, weight: 'regular' } as const satisfies TextStyle;
export const EDGE_LABEL_LINE = 14;
/** Height of the row of badges above the lines. */
export const EDGE_BADGE_ROW = cardSpace.badge + 2;

const MAX_WIDTH = 150;
const MAX_LINES = 4;
const PADDING = { x: 6, y: 2 } as const;

/** Lines of an edge's label and the size of the pill around them. */
export interface EdgeLabel {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  /** The whole text, where something was left out. */
  readonly full?: string;
}

/** Badges of an edge that count something. */
export function edgeBadges(edge: SceneEdge): readonly SceneBadge[] {
  return (edge.badges ?? []).filter((badge) => badge.count > 0);
}

/** Width of badges in a row. */
export function badgesWidth(badges: readonly SceneBadge[]): number {
  return badges.reduce((sum, badge) => sum + badgeText(badge.count).width + cardSpace.badgeGap, -cardSpace.badgeGap);
}

/** The label of an edge, or `undefined` when there is nothing to show on it. */
export function edgeLabelOf(edge: SceneEdge): EdgeLabel | undefined {
  const wrapped = edge.label.map((line) => wrapText(line, edgeLabelText, MAX_WIDTH, 2));
  const all = wrapped.flatMap(({ lines }) => lines);
  const badges = edgeBadges(edge);
  if (all.length === 0 && badges.length === 0) return undefined;
  const lines = all.slice(0, MAX_LINES);
  const isShortened = all.length > MAX_LINES || wrapped.some((each) => each.isShortened);
  const last = lines.length - 1;
  if (all.length > MAX_LINES) lines[last] = `${lines[last] ?? ''}…`;
  const widest = Math.max(
    ...lines.map((line) => measureText(line, edgeLabelText)),
    badges.length === 0 ? 0 : badgesWidth(badges),
  );
  return {
    width: 2 * Math.ceil((widest + 2 * PADDING.x) / 2),
    height: lines.length * EDGE_LABEL_LINE + 2 * PADDING.y + (badges.length === 0 ? 0 : EDGE_BADGE_ROW),
    lines,
    ...(isShortened ? { full: edge.label.map(plainText).join(' · ') } : {}),
  };
}
