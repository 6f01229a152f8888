import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromThread, Runner } from '../simulation/runner.js';
import { playInSlices, resultOf } from './play.js';

/** The thread lies beside the server: bundled, or as compiled. */
const file = ['./simulation-worker.cjs', './simulation-thread.js']
  .map((name) => fileURLToPath(new URL(name, import.meta.url)))
  .find((path) => existsSync(path));

/** Plays each scenario on a thread of its own; without the file of the thread between other messages. */
export const nodeRunner: Runner = {
  play(job, listener) {
    if (file === undefined) return playInSlices(job, listener);
    const worker = new Worker(file, { workerData: job });
    return resultOf(
      job,
      {
        listen(message, broke) {
          worker.on('message', (one: FromThread) => message(one));
          worker.on('error', broke);
          worker.on('exit', () => broke(new Error('The thread of the simulation has ended.')));
        },
        end: () => void worker.terminate(),
      },
      listener,
    );
  },
};
