/**
 * The engine in a worker: of a page, or of the extension, which shows pictures in pages of text. Neither must wait for layouts.
 */
import { createLayouter } from '../../../diagram/layout/layouter.js';
import { Engine } from './engine.js';
import type { FromEngine, Ranked, RankRequest, ToEngine } from './messages.js';
import { paint } from './paint.js';

interface Scope {
  onmessage: (event: { readonly data: ToEngine }) => void;
  postMessage(message: FromEngine): void;
}
const scope = globalThis as unknown as Scope;
const engine = new Engine();
const layouter = createLayouter();
/** The ranking that is under way. */
let ranking = 0;

/** Milliseconds of ranking between two looks at what else is asked. */
const TURN = 40;

/** Ranks in turns, so that pictures are drawn in between; the next question ends it. */
async function rank({ request, view }: RankRequest): Promise<void> {
  ranking = request;
  let began = performance.now();
  let rows: readonly Ranked[] = [];
  for (rows of engine.rank(view)) {
    if (performance.now() - began < TURN) continue;
    scope.postMessage({ kind: 'ranked', request, rows, isDone: false });
    await new Promise((turn) => setTimeout(turn, 0));
    if (ranking !== request) return;
    began = performance.now();
  }
  scope.postMessage({ kind: 'ranked', request, rows, isDone: true });
}

scope.onmessage = async ({ data }) => {
  if (data.kind === 'design') {
    engine.load(data.drawable);
    return;
  }
  const { request } = data;
  if (data.kind === 'rank') {
    void rank(data);
    return;
  }
  try {
    if (data.kind === 'paint') {
      scope.postMessage({ kind: 'painted', request, painting: await paint(data.drawable, layouter) });
      return;
    }
    if (data.kind === 'export') {
      scope.postMessage({ kind: 'exported', request, svg: await engine.export(data.view, data.theme) });
      return;
    }
    const picture = await engine.draw(data.view);
    if (picture !== undefined) scope.postMessage({ kind: 'drawn', request, picture });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    scope.postMessage({ kind: 'failed', request, message });
  }
};
