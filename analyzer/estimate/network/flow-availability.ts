import type { Id } from '../../design/design.js';
import { atLeastOf } from '../reliability/availability.js';
import type { ComponentAvailability } from './component-availability.js';
import { linkOwner, numberOf } from './effective.js';
import type { Network } from './network.js';
import type { Block, CallNode, PlanNode } from './plan.js';

/** Availabilities by component. */
export type Availabilities = ReadonlyMap<Id, ComponentAvailability>;

/**
 * Probability that everything a request needs is up: series of all components on its synchronous path, each counted once
 * at any depth; a cache with a fallback is in parallel with it; of k-of-n branches k; alternatives by their probability.
 */
export function pathAvailability(body: Block, network: Network, availabilities: Availabilities): number {
  return new Path(network, availabilities).block(body, new Set());
}

class Path {
  constructor(
    private readonly network: Network,
    private readonly availabilities: Availabilities,
  ) {}

  /** `up`: what is known to be up already; what this needs is added. */
  block(block: Block, up: Set<string>): number {
    let available = 1;
    for (const node of block.nodes) available *= this.node(node, up);
    return available;
  }

  private node(node: PlanNode, up: Set<string>): number {
    switch (node.kind) {
      case 'call':
        return node.isDetached ? 1 : this.call(node, up);
      case 'fallback': {
        let down = 1;
        for (const read of node.reads) down *= 1 - this.call(read, new Set(up));
        return 1 - down;
      }
      case 'parallel': {
        if (node.waitFor >= node.branches.length * node.copies) {
          return node.branches.reduce((product, branch) => product * this.block(branch, up), 1);
        }
        const parts = node.branches.map((branch) => this.block(branch, new Set(up)));
        return atLeastOf(Math.ceil(node.waitFor / Math.max(1, node.copies)), parts);
      }
      case 'branch':
        return node.alternatives.reduce(
          (sum, { probability, body }) => sum + probability * this.block(body, new Set(up)),
          0,
        );
      case 'repeat':
      case 'group':
        return this.block(node.body, up);
      case 'lock':
        return this.call(node.acquire, up) * this.block(node.body, up);
      case 'work':
      case 'wait':
      case 'done':
        return 1;
    }
  }

  private call(node: CallNode, up: Set<string>): number {
    let available = 1;
    const isWrite = node.operation === 'write' || node.operation === 'publish';
    const key = `${node.target} ${isWrite ? 'write' : 'read'}`;
    if (!up.has(key)) {
      up.add(key);
      const own = this.availabilities.get(node.target);
      const other = up.has(`${node.target} ${isWrite ? 'read' : 'write'}`);
      // Reads and writes fail together: what the harder one adds is the ratio of both.
      if (own !== undefined)
        available *= other
          ? Math.min(1, isWrite ? own.write / own.read : own.read / own.write)
          : isWrite
            ? own.write
            : own.read;
    }
    const { configurations, distances, lookup } = this.network;
    const target = configurations.get(node.target);
    const caller = configurations.get(node.caller ?? '');
    if (target !== undefined && caller !== undefined) {
      for (const { link, share } of distances.between(caller.component, target.component).links) {
        const declared = lookup.links.get(link);
        if (declared === undefined || up.has(link)) continue;
        up.add(link);
        available *= 1 - share * (1 - (numberOf(linkOwner(declared), 'availability') ?? 1));
      }
    }
    return available * this.block(node.body, up);
  }
}
