/**
 * What a command is. A command file declares its words and options and loads its work only when it is chosen, so that
 * every command starts fast; `cli/` has no logic of its own beyond reading, calling and printing.
 */
import type { Command } from 'commander';
import type { ExitStatus } from './failure.js';
import type { Terminal } from './output/terminal.js';

/** What commands share. */
export interface Session {
  /** The terminal behind the data (standard output). */
  readonly terminal: Terminal;
  /** Writes data. */
  write(data: string | Uint8Array): void;
  /** Writes talk: hints and warnings, never data. */
  say(text: string): void;
}

/** Runs a command's work and keeps its exit status. */
export type Run = (work: (session: Session) => ExitStatus | Promise<ExitStatus>) => Promise<void>;

/** Adds a command to the program. */
export type Register = (program: Command, run: Run) => void;
