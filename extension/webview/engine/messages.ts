/** What the page and its engine, the worker that draws, say to each other. */
import type { BadgeSeverity } from '../../../diagram/scene/scene.js';
import type { Drawable } from '../../../language/protocol.js';

/** What of a design is shown, and how. */
export interface View {
  /** Id of a `diagram` declaration; missing: everything. */
  readonly diagram?: string;
  /** Missing: none, structure alone. */
  readonly workload?: string;
  /** Times the whole workload. */
  readonly scale: number;
  /** Groups, regions and zones that are drawn as one closed box. */
  readonly collapsed: readonly string[];
}

export type ToEngine =
  | { readonly kind: 'design'; readonly drawable: Drawable }
  | { readonly kind: 'draw'; readonly request: number; readonly view: View }
  /** A picture for a page of text, which nobody zooms. */
  | { readonly kind: 'paint'; readonly request: number; readonly drawable: Drawable };

export type FromEngine =
  | { readonly kind: 'drawn'; readonly request: number; readonly picture: Picture }
  | { readonly kind: 'painted'; readonly request: number; readonly painting: Painting }
  | { readonly kind: 'failed'; readonly request: number; readonly message: string };

/** One picture for each ground that an editor may have, complete SVG files. */
export interface Painting {
  readonly light: string;
  readonly dark: string;
}

/** A picture with what the page must know of its parts. */
export interface Picture {
  /** Without style, font, title and legend: those are the page's. */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
  readonly arrows: readonly Arrow[];
  /** What is inside of closed boxes, with the box that is drawn for it. */
  readonly inside: Readonly<Record<string, string>>;
  /** What could not be shown as asked. */
  readonly warnings: readonly string[];
}

/** A box or a frame. */
export interface Item {
  readonly id: string;
  readonly label: string;
  /** Kind and technology, or what a frame stands for. */
  readonly about: string;
  /** A frame holds others; a closed one is a frame drawn as a box. */
  readonly shape: 'box' | 'frame' | 'closed';
  readonly parent?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly facts: readonly string[];
  /** Busy share; missing where none is known. */
  readonly load?: number;
  readonly badges: Readonly<Partial<Record<BadgeSeverity, number>>>;
}

/** An arrow; its place is in the drawing. */
export interface Arrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: readonly string[];
  readonly flows: readonly string[];
  /** Ids of the steps and clauses that it stands for. */
  readonly about: readonly string[];
}
