/** A real client of the language server, over stdio, as any editor would be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CancellationToken, createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node.js';
import type { ClientCapabilities, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { root } from '../../root.js';

/** What a first-class editor says it can do. */
const capable: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    hover: { contentFormat: ['markdown'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** A running server with one open folder of files. */
export class Client {
  readonly folder = mkdtempSync(join(tmpdir(), 'sysdesign-lsp-'));
  private readonly process: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  private listeners: (() => void)[] = [];
  private versions = new Map<string, number>();
  /** How often the server said that hints and lenses are to be asked for again. */
  readonly refreshes = new Map<string, number>();
  capabilities: Record<string, unknown> = {};
  /** What the server is started with. */
  options: Readonly<Record<string, unknown>> | undefined = undefined;
  settings: unknown = {};

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
    this.process = spawn(process.execPath, [join(root, 'out/cli/main.js'), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout, stdin } = this.process;
    if (stdout === null || stdin === null) throw new Error('the server has no streams');
    this.connection = createMessageConnection(stdout, stdin);
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.diagnostics.set(params.uri, params);
      for (const listener of this.listeners.splice(0)) listener();
    });
    this.connection.onRequest('workspace/configuration', () => [this.settings]);
    this.connection.onRequest('client/registerCapability', () => null);
    for (const what of ['inlayHint', 'codeLens'])
      this.connection.onRequest(`workspace/${what}/refresh`, () => {
        this.refreshes.set(what, (this.refreshes.get(what) ?? 0) + 1);
        return null;
      });
    this.connection.listen();
  }

  async start(): Promise<this> {
    const result = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
      ...(this.options === undefined ? {} : { initializationOptions: this.options }),
      processId: process.pid,
      rootUri: this.uri(''),
      workspaceFolders: [{ uri: this.uri('').replace(/\/$/u, ''), name: 'test' }],
      capabilities: capable,
    });
    this.capabilities = result.capabilities;
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  async open(name: string, text: string, languageId = 'sysdesign'): Promise<void> {
    this.versions.set(name, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(name), languageId, version: 1, text },
    });
  }

  async change(name: string, text: string): Promise<void> {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(name), version },
      contentChanges: [{ text }],
    });
  }

  /** Diagnostics of a file once they are of its newest version and, if given, are as wanted. */
  async said(
    name: string,
    wanted: (all: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const known = this.diagnostics.get(this.uri(name));
      const version = this.versions.get(name);
      if (known !== undefined && (version === undefined || known.version === version) && wanted(known.diagnostics))
        return known.diagnostics;
      await new Promise<void>((done) => this.listeners.push(done));
    }
  }

  /** Waits until hints and lenses have been asked back more often than before; gives `false` when that does not happen. */
  async refreshed(before: ReadonlyMap<string, number>, patience = 5000): Promise<boolean> {
    const isMore = (what: string) => (this.refreshes.get(what) ?? 0) > (before.get(what) ?? 0);
    const end = Date.now() + patience;
    while (!(isMore('inlayHint') && isMore('codeLens'))) {
      if (Date.now() > end) return false;
      await new Promise((done) => setTimeout(done, 10));
    }
    return true;
  }

  request<R>(method: string, params: object, token?: CancellationToken): Promise<R> {
    // A token that is not there would count as a parameter.
    return token === undefined
      ? this.connection.sendRequest<R>(method, params)
      : this.connection.sendRequest<R>(method, params, token);
  }

  /** Hears what the server tells of its own accord. */
  listen<P>(method: string, listener: (params: P) => void): void {
    this.connection.onNotification(method, listener);
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Ends the server as the protocol wants; gives its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.once('exit', done));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}
