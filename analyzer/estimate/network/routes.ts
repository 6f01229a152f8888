import type { Id } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { type CallNode, type Plan, type PlanNode, type Root, stepsInside } from './plan.js';
import { type Distances, merged, type RoundTrip } from './round-trip.js';

/** A share of the requests of a root, and the region they start in. */
export interface Start {
  readonly region: Id | undefined;
  readonly share: number;
}

/**
 * Which regions the requests of each root go through.
 *
 * A request starts in one region, by the shares of whoever sends it (of the consumer, for messages of a queue), and stays
 * there as long as the components it calls have instances there; else it goes to the nearest region that has one, or to
 * the leader's, and its further calls start from that region. So all calls of one request are near, or all are far.
 */
export class Routes {
  private readonly startsOf: readonly (readonly Start[])[];
  private readonly reached = new Map<CallNode, Map<Id, number>>();
  /** Asked for in every round; index is the node. */
  private readonly arrivals: Map<Id | undefined, Id | undefined>[] = [];
  private readonly trips: Map<Id | undefined, RoundTrip | undefined>[] = [];

  /** `toLeader` says whether a call must reach the leader of its target. */
  constructor(
    plan: Plan,
    private readonly lookup: Lookup,
    private readonly distances: Distances,
    private readonly toLeader: (call: CallNode) => boolean,
  ) {
    this.startsOf = plan.roots.map((root) => this.firstRegions(root.body.nodes));
    for (const root of plan.roots) {
      for (const { region, share } of this.starts(root)) {
        if (region !== undefined) this.follow(root.body.nodes, region, share);
      }
    }
  }

  /** Where requests of a root start; shares sum to 1. */
  starts(root: Root): readonly Start[] {
    return this.startsOf[root.index] ?? anywhere;
  }

  /** Region in which a call made from `region` is answered. */
  arrival(call: CallNode, region: Id | undefined): Id | undefined {
    return once(this.arrivals, call, region, () => this.regionOf(call, region));
  }

  private regionOf(call: CallNode, region: Id | undefined): Id | undefined {
    const target = this.lookup.components.get(call.target);
    if (region === undefined || target === undefined) return region;
    return this.distances.regionOf(target, this.toLeader(call), region);
  }

  /** Round trip of a call, from `region` or on average over the requests that make it. */
  trip(call: CallNode, region?: Id): RoundTrip | undefined {
    return once(this.trips, call, region, () => this.tripOf(call, region));
  }

  private tripOf(call: CallNode, region: Id | undefined): RoundTrip | undefined {
    const target = this.lookup.components.get(call.target);
    const caller = this.lookup.components.get(call.caller ?? '');
    if (target === undefined) return undefined;
    const between = (from: Id | undefined) => this.distances.between(caller, target, this.toLeader(call), from);
    const regions = region === undefined ? this.reached.get(call) : undefined;
    if (regions === undefined) return between(region);
    return merged([...regions].map(([from, share]) => ({ share, trip: between(from) })));
  }

  private follow(nodes: readonly PlanNode[], region: Id, share: number): void {
    for (const node of nodes) {
      if (node.kind !== 'call') {
        this.follow(stepsInside(node), region, share);
        continue;
      }
      const regions = this.reached.get(node) ?? new Map<Id, number>();
      this.reached.set(node, regions);
      regions.set(region, (regions.get(region) ?? 0) + share);
      this.follow(node.body.nodes, this.arrival(node, region) ?? region, share);
    }
  }

  /** Shares of the first component on the way that is placed. */
  private firstRegions(nodes: readonly PlanNode[]): readonly Start[] {
    for (const node of nodes) {
      for (const id of node.kind === 'call' ? [node.caller, node.target] : []) {
        const component = this.lookup.components.get(id ?? '');
        const shares = component === undefined ? undefined : this.distances.regionShares(component);
        if (shares !== undefined && shares.size > 0) return [...shares].map(([region, share]) => ({ region, share }));
      }
      const inside = this.firstRegions(stepsInside(node));
      if (inside !== anywhere) return inside;
    }
    return anywhere;
  }
}

/** What follows from a call and a region, found when it is first asked for. */
function once<T>(known: Map<Id | undefined, T>[], { index }: CallNode, region: Id | undefined, find: () => T): T {
  const own = known[index] ?? new Map<Id | undefined, T>();
  known[index] = own;
  const before = own.get(region);
  if (before !== undefined || own.has(region)) return before as T;
  const found = find();
  own.set(region, found);
  return found;
}

const anywhere: readonly Start[] = [{ region: undefined, share: 1 }];
