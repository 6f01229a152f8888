import type { CancellationToken, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { ReadPage } from '../explanation/page.js';
import type { Runner } from '../simulation/runner.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Snapshot } from './snapshot.js';

/** Params of a request about one document. */
export interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

/** What features get from the server. */
export interface Context {
  /**
   * Wraps a pure function as a handler: waits for newer input, answers `null` for documents that are no designs and for
   * requests cancelled meanwhile, and analyses the document if that was not done since its last edit.
   */
  answer<P extends AboutDocument, R>(
    feature: (snapshot: Snapshot, params: P) => R | null | undefined,
  ): (params: P, token: CancellationToken) => Promise<R | null>;
  /**
   * The same for features that must answer while somebody types: `text` is the newest, the snapshot of a large document
   * may be of an earlier one.
   */
  typing<P extends AboutDocument, R>(
    feature: (snapshot: Snapshot, text: string, params: P) => R | null | undefined,
  ): (params: P, token: CancellationToken) => Promise<R | null>;
  /** Snapshot of a URI, for requests that name no document; `undefined` when it is no design. */
  snapshot(uri: string): Snapshot | undefined;
  /** Snapshot of a text that stands for a document: a fence of a Markdown file. */
  snapshotOf(document: { readonly uri: string; readonly version: number; readonly text: string }): Snapshot;
  /** Every design of the open folders and every open document, as an entry. */
  snapshots(): readonly Snapshot[];
  /** Text of a page of the manual, its links absolute; there is none in a browser. */
  readonly page: ReadPage;
  /** Plays a scenario without holding up other answers. */
  readonly play: Runner['play'];
  /** The designs of the open folders and open documents, parsed only. */
  sources(): Promise<readonly SourceFile[]>;
  /** URI of a path as the client writes it. */
  address(path: string): string;
  /** Whether the client said it can do something: `textDocument.completion.completionItem.snippetSupport`. */
  /** Whether the client said it can do something: `textDocument.completion.completionItem.snippetSupport`; of a list: its word last. */
  can(capability: string): boolean;
}

/** One feature of the editor. */
export interface Feature {
  /** What the client is told the server can do. */
  readonly capabilities: ServerCapabilities;
  register(connection: Connection, context: Context): void;
}
