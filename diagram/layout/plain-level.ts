/** The arrangement that cannot fail: rows of boxes with lines drawn straight through, used only when ELK gives up. */
import type { LevelItem, LevelLabel, LevelResult } from './elk-level.js';
import type { LevelPlan, PlannedPort } from './level-plan.js';
import type { Box, Point } from './placed.js';
import { spacing } from './spacing.js';

/** Places a level in rows, about as wide as high. Boxes never overlap; lines may cross boxes. */
export function plainLevel(
  plan: LevelPlan,
  items: ReadonlyMap<string, LevelItem>,
  labels: readonly (LevelLabel | undefined)[],
  minimum: { readonly width: number; readonly height: number },
): LevelResult {
  const ids = [...plan.children, ...plan.trunks.map((trunk) => trunk.id)];
  const columns = Math.max(1, Math.ceil(Math.sqrt(ids.length)));
  const boxes = new Map<string, Box>();
  const gap = 2 * spacing.nodeLayer;
  let y: number = spacing.groupTop;
  let width = minimum.width;
  for (let start = 0; start < ids.length; start += columns) {
    let x: number = spacing.groupSide;
    let rowHeight = 0;
    for (const id of ids.slice(start, start + columns)) {
      const { width: w = 0, height: h = 0, margin } = items.get(id) ?? {};
      boxes.set(id, { x, y, width: w, height: h });
      x += w + (margin?.width ?? 0) + gap;
      rowHeight = Math.max(rowHeight, h + (margin?.height ?? 0));
    }
    width = Math.max(width, x - gap + spacing.groupSide);
    y += rowHeight + gap;
  }
  const height = Math.max(minimum.height, y - gap + spacing.groupSide);
  const whole: Box = { x: 0, y: 0, width, height };
  const borderPorts = plan.borderPorts.map((port) => onSide(whole, port));
  const place = (port: PlannedPort): Point => {
    if (port.child === undefined) return onSide(whole, port);
    const box = boxes.get(port.child) ?? whole;
    const fixed = items.get(port.child)?.fixedPorts?.get(port.key);
    return fixed === undefined ? onSide(box, port) : { x: box.x + fixed.x, y: box.y + fixed.y };
  };
  const segments = plan.segments.map(({ tail, head }) => {
    const a = place(tail);
    const b = place(head);
    if (plan.direction === 'down') {
      const middle = (a.y + b.y) / 2;
      return [a, { x: a.x, y: middle }, { x: b.x, y: middle }, b];
    }
    const middle = (a.x + b.x) / 2;
    return [a, { x: middle, y: a.y }, { x: middle, y: b.y }, b];
  });
  return {
    isInRows: true,
    width,
    height,
    children: plan.children.map((id) => boxes.get(id) ?? whole),
    trunks: plan.trunks.map(({ id }) => boxes.get(id) ?? whole),
    borderPorts,
    segments,
    labels: segments.map((points, index) => {
      const label = labels[index];
      const [, b, c] = points;
      if (label === undefined || b === undefined || c === undefined) return undefined;
      return { x: (b.x + c.x - label.width) / 2, y: (b.y + c.y - label.height) / 2, ...label };
    }),
  };
}

function onSide(box: Box, { side }: PlannedPort): Point {
  switch (side) {
    case 'NORTH':
      return { x: box.x + box.width / 2, y: box.y };
    case 'SOUTH':
      return { x: box.x + box.width / 2, y: box.y + box.height };
    case 'WEST':
      return { x: box.x, y: box.y + box.height / 2 };
    case 'EAST':
      return { x: box.x + box.width, y: box.y + box.height / 2 };
  }
}
