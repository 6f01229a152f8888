/** The one place that knows how ELK is loaded. */

import * as bundled from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api.js';

/** What the layout needs of ELK; a page may pass one that works in a web worker. */
export interface LayoutEngine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

/** ELK in this thread. */
export function createEngine(): LayoutEngine {
  // Bundlers and Node disagree on how often a CommonJS default export is wrapped.
  let loaded: unknown = bundled;
  while (typeof loaded === 'object' && loaded !== null && 'default' in loaded) loaded = loaded.default;
  const Constructor = loaded as new () => LayoutEngine;
  return new Constructor();
}
