/** The design, its estimate and the places of the picture as JSON, for other tools. */
import type { Design } from '../../analyzer/design/design.js';
import type { Estimate } from '../../analyzer/estimate/estimate.js';
import type { Box, PlacedScene, Point } from '../layout/placed.js';
import type { SceneEdge, SceneGroup, SceneNode } from '../scene/scene.js';
import type { Notation } from './notation.js';

/** The published shape of `sysdesign export --format json`. It only grows; its JSON schema is generated from it. */
export interface DesignOutput {
  /** Version of this shape. */
  readonly version: 1;
  /** The whole design, also where the picture shows a part of it. */
  readonly design: Design;
  /** Of the workload the picture shows; null when the design has none. */
  readonly estimate: Estimate | null;
  readonly picture: PictureOutput;
}

/** Boxes, frames and arrows with their places: px, y downwards, origin at the top left. */
export interface PictureOutput {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (SceneNode & Box)[];
  /** Outer frames before inner ones. */
  readonly groups: readonly (SceneGroup & Box)[];
  /** Arrows with the corners of their way from `from` to `to`. */
  readonly edges: readonly (SceneEdge & { readonly points: readonly Point[] })[];
}

export const json: Notation = {
  id: 'json',
  extensions: ['json'],
  summary: 'the design, its estimate and the places of the picture, for other tools',
  async write({ design, estimate, place }) {
    const output: DesignOutput = {
      version: 1,
      design,
      estimate: estimate ?? null,
      picture: pictureOutput(await place()),
    };
    return `${JSON.stringify(output, null, 2)}\n`;
  },
};

function pictureOutput(placed: PlacedScene): PictureOutput {
  return {
    title: placed.scene.title ?? '',
    width: rounded(placed.width),
    height: rounded(placed.height),
    nodes: placed.nodes.map((box) => ({ ...box.node, ...boxOf(box) })),
    groups: placed.groups.map((box) => ({ ...box.group, ...boxOf(box) })),
    edges: placed.edges.map(({ edge, points }) => ({
      ...edge,
      points: points.map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })),
    })),
  };
}

function boxOf({ x, y, width, height }: Box): Box {
  return { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) };
}

/** A hundredth of a pixel is more than anybody sees. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
