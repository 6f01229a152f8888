/** What the page and its simulation, a worker beside the one that draws, say to each other. */
import type { Design } from '../../../analyzer/design/design.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import type { PlaybackOptions, Played } from '../../../analyzer/simulator/playback/record-playback.js';

/** What is to be played: the same order gives the same run to the byte. */
export interface Order {
  readonly design: Design;
  readonly played: Played;
  readonly options: Omit<PlaybackOptions, 'shouldStop'>;
}

export type ToSimulation =
  | { readonly kind: 'play'; readonly request: number; readonly order: Order }
  /** Ends the run that is under way. */
  | { readonly kind: 'stop' };

export type FromSimulation =
  /** What has become known since the last part. */
  | { readonly kind: 'part'; readonly request: number; readonly part: Playback; readonly isOver: boolean }
  | { readonly kind: 'failed'; readonly request: number; readonly message: string };
