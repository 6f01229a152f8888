/**
 * What the panel and its page say to each other; whatever shows the page without an editor says the same.
 *
 * State is sent whole: a page that was reloaded says `ready` and gets everything again.
 */
import type { PinnedPicture, PinsFile, PlaceChanges } from '../../diagram/layout/pins-file.js';
import type { Drawable, DrawableFinding } from '../../language/protocol.js';

/** What the page is told. */
export type ToPage =
  /** The design as it stands now; `null` where there is none. */
  | { readonly kind: 'design'; readonly uri: string; readonly drawable: Drawable | null }
  /** Ids of the design under the cursor of the editor, the narrowest first; empty: it stands beside everything. */
  | { readonly kind: 'cursor'; readonly ids: readonly string[] }
  /** Shows one of its parts: a diagram is chosen, a flow or component selected. */
  | { readonly kind: 'show'; readonly id: string }
  | { readonly kind: 'description'; readonly request: number; readonly markdown: string | null }
  /** What stands in the file of places, when the page's requests up to `request` are done. */
  | ({ readonly kind: 'places'; readonly request: number } & PlacesNews);

/** Places that were chosen by hand, in all pictures of a design. */
export interface PlacesNews {
  readonly places: PinsFile;
  /** Why the file could not be read or written; `places` are the last that are known. */
  readonly problem?: string;
  /** Why places are not saved but hold until the page is closed; missing: they are. */
  readonly unsaved?: string;
}

/** What the page says. */
export type ToPanel =
  /** It listens. */
  | { readonly kind: 'ready' }
  /** Shows the text of an id; `isFocused`: and goes there. */
  | { readonly kind: 'reveal'; readonly id: string; readonly isFocused: boolean }
  /** Goes to a finding and offers what mends it. */
  | { readonly kind: 'fix'; readonly finding: DrawableFinding }
  /** Asks for what is known of some ids, under a workload multiplied by `scale`; `isBrief`: without settings. */
  | {
      readonly kind: 'describe';
      readonly request: number;
      readonly ids: readonly string[];
      readonly workload?: string;
      readonly scale: number;
      readonly isBrief: boolean;
    }
  /** Opens the page of a rule or a word. */
  | { readonly kind: 'explain'; readonly word: string }
  /** Writes a declaration at the end of the design. */
  | { readonly kind: 'insert'; readonly text: string }
  /** Lets the reader choose where a file shall be. */
  | { readonly kind: 'save'; readonly name: string; readonly data: Uint8Array<ArrayBuffer> }
  /** Writes places of one picture beside the design; `null` forgets one. Missing `diagram`: that of everything. */
  | {
      readonly kind: 'place';
      readonly request: number;
      readonly diagram?: NonNullable<PinnedPicture>;
      readonly changes: PlaceChanges;
    }
  /** For the log. */
  | { readonly kind: 'failed'; readonly message: string };

export type Tagged<Messages extends { readonly kind: string }, Kind extends Messages['kind']> = Extract<
  Messages,
  { readonly kind: Kind }
>;

/** A handler for each message; one that is forgotten does not compile. */
export type Handlers<Messages extends { readonly kind: string }> = {
  readonly [Kind in Messages['kind']]: (message: Tagged<Messages, Kind>) => void;
};

/** Gives a message to its handler. */
export function dispatch<Messages extends { readonly kind: string }>(
  handlers: Handlers<Messages>,
  message: Messages,
): void {
  const handler = handlers[message.kind as Messages['kind']] as ((message: Messages) => void) | undefined;
  handler?.(message);
}
