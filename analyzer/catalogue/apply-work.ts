/** What applying one shipped change costs a follower. */
import type { Component } from '../design/design.js';
import type { Distribution } from '../design/distribution.js';
import { scaledLaw } from '../design/scaled-law.js';
import { operationWork } from './setting.js';
import { assumed, of } from './source.js';
import type { Default } from './types.js';

type Shipped = 'statement' | 'wal' | 'row';

/** Share of the write's own work at the leader, by what is shipped. */
export const applyShares: Readonly<Record<Shipped, Default>> = {
  statement: of(1, assumed('the follower runs the same statement again')),
  wal: of(
    0.2,
    assumed(
      'the follower replays a finished change: it neither parses, plans nor waits for clients, and flushes many at once',
    ),
  ),
  row: of(
    0.2,
    assumed(
      'the follower writes a finished row: it neither parses, plans nor waits for clients, and flushes many at once',
    ),
  ),
};

/** `apply work` as written; else the write's own work times the share of what is shipped (the log, when nothing is said). */
export function applyWork(component: Component): Distribution | undefined {
  const said = component.replicas?.apply?.work;
  if (said !== undefined) return said;
  const own = operationWork(component, component.kind === 'queue' ? 'publish' : 'write')?.value;
  const share = applyShares[component.replicas?.ship?.what ?? 'wal'].value;
  return own === undefined ? undefined : scaledLaw(own, Number(share));
}
