/** What the extension and its painter say to each other. */
import type { Drawable } from '../../language/protocol.js';

export interface DrawRequest {
  readonly id: number;
  readonly drawable: Drawable;
}

/** One picture for each ground that an editor may have. */
export interface Drawn {
  readonly light: string;
  readonly dark: string;
}

export type DrawAnswer =
  | { readonly id: number; readonly drawn: Drawn }
  /** Nothing to draw, or drawing failed. */
  | { readonly id: number; readonly failure: string };
