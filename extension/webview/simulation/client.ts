import { addPart } from '../../../analyzer/simulator/playback/parts.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import type { FromSimulation, Order, ToSimulation } from './messages.js';

/** What is heard of a run. */
export interface Heard {
  /** All that is known of it, again and again until it is over. */
  readonly known: (playback: Playback, isOver: boolean) => void;
  readonly failed: (message: string) => void;
}

/** The simulation as the page sees it: one run at a time, a new one ends the one before it. */
export class SimulationClient {
  private worker: Promise<Worker> | undefined;
  private count = 0;
  private known: Playback | undefined;
  private heard: Heard | undefined;

  constructor(private readonly script: () => Promise<string>) {}

  play(order: Order, heard: Heard): void {
    const request = ++this.count;
    this.known = undefined;
    this.heard = heard;
    this.post({ kind: 'play', request, order });
  }

  /** Ends the run under way; what is known of it stays known. */
  stop(): void {
    this.count++;
    this.post({ kind: 'stop' });
  }

  private post(message: ToSimulation): void {
    this.worker ??= this.start();
    this.worker.then(
      (worker) => worker.postMessage(message),
      (error: unknown) => this.heard?.failed(String(error)),
    );
  }

  /** Nothing is loaded before the first run. */
  private async start(): Promise<Worker> {
    const address = URL.createObjectURL(new Blob([await this.script()], { type: 'text/javascript' }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.addEventListener('message', ({ data }: MessageEvent<FromSimulation>) => this.hear(data));
    worker.addEventListener('error', ({ message }) => this.heard?.failed(message));
    return worker;
  }

  private hear(message: FromSimulation): void {
    if (message.request !== this.count) return;
    if (message.kind === 'failed') {
      this.heard?.failed(message.message);
      return;
    }
    const { part, isOver } = message;
    this.known = this.known === undefined ? part : addPart(this.known, part);
    this.heard?.known(this.known, isOver);
  }
}
