/**
 * A scene in which everything has its place: what `layout` makes and `renderSvg` draws. Plain data, px, y downwards,
 * absolute coordinates with the origin at the top left of the picture.
 */
import type { Scene, SceneEdge, SceneGroup, SceneNode } from '../scene/scene.js';
import type { Card } from './card.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Lines of text with the box that was kept free for them. */
export interface PlacedLabel extends Box {
  readonly lines: readonly string[];
  /** The whole text, where the lines had to leave something out. */
  readonly full?: string;
}

export interface PlacedNode extends Box {
  readonly node: SceneNode;
  readonly card: Card;
}

export interface PlacedGroup extends Box {
  readonly group: SceneGroup;
  /** 0 at the top. */
  readonly depth: number;
  /** Where no arrow passes, if there is such a place along the upper border. */
  readonly title: PlacedLabel;
}

export interface PlacedEdge {
  readonly edge: SceneEdge;
  /** The whole way from the border of `from` to the border of `to`: horizontal and vertical runs only. */
  readonly points: readonly Point[];
  /** The part that no earlier edge of the same bundle has drawn; empty when all of it is shared. */
  readonly drawn: readonly Point[];
  /** Arrows with the same label and style at one end share a line; all of them carry the same bundle id. */
  readonly bundle?: string;
  /** Where this edge joins or leaves the line that is shared. */
  readonly junction?: Point;
  /** A bundle's label is at the first of its edges. */
  readonly label?: PlacedLabel;
  /** The group that the label stands on; missing: on the bare ground. */
  readonly labelGroup?: string;
  /** Whether the last point of `drawn` carries the arrow head. */
  readonly hasHead: boolean;
}

export interface PlacedScene {
  readonly scene: Scene;
  /** Size of the drawing without header, legend and outer margin. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  /** Outer groups before inner ones. */
  readonly groups: readonly PlacedGroup[];
  readonly edges: readonly PlacedEdge[];
  /** What could not be shown as asked, in words for the reader; empty in the normal case. */
  readonly warnings: readonly string[];
}
