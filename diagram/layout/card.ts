/** What is written on a box and how large the box must be: measured once, used by the layout and by the drawing. */
import type { SceneNode } from '../scene/scene.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';
import { shorten, wrapText } from '../text/wrap.js';

/** The content of one box, ready to draw. Its size is the smallest that holds everything; the layout may widen it. */
export interface Card {
  readonly width: number;
  readonly height: number;
  readonly label: readonly string[];
  readonly subtitle: readonly string[];
  readonly facts: readonly string[];
  /** Text of the load figure (`63 %`), absent where no load is known to the scene. */
  readonly load?: string;
  readonly badges: readonly { readonly text: string; readonly width: number }[];
  /** How much the cards of a stack behind this one stand out at the right and below; 0 for a single card. */
  readonly stack: number;
  /** Something did not fit and is only in the tooltip. */
  readonly isShortened: boolean;
}

export const cardText = {
  label: { size: 13, weight: 'semibold' },
  subtitle: { size: 11, weight: 'regular' },
  fact: { size: 11, weight: 'regular' },
  load: { size: 11, weight: 'semibold' },
  badge: { size: 10.5, weight: 'semibold' },
} as const satisfies Record<string, TextStyle>;

/** Distances inside a box in px. */
export const cardSpace = {
  padding: 12,
  icon: 30,
  iconGap: 10,
  labelLine: 17,
  line: 15,
  loadGap: 7,
  loadRow: 12,
  loadBar: 44,
  loadTextGap: 8,
  badge: 17,
  badgeGap: 4,
  minWidth: 124,
  minHeight: 54,
  maxText: 164,
  /** Kind and technology in one line: `coordinator · Apache ZooKeeper` whole. */
  maxSubtitle: 200,
  stackStep: 4,
} as const;

/** Measures a node. */
export function cardOf(node: SceneNode): Card {
  const label = wrapText(node.label === '' ? node.id : node.label, cardText.label, cardSpace.maxText, 2);
  const subtitleText = plainText(node.subtitle ?? '');
  const subtitle = subtitleText === '' ? [] : [shorten(subtitleText, cardText.subtitle, cardSpace.maxSubtitle)];
  const facts = (node.facts ?? [])
    .map(plainText)
    .filter((fact) => fact !== '')
    .map((fact) => shorten(fact, cardText.fact, cardSpace.maxText));
  const load = node.load === undefined ? undefined : percentage(node.load.utilization);
  const badges = (node.badges ?? []).filter((badge) => badge.count > 0).map((badge) => badgeText(badge.count));
  const badgesWidth = badges.reduce((sum, badge) => sum + badge.width + cardSpace.badgeGap, 0);
  const stack = isStack(node) ? 2 * cardSpace.stackStep : 0;
  const textWidth = Math.max(
    ...label.lines.map((line, index) => measureText(line, cardText.label) + (index === 0 ? badgesWidth : 0)),
    ...subtitle.map((line) => measureText(line, cardText.subtitle)),
    ...facts.map((line) => measureText(line, cardText.fact)),
    load === undefined ? 0 : cardSpace.loadBar + cardSpace.loadTextGap + measureText(load, cardText.load),
    badgesWidth,
  );
  const textHeight =
    label.lines.length * cardSpace.labelLine +
    (subtitle.length + facts.length) * cardSpace.line +
    (load === undefined ? 0 : cardSpace.loadGap + cardSpace.loadRow);
  const width = 2 * cardSpace.padding + cardSpace.icon + cardSpace.iconGap + textWidth;
  return {
    width: even(Math.max(cardSpace.minWidth, width) + stack),
    height: even(Math.max(cardSpace.minHeight, 2 * cardSpace.padding - 2 + textHeight) + stack),
    label: label.lines,
    subtitle,
    facts,
    ...(load === undefined ? {} : { load }),
    badges,
    stack,
    isShortened:
      label.isShortened ||
      subtitle.some((line) => line !== subtitleText) ||
      facts.some((line, index) => line !== (node.facts ?? []).map(plainText).filter(Boolean)[index]),
  };
}

/** Utilization for people: whole per cent, one decimal below 10 %, `?` when it is not a number. */
export function percentage(utilization: number): string {
  if (Number.isNaN(utilization)) return '?';
  if (!Number.isFinite(utilization)) return '∞ %';
  const percent = utilization * 100;
  if (percent > 9999) return '> 9999 %';
  return `${percent > 0 && percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)} %`;
}

/** Text and width of a pill that counts findings. */
export function badgeText(count: number): { readonly text: string; readonly width: number } {
  const text = count > 99 ? '99+' : String(count);
  return { text, width: Math.ceil(measureText(text, cardText.badge)) + 21 };
}

function isStack(node: SceneNode): boolean {
  return (node.multiplicity?.replicas ?? 1) > 1 || (node.multiplicity?.shards ?? 1) > 1;
}

/** Even sizes keep the middle of a side, where ports stand, on whole pixels. */
function even(size: number): number {
  return 2 * Math.ceil(size / 2);
}
