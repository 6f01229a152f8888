/** Entry of the worker that plays one scenario beside a server in a browser. */
import type { FromThread, Job } from '../simulation/runner.js';
import { playThrough } from './play.js';

interface Scope {
  onmessage: (event: { readonly data: Job }) => void;
  postMessage(message: FromThread): void;
}
// The worker's own scope; its type is of a library that cannot be loaded beside that of Node.
const scope = globalThis as unknown as Scope;
scope.onmessage = ({ data }) => playThrough(data, (message) => scope.postMessage(message));
