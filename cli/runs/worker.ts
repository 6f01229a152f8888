/** A thread that does runs; its own entry of the bundle. */
import { parentPort, workerData } from 'node:worker_threads';
import { doRuns, type Task } from './task.js';

const { task, memory } = workerData as { readonly task: Task; readonly memory: SharedArrayBuffer };
await doRuns(task, new Int32Array(memory), (one) => parentPort?.postMessage(one));
