/**
 * Changes of the text that the editor offers: fixes of findings, actions on the whole document, refactorings.
 *
 * Each file of this folder is one family of them: a generator over a request. Edits are plain; `code-actions.ts` turns
 * them into the protocol's.
 */
import type { CodeActionKind, Diagnostic } from 'vscode-languageserver-types';
import type { Snapshot } from '../snapshot.js';
import type { Change } from '../workspace-edit.js';

/** Where somebody asks what can be done. */
export interface Request {
  readonly snapshot: Snapshot;
  /** Selection, as offsets; both the same at a cursor. */
  readonly from: number;
  readonly to: number;
  /** What the client shows there. */
  readonly diagnostics: readonly Diagnostic[];
}

export type Action = Offered &
  (
    | {
        /** The change, or how to find it when that takes long; it may turn out that there is none. */
        readonly change: Change | (() => Change | undefined);
      }
    | {
        /** What the client does instead. */
        readonly command: { readonly command: string; readonly arguments: readonly unknown[] };
      }
  );

interface Offered {
  readonly title: string;
  readonly kind: CodeActionKind;
  readonly diagnostics?: readonly Diagnostic[];
  readonly isPreferred?: boolean;
}

export interface ActionFamily {
  /** Kinds it may yield; it is not asked for others. */
  readonly kinds: readonly CodeActionKind[];
  actions(request: Request): Iterable<Action>;
}
