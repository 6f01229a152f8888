/** The engine in a worker of the page, which must not wait for layouts. */
import { Engine } from './engine.js';
import type { FromEngine, ToEngine } from './messages.js';

interface Scope {
  onmessage: (event: { readonly data: ToEngine }) => void;
  postMessage(message: FromEngine): void;
}
const scope = globalThis as unknown as Scope;
const engine = new Engine();

scope.onmessage = async ({ data }) => {
  if (data.kind === 'design') {
    engine.load(data.drawable);
    return;
  }
  const { request } = data;
  try {
    const picture = await engine.draw(data.view);
    if (picture !== undefined) scope.postMessage({ kind: 'drawn', request, picture });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    scope.postMessage({ kind: 'failed', request, message });
  }
};
