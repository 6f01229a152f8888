import type { Id } from '../../design/design.js';
import type { ComponentAvailability } from './component-availability.js';
import { linkOwner, numberOf } from './effective.js';
import type { Network } from './network.js';
import type { Block, CallNode, PlanNode } from './plan.js';

/** Availabilities by component. */
export type Availabilities = ReadonlyMap<Id, ComponentAvailability>;

/** Something that is up or down for the whole of a request. */
export interface Part {
  readonly key: string;
  /** Share of time that it is up. */
  readonly availability: number;
  /** Every request needs it, whatever happens. */
  isNeeded: boolean;
  /** A request may ask for it more than once, so that its state decides several steps together. */
  isShared: boolean;
}

/**
 * The parts that the calls of a flow need, by call: its target, what a write needs of it more than a read does, and the
 * links on the way.
 */
export class NeededParts {
  readonly all = new Map<string, Part>();
  private readonly byCall = new Map<number, readonly Part[]>();

  constructor(
    body: Block,
    private readonly network: Network,
    private readonly availabilities: Availabilities,
  ) {
    this.block(body, { isSure: true, isRepeated: false });
  }

  /** How many calls there are. */
  get calls(): number {
    return this.byCall.size;
  }

  of(node: CallNode): readonly Part[] {
    return this.byCall.get(node.index) ?? [];
  }

  private block(block: Block, from: Reach): void {
    let reach = from;
    for (const node of block.nodes) {
      this.node(node, reach);
      // What follows a `done` is not always reached.
      if (reach.isSure && this.network.endings.node(node) < 1) reach = { ...reach, isSure: false };
    }
  }

  private node(node: PlanNode, reach: Reach): void {
    switch (node.kind) {
      case 'call':
        if (!node.isDetached) this.call(node, reach);
        return;
      case 'fallback':
        for (const read of node.reads) this.call(read, { ...reach, isSure: false });
        return;
      case 'parallel': {
        const isSure = reach.isSure && node.waitFor > 0 && node.waitFor >= node.branches.length * node.copies;
        for (const branch of node.branches)
          this.block(branch, { isSure, isRepeated: reach.isRepeated || node.copies > 1 });
        return;
      }
      case 'branch':
        for (const { probability, body } of node.alternatives) {
          if (probability > 0) this.block(body, { ...reach, isSure: reach.isSure && probability >= 1 });
        }
        return;
      case 'repeat': {
        const times = 'exactly' in node.times ? Math.round(node.times.exactly) : node.times.mean;
        if (times > 0)
          this.block(node.body, { isSure: reach.isSure && times >= 1, isRepeated: reach.isRepeated || times !== 1 });
        return;
      }
      case 'lock':
        this.call(node.acquire, reach);
        this.block(node.body, reach);
        return;
      case 'group':
        this.block(node.body, reach);
        return;
      case 'work':
      case 'wait':
      case 'done':
        return;
    }
  }

  private call(node: CallNode, reach: Reach): void {
    const parts = [...this.target(node), ...this.links(node)].map(({ key, availability }) => {
      const known = this.all.get(key);
      const part = known ?? { key, availability, isNeeded: false, isShared: false };
      part.isNeeded ||= reach.isSure;
      part.isShared ||= reach.isRepeated || known !== undefined;
      this.all.set(key, part);
      return part;
    });
    this.byCall.set(node.index, parts);
    this.block(node.body, reach);
  }

  /** Reads and writes fail together: the harder of the two needs what the easier one does, and more. */
  private *target(node: CallNode): Generator<Pick<Part, 'key' | 'availability'>> {
    const own = this.availabilities.get(node.target);
    if (own === undefined) return;
    const easier = Math.max(own.read, own.write);
    const wanted = node.operation === 'write' || node.operation === 'publish' ? own.write : own.read;
    yield { key: node.target, availability: easier };
    if (wanted < easier) yield { key: `${node.target} harder`, availability: wanted / easier };
  }

  private *links(node: CallNode): Generator<Pick<Part, 'key' | 'availability'>> {
    const { configurations, distances, lookup } = this.network;
    const target = configurations.get(node.target);
    const caller = configurations.get(node.caller ?? '');
    if (target === undefined || caller === undefined) return;
    for (const { link, share } of distances.between(caller.component, target.component).links) {
      const declared = lookup.links.get(link);
      const available = declared === undefined ? undefined : numberOf(linkOwner(declared), 'availability');
      if (available !== undefined) yield { key: `link ${link}`, availability: 1 - share * (1 - available) };
    }
  }
}

/** How a step is reached. */
interface Reach {
  readonly isSure: boolean;
  readonly isRepeated: boolean;
}
