import type { Disposable, LogOutputChannel, Uri } from 'vscode';
import { EventEmitter } from 'vscode';
import { type Drawable, drawable } from '../../language/protocol.js';
import type { Server } from '../server.js';
import type { FromEngine, Painting, ToEngine } from '../webview/engine/messages.js';

/** A worker that draws, in whichever kind of thread the host has. */
export interface Painter extends Disposable {
  post(message: ToEngine): void;
  listen(listener: (message: FromEngine) => void): void;
  failed(listener: (error: Error) => void): void;
}

/** A design in a page, as far as it is known. */
export type Picture =
  | { readonly state: 'drawing' }
  | { readonly state: 'drawn'; readonly drawn: Painting; readonly drawable: Drawable }
  /** Nothing to draw: the text has no components, or cannot be drawn. */
  | { readonly state: 'none'; readonly drawable?: Drawable };

/** Pictures kept; pages with more designs than this are drawn anew each time. */
const MOST_KEPT = 100;

/** Pictures of the designs in Markdown pages, drawn in the background and remembered by their text. */
export class Pictures implements Disposable {
  private readonly known = new Map<string, Picture>();
  private readonly arrived = new EventEmitter<void>();
  private readonly waiting = new Map<number, (answer: FromEngine) => void>();
  private painter: Painter | undefined;
  private count = 0;
  /** A picture that was being drawn is there. */
  readonly onDidArrive = this.arrived.event;

  constructor(
    private readonly server: Server,
    private readonly startPainter: () => Painter,
    private readonly log: LogOutputChannel,
  ) {}

  /** The picture of a text in a page; starts to draw it when it is not known. */
  of(page: Uri, text: string): Picture {
    const key = `${page.toString()}\n${text}`;
    const known = this.known.get(key);
    if (known !== undefined) {
      // The least recently used go first.
      this.known.delete(key);
      this.known.set(key, known);
      return known;
    }
    const drawing: Picture = { state: 'drawing' };
    this.known.set(key, drawing);
    for (const [oldest] of this.known) {
      if (this.known.size <= MOST_KEPT) break;
      this.known.delete(oldest);
    }
    void this.draw(page, text).then((picture) => {
      this.known.set(key, picture);
      this.arrived.fire();
    });
    return drawing;
  }

  dispose(): void {
    this.painter?.dispose();
    this.arrived.dispose();
  }

  private async draw(page: Uri, text: string): Promise<Picture> {
    const found = await this.server.request(drawable, { uri: page.toString(), text });
    if (found === undefined || found === null) return { state: 'none' };
    if (found.design.components.length === 0) return { state: 'none', drawable: found };
    const answer = await this.ask(found);
    if (answer.kind === 'painted') return { state: 'drawn', drawn: answer.painting, drawable: found };
    this.log.error(`A picture could not be drawn: ${answer.kind === 'failed' ? answer.message : answer.kind}`);
    return { state: 'none', drawable: found };
  }

  private ask(found: Drawable): Promise<FromEngine> {
    this.painter ??= this.start();
    const request = ++this.count;
    return new Promise((done) => {
      this.waiting.set(request, done);
      this.painter?.post({ kind: 'paint', request, drawable: found });
    });
  }

  private start(): Painter {
    const painter = this.startPainter();
    painter.listen((answer) => {
      this.waiting.get(answer.request)?.(answer);
      this.waiting.delete(answer.request);
    });
    painter.failed((error) => {
      // A new one is started for the next picture.
      painter.dispose();
      this.painter = undefined;
      for (const [request, done] of this.waiting) done({ kind: 'failed', request, message: error.message });
      this.waiting.clear();
    });
    return painter;
  }
}
