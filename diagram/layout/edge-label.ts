/** The text beside an edge, wrapped and measured. */
import type { SceneEdge } from '../scene/scene.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';
import { wrapText } from '../text/wrap.js';

export const edgeLabelText = { size: 11, weight: 'regular' } as const satisfies TextStyle;
export const EDGE_LABEL_LINE = 14;

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

/** The label of an edge, or `undefined` when nothing visible is written on it. */
export function edgeLabelOf(edge: SceneEdge): EdgeLabel | undefined {
  const wrapped = edge.label.map((line) => wrapText(line, edgeLabelText, MAX_WIDTH, 2));
  const all = wrapped.flatMap(({ lines }) => lines);
  if (all.length === 0) return undefined;
  const lines = all.slice(0, MAX_LINES);
  const isShortened = all.length > MAX_LINES || wrapped.some((each) => each.isShortened);
  const last = lines.length - 1;
  if (all.length > MAX_LINES) lines[last] = `${lines[last] ?? ''}…`;
  return {
    width: 2 * Math.ceil((Math.max(...lines.map((line) => measureText(line, edgeLabelText))) + 2 * PADDING.x) / 2),
    height: lines.length * EDGE_LABEL_LINE + 2 * PADDING.y,
    lines,
    ...(isShortened ? { full: edge.label.map(plainText).join(' · ') } : {}),
  };
}
