/** Arrows: lines with round corners, heads, dots where lines join, and labels. */
import { badgesWidth, EDGE_BADGE_ROW, EDGE_LABEL_LINE, edgeBadges, edgeLabelText } from '../layout/edge-label.js';
import type { PlacedEdge, PlacedLabel, Point } from '../layout/placed.js';
import type { EdgeStyle } from '../scene/scene.js';
import { badgeRow } from './badge.js';
import { element, num, textLine, titleElement } from './xml.js';

const CORNER = 7;
const HEAD = { length: 8, half: 4 } as const;

/** An arrow without its label. */
export function edgeLine(placed: PlacedEdge): string {
  const { edge, points } = placed;
  return element(
    'g',
    {
      class: `sd-edge sd-style-${edge.style}`,
      'data-id': edge.id,
      'data-from': edge.from,
      'data-to': edge.to,
      'data-flows': edge.flows === undefined || edge.flows.length === 0 ? undefined : edge.flows.join(' '),
    },
    titleElement(`${edge.from} → ${edge.to}${edge.label.length === 0 ? '' : `: ${edge.label.join(' · ')}`}`),
    element('path', { class: 'sd-hit', d: roundedPath(points) }),
    edgeMarks(placed, edge.style),
  );
}

/** What is visible of an arrow: its own part of the line, the head, and the dot where it joins another. */
export function edgeMarks(
  { drawn, junction, hasHead }: Pick<PlacedEdge, 'drawn' | 'junction' | 'hasHead'>,
  style: EdgeStyle,
): string {
  const line = hasHead && isFilled(style) ? pulledBack(drawn) : drawn;
  return (
    (line.length < 2 ? '' : element('path', { class: 'sd-line', d: roundedPath(line) })) +
    (hasHead ? head(drawn, style) : '') +
    (junction === undefined ? '' : element('circle', { class: 'sd-dot', cx: junction.x, cy: junction.y, r: 3 }))
  );
}

/**
 * The label of an arrow, on a pill of the colour of its ground that hides the line under it.
 *
 * @param depth of the group that it stands on; `undefined` on the bare ground
 */
export function edgeLabel(placed: PlacedEdge, depth: number | undefined): string {
  const { edge, label } = placed;
  if (label === undefined) return '';
  const badges = edgeBadges(edge);
  const below = badges.length === 0 ? 0 : EDGE_BADGE_ROW;
  return (
    element(
      'g',
      { class: `sd-edge-label${depth === undefined ? '' : ` sd-depth-${Math.min(2, depth)}`}`, 'data-id': edge.id },
      label.full === undefined ? '' : titleElement(label.full),
      pill(label, below),
    ) + badgeRow(badges, label.x + (label.width + badgesWidth(badges)) / 2, label.y + 1)
  );
}

/** The lines start `below` the top, where badges stand. */
function pill(label: PlacedLabel, below: number): string {
  return (
    element('rect', { x: label.x, y: label.y, width: label.width, height: label.height, rx: 6 }) +
    label.lines
      .map((line, index) =>
        textLine(line, edgeLabelText, label.x + label.width / 2, label.y + below + 2 + EDGE_LABEL_LINE * index + 10.5),
      )
      .join('')
  );
}

/** Calls that wait have a filled head, as in UML sequence diagrams; messages an open one. */
function isFilled(style: EdgeStyle): boolean {
  return style === 'sync' || style === 'replication';
}

function head(points: readonly Point[], style: EdgeStyle): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const [dx, dy] = unit(before, tip);
  const corner = (side: number): string =>
    `${num(tip.x - dx * HEAD.length - dy * HEAD.half * side)} ${num(tip.y - dy * HEAD.length + dx * HEAD.half * side)}`;
  const d = `M${corner(1)}L${num(tip.x - dx)} ${num(tip.y - dy)}L${corner(-1)}`;
  return isFilled(style)
    ? element('path', { class: 'sd-head', d: `${d}Z` })
    : element('path', { class: 'sd-head sd-head-open', d });
}

/** The way without its last bit, so that the line does not stick out at the tip of the head. */
function pulledBack(points: readonly Point[]): readonly Point[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return points;
  const [dx, dy] = unit(before, tip);
  const by = Math.min(HEAD.length - 1, Math.abs(tip.x - before.x) + Math.abs(tip.y - before.y));
  return [...points.slice(0, -1), { x: tip.x - dx * by, y: tip.y - dy * by }];
}

/** Path data of a way with round corners. */
export function roundedPath(points: readonly Point[]): string {
  let d = '';
  points.forEach((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined) d += `M${num(point.x)} ${num(point.y)}`;
    else if (after === undefined) d += `L${num(point.x)} ${num(point.y)}`;
    else {
      const radius = Math.min(CORNER, length(before, point) / 2, length(point, after) / 2);
      const [ax, ay] = unit(before, point);
      const [bx, by] = unit(point, after);
      d += `L${num(point.x - ax * radius)} ${num(point.y - ay * radius)}`;
      d += `Q${num(point.x)} ${num(point.y)} ${num(point.x + bx * radius)} ${num(point.y + by * radius)}`;
    }
  });
  return d;
}

function length(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function unit(a: Point, b: Point): readonly [number, number] {
  const size = length(a, b) || 1;
  return [(b.x - a.x) / size, (b.y - a.y) / size];
}
