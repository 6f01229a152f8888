/** Where the page is shown: in an editor, or alone in a file. Nothing else of the page knows which. */
import type { ToPage, ToPanel } from '../protocol.js';

export interface SavedFile {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface Host {
  /** Whether there is a text to go to. */
  readonly hasSource: boolean;
  post(message: ToPanel): void;
  /** Lets the reader keep a file. */
  save(file: SavedFile): void;
  listen(listener: (message: ToPage) => void): void;
  /** What `saveState` was given before the page was loaded anew; anything, as it may be of another version. */
  readState(): unknown;
  saveState(state: object): void;
  /** Text of the script that draws, which runs in a worker. */
  engineScript(): Promise<string>;
  /** Text of the script that simulates, which runs in another worker. */
  simulationScript(): Promise<string>;
}
