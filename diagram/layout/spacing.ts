/** Distances of the picture in px. The layout figures were chosen by measuring and looking at realistic designs. */

export const spacing = {
  nodeNode: 32,
  nodeLayer: 34,
  edgeLayer: 16,
  edgeEdge: 12,
  edgeEdgeLayer: 12,
  edgeNode: 16,
  edgeLabel: 3,
  port: 14,
  /** From the corner of a box to its first port. */
  portCorner: 16,
  groupTop: 40,
  groupSide: 20,
  /** How far a self-loop stands out from its box. */
  loop: 26,
} as const;

/**
 * Levels with more edge segments than this are placed by the faster of ELK's two node placers (Brandes and Köpf); the
 * other one (network simplex) gives narrower pictures. Large pictures change over earlier, to stay quick.
 */
export function networkSimplexLimit(nodes: number): number {
  return nodes <= 120 ? 80 : 30;
}
/** Up to this many edge segments a level keeps source order where it can; beyond, ELK's time for that explodes. */
export const MODEL_ORDER_LIMIT = 100;
/** Levels with more edge segments than this get the plain arrangement: the layered one would take minutes. */
export const LAYERED_LIMIT = 2500;
/** From this many boxes on, the outermost level runs to the right, so that the picture fits a screen. */
export const SPREAD_FROM = 20;
