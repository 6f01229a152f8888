import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  LSPErrorCodes,
  type RequestType,
  ResponseError,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import {
  type Analyzed,
  analyzed,
  listFiles,
  type NoRun,
  readFile,
  runScenario,
  type ScenarioProgress,
  scenarioProgress,
  showMe,
} from '../language/protocol.js';
import type { Host } from './activate.js';
import { designFiles, textOf } from './files.js';
import { LanguageId } from './language-id.js';
import { linkToPages } from './rule-link.js';

export type ServerState = 'stopped' | 'starting' | 'running';

/** A server that ends more often than this within `SPAN` is not started again. */
const MOST_ENDS = 4;
/** Milliseconds. */
const SPAN = 3 * 60_000;

/** The language server and its client: starts it, starts it again when it ends, and says so once, and when that does not help. */
export class Server implements vscode.Disposable {
  private client: BaseLanguageClient | undefined;
  private readonly ends: number[] = [];
  /** The user has been told of an error since the last start by hand. */
  private hasTold = false;
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly designAnalyzed = new vscode.EventEmitter<Analyzed>();
  private readonly started = new vscode.EventEmitter<void>();
  private readonly progressed = new vscode.EventEmitter<ScenarioProgress>();
  /** Newest analysis of each open design, by URI. */
  private readonly newest = new Map<string, Analyzed>();
  state: ServerState = 'stopped';
  readonly onDidChangeState = this.stateChanged.event;
  readonly onDidAnalyze = this.designAnalyzed.event;
  readonly onDidStart = this.started.event;
  readonly onDidProgress = this.progressed.event;

  constructor(
    private readonly host: Host,
    private readonly extension: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async start(): Promise<void> {
    if (this.client !== undefined) return;
    const client = this.host.connect(this.options());
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client === client) this.enter(newState);
    });
    client.onNotification(analyzed, (news) => {
      this.newest.set(news.uri, news);
      this.designAnalyzed.fire(news);
    });
    client.onNotification(scenarioProgress, (news) => this.progressed.fire(news));
    client.onRequest(readFile, ({ uri }) => textOf(uri));
    client.onRequest(listFiles, () => designFiles());
    try {
      await client.start();
    } catch (error) {
      this.tell('The sysdesign language server could not be started.', error);
    }
  }

  /** Ends the server and starts a new one. */
  async restart(): Promise<void> {
    this.ends.length = 0;
    this.hasTold = false;
    await this.stop();
    await this.start();
  }

  /** Asks the server; `undefined` when it does not run or fails, which is logged. */
  async request<P, R>(type: RequestType<P, R, void>, params: P): Promise<R | undefined> {
    await this.start();
    try {
      return await this.client?.sendRequest(type, params);
    } catch (error) {
      this.log.error(`${type.method}: ${said(error)}`);
      return undefined;
    }
  }

  /** Plays a scenario; `undefined` when it was cancelled. */
  async play(uri: string, scenario: string, token: vscode.CancellationToken) {
    return this.run(runScenario, { uri, scenario }, token);
  }

  /** Searches a run in which a finding comes true; `undefined` when it was cancelled. */
  async showMe(uri: string, rule: string, line: number, token: vscode.CancellationToken) {
    return this.run(showMe, { uri, rule, line }, token);
  }

  /** Something that takes its time. A server that fails is a problem of the run. */
  private async run<P, R>(
    type: RequestType<P, R | NoRun, void>,
    params: P,
    token: vscode.CancellationToken,
  ): Promise<R | NoRun | undefined> {
    await this.start();
    try {
      const answer = await this.client?.sendRequest(type, params, token);
      return answer ?? { problem: 'The language server does not run.' };
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      this.log.error(`${type.method}: ${said(error)}`);
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What the server last said of a design. */
  analysis(uri: vscode.Uri): Analyzed | undefined {
    return this.newest.get(uri.toString());
  }

  dispose(): void {
    void this.stop();
    this.stateChanged.dispose();
    this.designAnalyzed.dispose();
    this.started.dispose();
    this.progressed.dispose();
  }

  private async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.newest.clear();
    this.enter(State.Stopped);
    // One that never came up, or has ended by itself, cannot be stopped.
    await client?.dispose().catch(() => undefined);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: LanguageId.design }, { language: LanguageId.markdown }],
      outputChannel: this.log,
      // Errors are told here, once.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: {
        manual: vscode.Uri.joinPath(this.extension, 'docs').toString(),
        showsRuns: true,
        simulation: vscode.Uri.joinPath(this.extension, 'dist', 'simulation-worker.js').toString(true),
      },
      errorHandler: {
        error: (error) => {
          this.log.error(said(error));
          return { action: ErrorAction.Continue, handled: true };
        },
        closed: () => this.ended(),
      },
      initializationFailedHandler: (error) => {
        this.tell('The sysdesign language server could not be started.', error);
        return false;
      },
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linkToPages)),
        sendRequest: async (type, params, token, next) => {
          try {
            return await next(type, params, token);
          } catch (error) {
            if (isFault(error)) this.tell('The sysdesign language server failed to answer.', error);
            throw error;
          }
        },
      },
    };
  }

  private ended() {
    const now = Date.now();
    this.ends.push(now);
    while (this.ends[0] !== undefined && now - this.ends[0] > SPAN) this.ends.shift();
    if (this.ends.length <= MOST_ENDS) {
      this.tell('The sysdesign language server ended unexpectedly and is started again.');
      return { action: CloseAction.Restart, handled: true };
    }
    // Said even to those who know that it ended before: only they can start it now.
    this.hasTold = false;
    this.tell('The sysdesign language server keeps ending and is not started again.');
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private enter(state: State): void {
    const entered = state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'stopped';
    if (entered === this.state) return;
    this.state = entered;
    this.stateChanged.fire(entered);
    if (entered === 'running') this.started.fire();
  }

  private tell(message: string, error?: unknown): void {
    this.log.error(error === undefined ? message : `${message} ${said(error)}`);
    if (this.hasTold) return;
    this.hasTold = true;
    void vscode.window.showErrorMessage(message, 'Show Log', 'Restart Server').then((answer) => {
      if (answer === 'Show Log') this.log.show();
      if (answer === 'Restart Server') void this.restart();
    });
  }
}

/** A bug of the server, as against an answer that came too late or is not wanted any more. */
function isFault(error: unknown): boolean {
  if (!(error instanceof ResponseError)) return false;
  const late: readonly number[] = [
    LSPErrorCodes.RequestCancelled,
    LSPErrorCodes.ServerCancelled,
    LSPErrorCodes.ContentModified,
    // What a user asked for and cannot be done: a rename to a name that is taken.
    LSPErrorCodes.RequestFailed,
  ];
  const isKnown = late.includes(error.code);
  return !isKnown && error.code !== METHOD_NOT_FOUND && error.code !== INVALID_REQUEST;
}

const METHOD_NOT_FOUND = -32601;
const INVALID_REQUEST = -32600;

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
