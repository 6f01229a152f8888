/** Runs in a worker of their own: drawing goes on while one is under way, and a run can be ended at any moment. */
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import { memoryOf } from '../../../analyzer/simulator/playback/parts.js';
import { recordPlayback } from '../../../analyzer/simulator/playback/record-playback.js';
import type { FromSimulation, Order, ToSimulation } from './messages.js';

interface Scope {
  onmessage: (event: { readonly data: ToSimulation }) => void;
  postMessage(message: FromSimulation, memory?: readonly ArrayBuffer[]): void;
}
const scope = globalThis as unknown as Scope;

/** Milliseconds of a slice, the first one shorter so that something is soon to be seen; events between two looks at the clock. */
const SLICE = { first: 40, later: 150, events: 2000 };

/** The run that is wanted; another number ends the one under way. */
let wanted = 0;

scope.onmessage = ({ data }) => {
  wanted = data.kind === 'play' ? data.request : 0;
  if (data.kind !== 'play') return;
  const { request, order } = data;
  play(request, order).catch((error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    scope.postMessage({ kind: 'failed', request, message });
  });
};

async function play(request: number, { design, played, options }: Order): Promise<void> {
  const run = recordPlayback(prepare(design), played, options);
  let slice = SLICE.first;
  for (let isOver = false; !isOver; slice = SLICE.later) {
    const end = performance.now() + slice;
    do isOver = run.advance(SLICE.events);
    while (!isOver && performance.now() < end);
    const part = run.take();
    scope.postMessage({ kind: 'part', request, part, isOver }, memoryOf(part));
    // Lets a message in that ends this run.
    await new Promise((go) => setTimeout(go, 0));
    if (wanted !== request) return;
  }
}
