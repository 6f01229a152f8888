/** Entry of the thread that plays one scenario beside a server in Node. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from '../simulation/runner.js';
import { playThrough } from './play.js';

playThrough(workerData as Job, (message) => parentPort?.postMessage(message));
