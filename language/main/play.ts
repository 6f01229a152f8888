import { begin, type FromThread, type Job, type Listener, type Played } from '../simulation/runner.js';

/** Milliseconds between two words about how far a run is. */
const PAUSE = 100;
/** Milliseconds that a slice may take where there is no other thread. */
const SLICE = 15;

/** Plays a job on a thread that has nothing else to do, and says how that goes. */
export function playThrough(job: Job, say: (message: FromThread) => void): void {
  try {
    const task = begin(job);
    let told = performance.now();
    while (!task.advance(100_000)) {
      if (performance.now() - told < PAUSE) continue;
      told = performance.now();
      say({ kind: 'progress', share: task.share });
    }
    say({ kind: 'result', result: task.result() });
  } catch (error) {
    say({ kind: 'failure', failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Plays a job on the thread that also answers messages, in slices between which it does. */
export async function playInSlices<J extends Job>(job: J, listener: Listener): Promise<Played<J> | undefined> {
  const task = begin(job);
  let events = 1000;
  let told = performance.now();
  for (;;) {
    const start = performance.now();
    if (task.advance(events)) return task.result() as Played<J>;
    const took = Math.max(0.1, performance.now() - start);
    events = Math.min(1_000_000, Math.max(1000, Math.floor((events * SLICE) / took)));
    if (start - told >= PAUSE) {
      told = start;
      listener.progress(task.share);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (listener.isCancelled) return undefined;
  }
}

/** A thread as both hosts have it. */
export interface Thread {
  listen(message: (message: FromThread) => void, broke: (error: Error) => void): void;
  end(): void;
}

/** Waits for what a thread says, and ends it. */
export function resultOf<J extends Job>(_job: J, thread: Thread, listener: Listener): Promise<Played<J> | undefined> {
  return new Promise<Played<J> | undefined>((resolve, reject) => {
    listener.onCancelled(() => resolve(undefined));
    thread.listen((message) => {
      if (message.kind === 'progress') listener.progress(message.share);
      else if (message.kind === 'result') resolve(message.result as Played<J>);
      else reject(new Error(message.failure));
    }, reject);
  }).finally(() => thread.end());
}
