import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { Counterexamples } from '../expectations/counterexamples.js';
import type { Expectations } from '../expectations/explorer.js';
import type { Pages } from '../pages.js';
import type { Previews } from '../preview/previews.js';
import type { Server } from '../server.js';

/** What commands work with. */
export interface Session {
  readonly context: ExtensionContext;
  readonly server: Server;
  readonly pages: Pages;
  readonly previews: Previews;
  readonly log: LogOutputChannel;
  readonly expectations: Expectations;
  readonly counterexamples: Counterexamples;
}

/** A command of the palette: its id, and what it does with the arguments of a link or key binding, if any. */
export interface Command {
  readonly id: string;
  run(session: Session, ...args: readonly unknown[]): unknown;
}
