/** Entry of the thread that plays one scenario beside a server in Node: the worker of browsers, given the scope that it expects. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, Job } from '../simulation/runner.js';

interface Scope {
  onmessage?: (event: { readonly data: Job }) => void;
  postMessage?: (message: FromThread) => void;
}
const scope = globalThis as unknown as Scope;
scope.postMessage = (message) => parentPort?.postMessage(message);
void import('./simulation-worker.js').then(() => scope.onmessage?.({ data: workerData as Job }));
