/**
 * A scene: what a picture shows, in plain data, before anything has a place, a size or a colour.
 *
 * `diagram/` turns a design into a scene, `layout` gives everything in it a place, `renderSvg` draws it. A scene knows
 * nothing of the language, of files or of editors, so a picture can be made from anything. All text is plain text and
 * shown as written; nothing in it is ever read as markup. Ids are the design's own and come back as `data-id` in the
 * SVG. The order of every list is the order of the source: the layout prefers it where the edges leave a choice.
 *
 * Scenes need not be well-formed to be drawn: an edge whose end does not exist is left out with a warning, a group
 * inside itself is put at the top, a second element of the same id is ignored with a warning.
 */
import type { IconName } from '../icons/icons.js';

export interface Scene {
  /** Shown above the picture and as its accessible name. */
  readonly title?: string;
  /** A second, quieter line below the title: the workload shown, for example. */
  readonly subtitle?: string;
  readonly nodes: readonly SceneNode[];
  readonly groups: readonly SceneGroup[];
  readonly edges: readonly SceneEdge[];
  /** Which way the flow runs; missing: chosen by size, so that the picture fits a screen. */
  readonly direction?: Direction;
  /** Explain the line styles, the load scale and the badges that occur; default false. */
  readonly legend?: boolean;
}

export type Direction = 'right' | 'down';

/** One box. */
export interface SceneNode {
  readonly id: string;
  readonly label: string;
  /** Quieter text under the label: kind and technology, `queue · kafka`. */
  readonly subtitle?: string;
  /** Component kind; chooses icon and tint. A kind without an icon of its own gets a plain box. */
  readonly kind: IconName | (string & {});
  /** The group it stands in; missing: at the top. */
  readonly parent?: string;
  /** Small lines below, one fact each: `40 × 4 cores`. */
  readonly facts?: readonly string[];
  readonly load?: SceneLoad;
  readonly badges?: readonly SceneBadge[];
  /** Drawn as a stack of cards when it runs more than once. */
  readonly multiplicity?: SceneMultiplicity;
  /** Not ours or not detailed here: drawn with a dashed frame. `external` and `client` kinds need not set it. */
  readonly ghost?: boolean;
}

/** How many of it there are; missing counts as one. */
export interface SceneMultiplicity {
  readonly replicas?: number;
  readonly shards?: number;
}

/** How busy it is. */
export interface SceneLoad {
  /** Busy share of the capacity: 0.63 is 63 %. May exceed 1; not a number is shown as unknown. */
  readonly utilization: number;
  /** What the figure means when it is not plain utilization: `hottest shard`. Shown in the tooltip. */
  readonly meaning?: string;
}

export type BadgeSeverity = 'error' | 'warning' | 'info';

/** Findings of one severity at one element. */
export interface SceneBadge {
  readonly severity: BadgeSeverity;
  readonly count: number;
  readonly ruleIds?: readonly string[];
}

/** A frame around nodes and other groups. */
export interface SceneGroup {
  readonly id: string;
  readonly label: string;
  readonly kind: 'region' | 'zone' | 'group';
  /** Missing: at the top. */
  readonly parent?: string;
  readonly badges?: readonly SceneBadge[];
}

/** `sync` waits for the answer; `async` does not; `replication` copies data; `view` derives data. */
export type EdgeStyle = 'sync' | 'async' | 'replication' | 'view';

/** One arrow. Its ends may be nodes or groups, the same one twice, or a group and something inside it. */
export interface SceneEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Label lines, first what is done, then how often: `['write Message', '140k/s']`. Empty: no label. */
  readonly label: readonly string[];
  readonly style: EdgeStyle;
  /** Flows that use this arrow; come back in the SVG as `data-flows`. */
  readonly flows?: readonly string[];
  readonly badges?: readonly SceneBadge[];
}
