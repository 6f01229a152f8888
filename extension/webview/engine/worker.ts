/**
 * The engine in a worker: of a page, or of the extension, which shows pictures in pages of text. Neither must wait for layouts.
 */
import { createLayouter } from '../../../diagram/layout/layouter.js';
import { Engine } from './engine.js';
import type { FromEngine, ToEngine } from './messages.js';
import { paint } from './paint.js';

interface Scope {
  onmessage: (event: { readonly data: ToEngine }) => void;
  postMessage(message: FromEngine): void;
}
const scope = globalThis as unknown as Scope;
const engine = new Engine();
const layouter = createLayouter();

scope.onmessage = async ({ data }) => {
  if (data.kind === 'design') {
    engine.load(data.drawable);
    return;
  }
  const { request } = data;
  try {
    if (data.kind === 'paint') {
      scope.postMessage({ kind: 'painted', request, painting: await paint(data.drawable, layouter) });
      return;
    }
    const picture = await engine.draw(data.view);
    if (picture !== undefined) scope.postMessage({ kind: 'drawn', request, picture });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    scope.postMessage({ kind: 'failed', request, message });
  }
};
