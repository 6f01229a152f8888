/** What may be inserted at a cursor, before the protocol's form of it. */
import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Subject } from './documentation.js';
import type { Snippet } from './snippet.js';

export interface Candidate {
  readonly label: string;
  /** Replaces the word under the cursor; missing: the label. */
  readonly insert?: Snippet;
  readonly kind: CompletionItemKind;
  /** Behind the label. */
  readonly detail?: string;
  /** At the end of the line. */
  readonly description?: string;
  /** What is explained when it is looked at. */
  readonly subject?: Subject;
  /** Smaller comes first; among equals by label. */
  readonly rank: number;
  /** The first word of what is inserted, where it is not the label. */
  readonly first?: string;
  /** Has to be imported from this path. */
  readonly path?: string;
  /** Whether `continuation` may complete it. */
  readonly isWhole?: boolean;
}
