/** What the page and its engine, the worker that draws, say to each other. */
import type { PinnedPlace, PinnedPlaces } from '../../../diagram/layout/pins-file.js';
import type { BadgeSeverity, EdgeStyle } from '../../../diagram/scene/scene.js';
import type { LoadStep } from '../../../diagram/svg/palette.js';
import type { Theme } from '../../../diagram/svg/stylesheet.js';
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
  /** How often the reader has asked for a new arrangement; otherwise boxes stay where they are while the text changes. */
  readonly arrangement: number;
  /** Places that were chosen by hand, by id; missing: none. */
  readonly pins?: PinnedPlaces;
}

export type ToEngine =
  | { readonly kind: 'design'; readonly drawable: Drawable }
  | { readonly kind: 'draw'; readonly request: number; readonly view: View }
  /** What is shown, as a file of its own. */
  | { readonly kind: 'export'; readonly request: number; readonly view: View; readonly theme: Theme }
  /** A picture for a page of text, which nobody zooms. */
  | { readonly kind: 'paint'; readonly request: number; readonly drawable: Drawable }
  | RankRequest;

/** Asks which settings move a 99th percentile most; answers come one by one, until the next question. */
export interface RankRequest {
  readonly kind: 'rank';
  readonly request: number;
  readonly view: View;
}

export type FromEngine =
  | { readonly kind: 'ranked'; readonly request: number; readonly rows: readonly Ranked[]; readonly isDone: boolean }
  | { readonly kind: 'drawn'; readonly request: number; readonly picture: Picture }
  | { readonly kind: 'exported'; readonly request: number; readonly svg: string }
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
  /** Figures under the workload of the view; missing where there is none. */
  readonly summary?: Summary;
  /** What could not be shown as asked. */
  readonly warnings: readonly string[];
  /** Ids whose chosen place leaves no room for them or their arrows: they are elsewhere. */
  readonly unkept: readonly string[];
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
  /** Top left inside its frame, as places that are chosen by hand count. */
  readonly place: PinnedPlace;
  /** Whether it is where it was put by hand. */
  readonly isPinned: boolean;
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
  readonly style: EdgeStyle;
  readonly flows: readonly string[];
  /** Ids of the steps and clauses that it stands for. */
  readonly about: readonly string[];
}

/** What a picture can be coloured by. */
export const measures = ['load', 'latency', 'lag', 'availability', 'cost'] as const;
export type Measure = (typeof measures)[number];

/** How high a figure is, and the figure in words. */
export interface Reading {
  readonly step: LoadStep;
  readonly said: string;
}

/** Figures of a workload, in words. */
export interface Summary {
  readonly readings: Readonly<Record<Measure, Readonly<Record<string, Reading>>>>;
  /** Components in the order in which they saturate as the load grows. */
  readonly bottlenecks: readonly Bottleneck[];
  readonly flows: readonly FlowRow[];
  readonly expectations: readonly ExpectationRow[];
  /** Reads that may not see the newest version, the most often stale first. */
  readonly oldReads: readonly OldRead[];
  /** What the death of each leader, or of an only copy, costs. */
  readonly withoutLeader: readonly WithoutLeader[];
  readonly notes: readonly string[];
}

export interface Bottleneck extends Reading {
  readonly id: string;
  /** Busy share, cut off at 1, for a bar. */
  readonly share: number;
  /** What is fullest of it, where it is not its servers all together: `hottest shard`; otherwise empty. */
  readonly of: string;
  /** `1.6×`: what the load may be multiplied by until it saturates. */
  readonly until: string;
}

export interface FlowRow {
  readonly id: string;
  readonly rate: string;
  readonly p50: string;
  readonly p99: string;
  readonly availability: string;
  /** Seconds; `null` where it is unknown. */
  readonly seconds: number | null;
}

export interface ExpectationRow {
  readonly id: string;
  readonly text: string;
  readonly actual: string;
  readonly holds: boolean | null;
}

export interface OldRead {
  /** Of the step that reads. */
  readonly id: string;
  readonly flow: string;
  readonly data: string;
  /** The component that it asks first. */
  readonly at: string;
  /** `0.1 % stale`; empty where none is known to be. */
  readonly said: string;
  /** What the client gets instead of the newest, and why. */
  readonly because: string;
}

export interface WithoutLeader {
  /** Of the component. */
  readonly id: string;
  /** `no writes for 10 s`. */
  readonly said: string;
  /** What is lost, and why. */
  readonly because: string;
}

/** A setting by what a larger number does to a flow. */
export interface Ranked {
  readonly id: string;
  /** `2 → 3`. */
  readonly tried: string;
  readonly flow: string;
  /** `−12 %`. */
  readonly said: string;
  readonly isBetter: boolean;
  /** Share of the largest change, for a bar. */
  readonly share: number;
}
