/** What happens when VS Code activates the extension, the same in every host. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerCommands } from './commands/index.js';
import { Counterexamples } from './expectations/counterexamples.js';
import { Expectations } from './expectations/explorer.js';
import { isDesign, LanguageId } from './language-id.js';
import { type Extender, fencePlugin } from './markdown/fence-plugin.js';
import { Pages } from './pages.js';
import { type Painter, Pictures } from './picture/pictures.js';
import { Previews } from './preview/previews.js';
import { Server } from './server.js';
import { Status } from './status.js';

/** What differs between a VS Code with Node and one in a browser. */
export interface Host {
  /** A client of a new server. */
  connect(options: LanguageClientOptions): BaseLanguageClient;
  /** A worker that draws. */
  paint(): Painter;
}

/** What VS Code's Markdown preview, and tests, get from the extension. */
export interface Exports extends Extender {
  /** Resolves once the server answers. */
  readonly ready: Promise<void>;
  readonly expectations: Pick<Expectations, 'controller' | 'profile'>;
}

export function activateWith(context: vscode.ExtensionContext, host: Host): Exports {
  const log = vscode.window.createOutputChannel('sysdesign', { log: true });
  const server = new Server(host, context.extensionUri, log);
  const pictures = new Pictures(server, () => host.paint(), log);
  const pages = new Pages(server);
  const previews = new Previews(server, log, context.extensionUri);
  const status = new Status(server);
  const counterexamples = new Counterexamples();
  const expectations = new Expectations(server, counterexamples);
  context.subscriptions.push(log, server, pictures, pages, previews, status, counterexamples, expectations);
  context.subscriptions.push(
    ...registerCommands({ context, server, pages, previews, log, expectations, counterexamples }),
  );
  const ready = startWhenNeeded(context, server);
  return { ready, expectations, extendMarkdownIt: fencePlugin(pictures) };
}

/**
 * Starts the server with the first design, or Markdown page with a design in it, that is open.
 * Plain Markdown pages activate the extension too, and shall cost nothing.
 */
function startWhenNeeded(context: vscode.ExtensionContext, server: Server): Promise<void> {
  return new Promise((ready) => {
    const look = (document: vscode.TextDocument) => {
      if (!isDesign(document) && !hasFence(document)) return;
      for (const listener of listeners) listener.dispose();
      void server.start().then(ready);
    };
    const listeners = [
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    ];
    context.subscriptions.push(...listeners);
    server.onDidStart(() => ready());
    for (const document of vscode.workspace.textDocuments) look(document);
  });
}

function hasFence(document: vscode.TextDocument): boolean {
  return (
    document.languageId === LanguageId.markdown && /^[ \t]*(`{3,}|~{3,})[ \t]*sysdesign\b/mu.test(document.getText())
  );
}
