/** Plays the runs of a task over the cores of the machine; the same records whatever their number. */
import { Worker } from 'node:worker_threads';
import { type Done, doRuns, PART, SLICE, SLICES, STOP, type Task } from './task.js';

/** How far the runs are. */
export interface Progress {
  readonly events: number;
  /** Runs that are done. */
  readonly runs: number;
  /** How much of the latest run is over; 0 where a precision ends it. */
  readonly part: number;
}

/** Does all runs of the task and gives them in the order of their numbers; `isInterrupted` ends them early. */
export async function play(
  task: Task,
  jobs: number,
  isInterrupted: () => boolean,
  tell: (progress: Progress) => void,
): Promise<readonly Done[]> {
  const memory = new SharedArrayBuffer(16);
  const shared = new Int32Array(memory);
  const all: Done[] = [];
  const look = setInterval(() => {
    if (isInterrupted()) Atomics.store(shared, STOP, 1);
    tell({ events: Atomics.load(shared, SLICES) * SLICE, runs: all.length, part: Atomics.load(shared, PART) / 1000 });
  }, 100);
  try {
    const threads = Math.min(jobs, task.indices.length);
    if (threads <= 1) await doRuns(task, shared, (one) => all.push(one));
    else await Promise.all(Array.from({ length: threads }, () => thread(task, memory, (one) => all.push(one))));
  } finally {
    clearInterval(look);
  }
  return all.sort((a, b) => a.index - b.index);
}

function thread(task: Task, memory: SharedArrayBuffer, done: (one: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./run-worker.js', import.meta.url), { workerData: { task, memory } });
    worker.on('message', done);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
