/** What a picture remembers of how it came about, so that the next one can stay like it. */
import type { Containment } from './containment.js';
import type { LevelResult } from './elk-level.js';
import type { Job } from './level-solver.js';
import type { PlacedScene } from './placed.js';

/** A level together with its answer. */
export interface SolvedLevel {
  readonly job: Job;
  readonly result: LevelResult;
}

/** A whole picture before it was put together. */
export interface PictureMemory {
  readonly containment: Containment;
  /** Edge id → the line that it shares with others, or its own. */
  readonly lines: ReadonlyMap<string, string>;
  /** Group id or `ROOT` → its level. */
  readonly levels: ReadonlyMap<string, SolvedLevel>;
}

const memories = new WeakMap<PlacedScene, PictureMemory>();

/** Remembers how a picture came about, for as long as the picture itself is kept. */
export function remember(placed: PlacedScene, memory: PictureMemory): void {
  memories.set(placed, memory);
}

/** How a picture came about; `undefined` for one that this process has not made. */
export function recall(placed: PlacedScene): PictureMemory | undefined {
  return memories.get(placed);
}
