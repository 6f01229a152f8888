/** Which operations of a design the history follows, and at which store. */
import type { Component, Design, Id, Step } from '../../design/design.js';
import { dataOwner, wordOf } from '../../estimate/network/effective.js';
import { itemCount } from '../../estimate/network/item-count.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode } from '../../estimate/network/plan.js';
import { allSteps } from '../../flow/steps.js';
import type { Recorded } from '../behaviours/recorder.js';
import type { History } from '../history/history.js';
import type { Holders } from './holders.js';

/** How many items there are of each data, where that is known. */
export function itemCounts(design: Design): Map<Id, number> {
  return new Map(
    design.data.flatMap((item) => {
      const count = itemCount(item);
      return count !== undefined && count >= 1 ? [[item.id, Math.floor(count)] as const] : [];
    }),
  );
}

/** Turns calls of the plan into what the history follows of them. */
export class Recordings {
  private readonly steps: ReadonlyMap<Id, Step>;
  /** Writes whose data the same steps publish afterwards, outside an outbox. */
  private readonly owing = new Set<Id>();

  constructor(
    private readonly network: Network,
    private readonly history: History,
    private readonly holders: Holders,
  ) {
    const { flows } = network.design;
    this.steps = new Map(flows.flatMap((flow) => allSteps(flow.steps).map((step) => [step.id, step] as const)));
    for (const flow of flows) this.noteOwing(flow.steps);
  }

  private noteOwing(steps: readonly Step[]): void {
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'publish' && !step.inOutbox)
        for (const one of allSteps(steps.slice(0, index)))
          if (one.kind === 'write' && one.data.to === step.data.to) this.owing.add(one.id);
      for (const inner of blocksOf(step)) this.noteOwing(inner);
    }
  }

  /**
   * What is followed of a call; `undefined` for calls, queries (about many items at once) and undeclared data. `home`: whose
   * versions it is about, when that is not its target.
   */
  of(node: CallNode, home: Id = this.homeOf(node)): Recorded | undefined {
    const { data, operation } = node;
    if (data === undefined || (operation !== 'read' && operation !== 'write' && operation !== 'publish'))
      return undefined;
    const register = this.history.register(data, home);
    if (register === undefined) return undefined;
    const isIdempotent = this.isIdempotent(node);
    const isPublishedLater = this.owing.has(node.id);
    return {
      kind: operation,
      register,
      isIdempotent,
      isPublishedLater,
      keys: this.holders.keysOf(data, node.id, operation !== 'read'),
    };
  }

  /** A write, a publication or a call of an outsider that does not say what makes it the same. */
  isEffect(node: CallNode): boolean {
    const isOutside = this.network.lookup.components.get(node.target)?.kind === 'external';
    const isChange = node.operation === 'write' || node.operation === 'publish';
    return (isChange || (node.operation === 'call' && isOutside)) && !this.isIdempotent(node);
  }

  /** Doing it again changes nothing: it says so, it is refused, or the data merges repetitions. */
  private isIdempotent({ id, data }: CallNode): boolean {
    const step = this.steps.get(id);
    const item = this.network.lookup.data.get(data ?? '');
    const isConditional = step !== undefined && 'ifUnchanged' in step && step.ifUnchanged;
    const isNamed = step !== undefined && 'idempotentBy' in step && step.idempotentBy !== undefined;
    return isNamed || isConditional || (item !== undefined && wordOf(dataOwner(item), 'conflict_free') === 'on');
  }

  /** A cache has copies of what a store keeps. */
  private homeOf({ target, data }: CallNode): Id {
    const component = this.network.lookup.components.get(target);
    const source = component?.view?.from.to;
    // A view shows what is written to its source, whichever store keeps what it has computed.
    if (source !== undefined && this.isWrittenTo(source, data)) return source;
    if (component === undefined || keeps(component, data)) return target;
    const stores = (this.network.lookup.storesOf.get(data ?? '') ?? []).filter((store) => keeps(store, data));
    return stores[0]?.id ?? target;
  }

  private isWrittenTo(store: Id, data: Id | undefined): boolean {
    const calls = this.network.callsOf.get(store) ?? [];
    return calls.some((call) => call.operation === 'write' && call.data === data);
  }
}

function blocksOf(step: Step): readonly (readonly Step[])[] {
  if (step.kind === 'branch') return [...step.alternatives.map((one) => one.steps), step.otherwise];
  return 'steps' in step ? [step.steps] : [];
}

const keeps = ({ kind, caches }: Component, data: Id | undefined): boolean =>
  kind === 'queue' || !caches.some(({ to }) => to === data);
