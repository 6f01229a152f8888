/** The language server over any connection: its life, its documents, its diagnostics. Features register themselves. */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type InitializeParams,
  LSPErrorCodes,
  type Position,
  RAL,
  type Range,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadPage } from '../explanation/page.js';
import { diagnosticOf } from '../features/diagnostics.js';
import type { AboutDocument, Context } from '../features/feature.js';
import { features } from '../features/index.js';
import type { Snapshot } from '../features/snapshot.js';
import type { PositionedFinding } from '../findings/positioned.js';
import { absoluteLinks } from '../markdown.js';
import { analyzed, checkWorkspace, type WorkspaceReport } from '../protocol.js';
import type { Runner } from '../simulation/runner.js';
import { pathOf, uriOf } from './address.js';
import { fencesOf } from './fences.js';
import type { FileSource } from './file-source.js';
import { configName, Project } from './project.js';
import { readSettings } from './settings.js';

/** What differs between the hosts of a server. */
export interface Host {
  readonly files: FileSource;
  /** URI of the folder of the docs, when the client names none. */
  readonly manual?: string;
  /** Reads a page of the docs, `docs/rules/stale-quorum.md`; missing where there is no file system. */
  readonly page?: ReadPage;
  /** Who plays scenarios; `script` is what the client names for it. */
  runner(script: string | undefined): Runner;
}

/** What a client may pass when it starts the server. */
export interface InitializationOptions {
  /** URI of the folder of the docs. */
  readonly manual?: string;
  /** Address of the script that plays scenarios in a worker; only browsers need it. */
  readonly simulation?: string;
  /** The client has the command `sysdesign.showMe`, which shows a run in which a finding comes true. */
  readonly showsRuns?: boolean;
}

/** Documents larger than this are analysed only when typing pauses. */
const LARGE = 300_000;
const PAUSE = 150;
/** In documents larger than this, typing is answered from the last analysis. */
const LONG = 10_000;

/** Serves one client until it disconnects. */
export function serve(connection: Connection, host: Host): void {
  new Server(connection, host).start();
}

