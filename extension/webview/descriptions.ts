/** Asks for what is known of parts, once each as long as neither the design nor the load changes. */
import type { Host } from './hosts/host.js';

export interface Load {
  readonly workload?: string;
  readonly scale: number;
}

export class Descriptions {
  private readonly waiting = new Map<number, (markdown: string | undefined) => void>();
  private readonly known = new Map<string, Promise<string | undefined>>();
  private count = 0;

  constructor(private readonly host: Pick<Host, 'post'>) {}

  /** Markdown about some ids; `undefined` where nothing is known. */
  of(ids: readonly string[], load: Load, isBrief: boolean): Promise<string | undefined> {
    const key = JSON.stringify([ids, load, isBrief]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const request = ++this.count;
    const asked = new Promise<string | undefined>((done) => this.waiting.set(request, done));
    this.known.set(key, asked);
    this.host.post({ kind: 'describe', request, ids, isBrief, ...load });
    return asked;
  }

  answer(request: number, markdown: string | null): void {
    this.waiting.get(request)?.(markdown ?? undefined);
    this.waiting.delete(request);
  }

  /** The design is another: nothing that was known counts. */
  forget(): void {
    this.known.clear();
  }
}
