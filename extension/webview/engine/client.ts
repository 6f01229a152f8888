import type { Theme } from '../../../diagram/svg/stylesheet.js';
import type { Drawable } from '../../../language/protocol.js';
import type { FromEngine, Picture, Ranked, ToEngine, View } from './messages.js';

/** The engine as the page sees it: of drawings that are asked for while one is being made, only the last is. */
export class EngineClient {
  private worker: Worker | undefined;
  private design: Drawable | undefined;
  private count = 0;
  private isDrawing = false;
  private next: View | undefined;
  private ranking: ((event: MessageEvent<FromEngine>) => void) | undefined;

  /**
   * @param drawn takes each picture
   * @param failed takes what went wrong, for the log
   */
  constructor(
    private readonly script: () => Promise<string>,
    private readonly drawn: (picture: Picture, view: View) => void,
    private readonly failed: (message: string) => void,
  ) {}

  async start(): Promise<void> {
    const address = URL.createObjectURL(new Blob([await this.script()], { type: 'text/javascript' }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.addEventListener('message', (event: MessageEvent<FromEngine>) => this.ranking?.(event));
    worker.addEventListener('error', ({ message }) => this.failed(message));
    this.worker = worker;
    if (this.design !== undefined) this.post({ kind: 'design', drawable: this.design });
    this.drawNext();
  }

  load(drawable: Drawable): void {
    this.design = drawable;
    this.post({ kind: 'design', drawable });
  }

  draw(view: View): void {
    this.next = view;
    this.drawNext();
  }

  /** Ranks settings by how much they move a p99; each answer is better than the one before. */
  rank(view: View, ranked: (rows: readonly Ranked[], isDone: boolean) => void): void {
    const request = ++this.count;
    this.ranking = ({ data }: MessageEvent<FromEngine>) => {
      if (data.kind === 'ranked' && data.request === request) ranked(data.rows, data.isDone);
    };
    this.post({ kind: 'rank', request, view });
  }

  /** Draws a view as a file of its own. */
  export(view: View, theme: Theme): Promise<string> {
    const { worker } = this;
    const request = ++this.count;
    return new Promise((done, failed) => {
      const answered = ({ data }: MessageEvent<FromEngine>) => {
        if (data.request !== request) return;
        worker?.removeEventListener('message', answered);
        if (data.kind === 'exported') done(data.svg);
        else failed(new Error(data.kind === 'failed' ? data.message : 'no picture'));
      };
      worker?.addEventListener('message', answered);
      this.post({ kind: 'export', request, view, theme });
    });
  }

  private drawNext(): void {
    const { worker, next } = this;
    // Places are known before the design is: the engine has nothing to answer with.
    if (worker === undefined || this.design === undefined || next === undefined || this.isDrawing) return;
    this.next = undefined;
    this.isDrawing = true;
    const request = ++this.count;
    const answered = ({ data }: MessageEvent<FromEngine>) => {
      if (data.request !== request || data.kind === 'ranked') return;
      worker.removeEventListener('message', answered);
      this.isDrawing = false;
      if (data.kind === 'drawn') this.drawn(data.picture, next);
      else if (data.kind === 'failed') this.failed(data.message);
      this.drawNext();
    };
    worker.addEventListener('message', answered);
    this.post({ kind: 'draw', request, view: next });
  }

  private post(message: ToEngine): void {
    this.worker?.postMessage(message);
  }
}