class Server {
  private readonly project: Project;
  private runner: Runner;
  private readonly documents = new TextDocuments(TextDocument);
  private client: InitializeParams['capabilities'] = {};
  private readonly waiting = new Map<string, Disposable>();
  /** Documents that had diagnostics, by the document that caused them. */
  private readonly told = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
  ) {
    const { files } = host;
    this.project = new Project(files);
    this.runner = host.runner(undefined);
    files.arrived = () => this.refreshAll();
  }

  start(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => void this.initialized());
    connection.onDidChangeConfiguration(() => void this.configure());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri, type } of changes) this.project.touched(uri, type === FileChangeType.Deleted);
      this.refreshAll();
    });
    documents.onDidChangeContent(({ document }) => this.changed(document));
    documents.onDidClose(({ document }) => this.closed(document.uri));
    for (const feature of features) feature.register(connection, this.context());
    connection.onRequest(checkWorkspace, () => this.checkAll());
    documents.listen(connection);
    connection.listen();
  }

  private initialize(params: InitializeParams): { capabilities: ServerCapabilities; serverInfo: { name: string } } {
    this.client = params.capabilities;
    const options: InitializationOptions | undefined = params.initializationOptions;
    this.project.manual = options?.manual ?? this.host.manual;
    this.project.clientShows = options?.showsRuns === true;
    this.runner = this.host.runner(options?.simulation);
    const folders = params.workspaceFolders ?? (params.rootUri == null ? [] : [{ uri: params.rootUri, name: '' }]);
    this.folders = folders.map(({ uri }) => uri);
    return {
      serverInfo: { name: 'sysdesign' },
      capabilities: joined([
        {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...features.map(({ capabilities }) => capabilities),
      ]),
    };
  }

  /** As the client said them at the start. */
  private folders: readonly string[] = [];
  private isReady = () => undefined as unknown;
  /** Resolves when the designs of the open folders are known. */
  private readonly ready = new Promise<void>((done) => {
    this.isReady = done;
  });

  private async initialized(): Promise<void> {
    const { workspace } = this.client;
    // Listing may ask the client, which answers from now on only.
    void this.project.setFolders(this.folders).then(() => this.isReady());
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'sysdesign' });
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*.sysdesign' }, { globPattern: `**/${configName}` }],
      });
    if (workspace?.workspaceFolders === true)
      this.connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await this.connection.workspace.getWorkspaceFolders()) ?? [];
        await this.project.setFolders(folders.map(({ uri }) => uri));
        this.refreshAll();
      });
    await this.ready;
    await this.configure();
  }

  private async configure(): Promise<void> {
    if (this.client.workspace?.configuration === true) {
      this.project.settings = readSettings(await this.connection.workspace.getConfiguration('sysdesign'));
    }
    this.refreshAll();
  }

  private changed(document: TextDocument): void {
    const { uri, version } = document;
    const text = document.getText();
    if (!isMarkdown(document)) this.project.set({ uri, version, text });
    this.schedule(uri, text.length > LARGE ? PAUSE : 0);
    // Documents that import this one may have changed with it.
    for (const other of this.documents.all()) if (other.uri !== uri) this.schedule(other.uri, PAUSE);
    if (this.documents.all().length > 1) this.scheduleFigures(uri);
  }

  /** Documents that changed since figures were last asked for anew. */
  private readonly changedSince = new Set<string>();
  private figuresWaiting: Disposable | undefined;

  /**
   * Once typing pauses, has the client ask again for the figures of other open documents. It asks by itself only for the
   * document that is typed in; but those that import it, and those that it imports, show figures of the same design.
   */
  private scheduleFigures(uri: string): void {
    this.changedSince.add(uri);
    this.figuresWaiting?.dispose();
    this.figuresWaiting = RAL().timer.setTimeout(() => {
      this.figuresWaiting = undefined;
      const changed = new Set([...this.changedSince].map(pathOf));
      this.changedSince.clear();
      const open = this.documents.all().map((document) => pathOf(document.uri));
      const shareDesign = (importer: string, imported: string) =>
        importer !== imported && this.project.importers(imported).includes(importer);
      const isShared = open.some((one) =>
        [...changed].some((other) => shareDesign(one, other) || shareDesign(other, one)),
      );
      if (isShared) this.refreshFigures();
    }, PAUSE);
  }

  private closed(uri: string): void {
    this.waiting.get(uri)?.dispose();
    this.waiting.delete(uri);
    this.project.close(uri);
    this.tell(uri, new Map());
    this.refreshAll();
  }

  /** Set once the user has asked about all designs: closed ones are reported too. */
  private reportsClosed = false;

  private async checkAll(): Promise<WorkspaceReport> {
    this.reportsClosed = true;
    await this.ready;
    let snapshots = this.allSnapshots();
    // Through the client, files arrive after they were asked for, and each may import more.
    for (let coming = this.host.files.settled?.(); coming !== undefined; coming = this.host.files.settled?.()) {
      await coming;
      snapshots = this.allSnapshots();
    }
    this.refreshAll();
    const findings = new Map<string, PositionedFinding>();
    for (const { report } of snapshots)
      for (const one of report.findings) findings.set(`${one.rule} ${one.uri}:${one.range.offset} ${one.message}`, one);
    const count = (severity: string) => [...findings.values()].filter((one) => one.severity === severity).length;
    return {
      files: snapshots.length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    };
  }

  private allSnapshots(): readonly Snapshot[] {
    return this.project.paths().flatMap((path) => this.project.byPath(path));
  }

  private refreshAll(): void {
    for (const { uri } of this.documents.all()) this.schedule(uri, 0);
    if (this.reportsClosed)
      for (const path of this.project.paths()) if (!this.project.isOpen(uriOf(path))) this.schedule(uriOf(path), 0);
    this.refreshFigures();
    if (this.client.workspace?.semanticTokens?.refreshSupport === true)
      this.connection.languages.semanticTokens.refresh();
  }

  /** Has the client ask again for hints and lenses, where it can be told to. */
  private refreshFigures(): void {
    const { inlayHint, codeLens } = this.client.workspace ?? {};
    if (inlayHint?.refreshSupport === true) this.connection.languages.inlayHint.refresh().catch(ignored);
    if (codeLens?.refreshSupport === true) this.connection.sendRequest('workspace/codeLens/refresh').catch(ignored);
  }

  /** Analyses a document once input that has already arrived is read. */
  private schedule(uri: string, delay: number): void {
    this.waiting.get(uri)?.dispose();
    this.waiting.set(
      uri,
      RAL().timer.setTimeout(() => {
        this.waiting.delete(uri);
        this.publish(uri);
      }, delay),
    );
  }

  private publish(uri: string): void {
    const document = this.documents.get(uri);
    if (document === undefined && !this.reportsClosed) return;
    if (document !== undefined && isMarkdown(document)) {
      const snapshots = this.project.settings.markdown.lint ? this.fences(document) : [];
      this.tell(uri, new Map([[uri, snapshots.flatMap((one) => this.diagnose(one.report.findings))]]));
      return;
    }
    const snapshot = this.project.snapshot(uri);
    if (snapshot === undefined) {
      // Gone, and with it what was said of it.
      if (document === undefined) this.tell(uri, new Map());
      return;
    }
    const path = pathOf(uri);
    const isImported = this.project.importers(path).length > 0;
    const findings = [...snapshot.report.findings, ...this.project.configFindings(path)].filter(
      // What a file leaves unused, another that imports it may use.
      (finding) => !(isImported && finding.unnecessary === true && finding.uri === path),
    );
    const byFile = new Map<string, readonly Diagnostic[]>([[uri, []]]);
    for (const finding of findings) {
      const at = finding.uri === path ? uri : uriOf(finding.uri);
      byFile.set(at, [...(byFile.get(at) ?? []), ...this.diagnose([finding])]);
    }
    this.tell(uri, byFile);
    if (document === undefined) return;
    const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
    void this.connection.sendNotification(analyzed, {
      uri,
      version: document.version,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      workloads: snapshot.report.design.workloads.map(({ id }) => id),
    });
  }

  private diagnose(findings: readonly PositionedFinding[]): Diagnostic[] {
    return findings.map((finding) => diagnosticOf(finding, uriOf, this.project.manual));
  }

  /** Publishes what `cause` says of each file, beside what other documents say of it; the same said twice counts once. */
  private tell(cause: string, byFile: ReadonlyMap<string, readonly Diagnostic[]>): void {
    const before = this.told.get(cause) ?? new Map();
    this.told.set(cause, byFile);
    for (const uri of new Set([...before.keys(), ...byFile.keys()])) {
      const all = new Map<string, Diagnostic>();
      for (const files of this.told.values()) {
        for (const diagnostic of files.get(uri) ?? []) {
          const { line, character } = diagnostic.range.start;
          const key = `${diagnostic.code} ${line}:${character} ${diagnostic.message}`;
          if (!all.has(key)) all.set(key, diagnostic);
        }
      }
      const version = this.documents.get(uri)?.version;
      void this.connection.sendDiagnostics({
        uri,
        diagnostics: [...all.values()],
        ...(version === undefined ? {} : { version }),
      });
    }
  }

  private fences(document: TextDocument): readonly Snapshot[] {
    const { uri, version } = document;
    return fencesOf(document.getText()).map(({ text }, index) =>
      this.project.snapshotOf({ uri: `${uri}.fence${index + 1}.sysdesign`, version, text }, uri),
    );
  }

  /** Snapshot that a request is about: of the fence under its position, in Markdown. */
  private asked(
    params: AboutDocument & { readonly position?: Position; readonly range?: Range },
  ): Snapshot | undefined {
    const { uri } = params.textDocument;
    const document = this.documents.get(uri);
    if (document === undefined || !isMarkdown(document)) return this.project.snapshot(uri);
    const position = params.position ?? params.range?.start;
    if (position === undefined) return undefined;
    const at = document.offsetAt(position);
    const index = fencesOf(document.getText()).findIndex(({ offset, length }) => offset <= at && at <= offset + length);
    return this.fences(document)[index];
  }

  /** Answers once newer input is read, unless the request was cancelled by then. */
  private async reply<R>(token: CancellationToken, result: () => R | null | undefined): Promise<R | null> {
    await this.ready;
    await newerInput();
    // The connection sends errors that are returned as such.
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled') as never;
    return result() ?? null;
  }

  private context(): Context {
    return {
      answer: (feature) => (params, token) =>
        this.reply(token, () => {
          const snapshot = this.asked(params);
          return snapshot === undefined ? undefined : feature(snapshot, params);
        }),
      typing: (feature) => (params, token) =>
        this.reply(token, () => {
          const document = this.documents.get(params.textDocument.uri);
          const isLong = document !== undefined && !isMarkdown(document) && document.getText().length > LONG;
          const snapshot = (isLong ? this.project.latest(document.uri) : undefined) ?? this.asked(params);
          return snapshot === undefined
            ? undefined
            : feature(snapshot, isLong ? document.getText() : snapshot.file.text, params);
        }),
      snapshot: (uri) => this.project.snapshot(uri),
      sources: async () => {
        await this.ready;
        return this.project.sources();
      },
      address: (path) => this.project.addressOf(path),
      snapshotOf: (document) => this.project.snapshotOf(document),
      snapshots: () => this.allSnapshots(),
      play: (job, listener) => this.runner.play(job, listener),
      page: (path) => {
        const text = this.host.page?.(path);
        const { manual } = this.project;
        return text === undefined || manual === undefined ? text : absoluteLinks(text, `${manual}/../${path}`);
      },
      can: (capability) => capability.split('.').reduce<unknown>(within, this.client) === true,
    };
  }
}

/** Capabilities side by side; several features may say something of `workspace`. */
function joined(all: readonly ServerCapabilities[]): ServerCapabilities {
  const workspace = Object.assign({}, ...all.map((one) => one.workspace));
  return Object.assign({}, ...all, { workspace });
}

/** A part of what the client can do; of a list, whether the word is in it. */
const within = (at: unknown, name: string): unknown =>
  Array.isArray(at) ? at.includes(name) : (at as Record<string, unknown> | null | undefined)?.[name];

const isMarkdown = ({ languageId }: TextDocument) => languageId === 'markdown';

/** Lets messages that have arrived be read first: a newer edit, or the cancellation of this request. */
const newerInput = (): Promise<void> => new Promise((done) => RAL().timer.setTimeout(done, 0));

const ignored = () => undefined;
