import type { FromThread, Job, Runner } from '../simulation/runner.js';
import { playInSlices, resultOf } from './play.js';

/** What this file uses of a browser; its types cannot stand beside those of Node. */
interface WorkerError {
  readonly message?: string;
  preventDefault(): void;
}
interface PageWorker {
  postMessage(message: Job): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromThread }) => void): void;
  addEventListener(type: 'error', listener: (event: WorkerError) => void): void;
  terminate(): void;
}
interface Page {
  readonly Worker?: new (address: string) => PageWorker;
  readonly Blob: new (parts: readonly string[], options: { readonly type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string };
}
const page = globalThis as unknown as Page;

/**
 * Plays each scenario in a worker of its own, which the script at `address` is; where a page forbids workers in workers,
 * between other messages.
 */
export function browserRunner(address: string | undefined): Runner {
  return {
    async play(job, listener) {
      const worker = address === undefined ? undefined : open(address);
      if (worker === undefined) return playInSlices(job, listener);
      let hasSpoken = false;
      try {
        return await resultOf(
          job,
          {
            listen(message, broke) {
              worker.addEventListener('message', ({ data }) => {
                hasSpoken = true;
                message(data);
              });
              worker.addEventListener('error', (event) => {
                // It is told here; otherwise it would go on to the page, and so would that of a script cut off while it loads.
                event.preventDefault();
                broke(new Error(event.message ?? 'the worker has failed'));
              });
              worker.postMessage(job);
            },
            end: () => worker.terminate(),
          },
          listener,
        );
      } catch (error) {
        // A script that could not be loaded says nothing.
        if (hasSpoken) throw error;
        return playInSlices(job, listener);
      }
    },
  };
}

/** Scripts of other origins may be imported by a worker, but not be one. */
function open(address: string): PageWorker | undefined {
  const { Worker, Blob, URL } = page;
  if (Worker === undefined) return undefined;
  try {
    const source = `importScripts(${JSON.stringify(address)});`;
    return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  } catch {
    return undefined;
  }
}
