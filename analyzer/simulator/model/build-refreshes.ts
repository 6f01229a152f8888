import type { Id } from '../../design/design.js';
import { numberOf } from '../../estimate/network/effective.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode } from '../../estimate/network/plan.js';
import { Refreshed } from '../behaviours/refreshed.js';
import type { Streams } from '../kernel/random.js';
import type { Batches } from '../statistics/batches.js';

/** What shows changes only when it is refreshed, by component. */
export class Refreshes {
  readonly all = new Map<Id, Refreshed>();

  constructor(
    private readonly network: Network,
    streams: Streams,
    batches: Batches,
  ) {
    for (const { id, ...component } of network.design.components) {
      const period = numberOf(component, 'refresh');
      const isAsked = (network.callsOf.get(id) ?? []).some(
        ({ operation }) => operation === 'read' || operation === 'query',
      );
      if (period === undefined || !(period > 0) || !isAsked) continue;
      this.all.set(id, new Refreshed(period, period * streams.uniform(`${id} refresh`)(), batches));
    }
  }

  /** What a read or query sees instead of the newest state. */
  seenBy({ operation, target }: CallNode): Refreshed | undefined {
    return operation === 'read' || operation === 'query' ? this.all.get(target) : undefined;
  }

  /** What a write changes at its next refresh: the store itself, and views of it. */
  changedBy({ operation, target }: CallNode): readonly Refreshed[] {
    if (operation !== 'write' && operation !== 'publish') return [];
    return this.network.design.components.flatMap(({ id, view }) => {
      const refreshed = id === target || view?.from.to === target ? this.all.get(id) : undefined;
      return refreshed === undefined ? [] : [refreshed];
    });
  }
}
