import type { Unreadable } from '../workspace/workspace.js';

/**
 * Where the server reads files that are not open in the editor. Paths are those of `pathOf`.
 *
 * Node reads from the file system at once; a browser asks the client, answers `undefined` meanwhile, and calls `arrived`.
 */
export interface FileSource {
  read(path: string): string | Unreadable | undefined;
  /** `.sysdesign` files below a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** The file has changed, appeared or gone. */
  forget(path: string): void;
  /** Resolves when texts that were asked for are there; `undefined` when none is on its way. */
  settled?(): Promise<void> | undefined;
  /** Set by the server: text that was asked for before is there now. */
  arrived?: (path: string) => void;
}
