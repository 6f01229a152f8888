import type { Design, Id } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { Lookup } from '../../design/lookup.js';
import { distributionMean, secondMoment } from '../distribution/moments.js';
import { buildPlan } from './build-plan.js';
import { type Configuration, configure } from './configuration.js';
import { needsLeader, type Role, type Service, serviceOf } from './demand.js';
import { isWritten, workLaw } from './effective.js';
import { type Intake, intakes } from './intake.js';
import { type Passage, withoutFailures } from './passage.js';
import { type CallNode, type Plan, type PlanNode, type Root, stepsInside } from './plan.js';
import type { Policy, PoolShape, WorkClass } from './pool.js';
import { type Consumption, poolShape } from './pool-shape.js';
import { Distances } from './round-trip.js';
import { Routes } from './routes.js';

/** A pool with the classes of work that some step of the design brings to it. */
export interface NetworkPool {
  readonly index: number;
  readonly component: Id;
  readonly role: Role;
  readonly shape: PoolShape;
  /** Everything but the rate. */
  readonly classes: Omit<WorkClass, 'rate'>[];
}

/** Visits of one plan node to one pool. */
export interface Visit {
  readonly pool: number;
  /** Index among the classes of the pool. */
  readonly of: number;
  /** Visits per time the node is done. */
  readonly times: number;
}

/** A design made ready for any of its workloads. */
export interface Network {
  readonly design: Design;
  readonly lookup: Lookup;
  readonly plan: Plan;
  readonly configurations: ReadonlyMap<Id, Configuration>;
  readonly distances: Distances;
  /** Regions that requests go through. */
  readonly routes: Routes;
  /** Where `done` ends requests. */
  readonly endings: Passage;
  readonly pools: readonly NetworkPool[];
  /** Units of a component as configured, in a role. */
  shapeOf(configuration: Configuration, role: Role): PoolShape;
  /** By component and role: `orders main`. */
  readonly poolOf: ReadonlyMap<string, number>;
  /** Index of the pool of a component in a role; -1 when no step loads it. */
  indexOf(component: Id, role: Role): number;
  /** Visits of each node; index is the node. */
  readonly visits: readonly (readonly Visit[])[];
  /** Entries that misses write back into a cache. */
  readonly fills: readonly { readonly read: number; readonly visit: Visit }[];
  /** Every node below a root, in order of the text. */
  nodesOf(root: Root): readonly PlanNode[];
  /** Calls of each component, in order of the text. */
  readonly callsOf: ReadonlyMap<Id, readonly CallNode[]>;
  /** What each call costs its target; index is the node, missing for other nodes. */
  readonly services: readonly (Service | undefined)[];
}

/** Reads settings, plans flows, and finds which step loads which pool. */
export function buildNetwork(design: Design, lookup: Lookup): Network {
  const plan = buildPlan(design.flows, lookup);
  const configurations = new Map(design.components.map((component) => [component.id, configure(component, lookup)]));
  const pools = new Pools(configurations, intakes(plan), senderPolicies(plan, configurations));
  const services: (Service | undefined)[] = [];
  const queues = new Map(plan.roots.map(({ body, queue }) => [body.nodes[0]?.index, queue]));
  const visits = plan.nodes.map((node) => {
    const target = configurations.get(node.kind === 'call' ? node.target : node.kind === 'work' ? node.at : '');
    if (target === undefined || target.isSource) return [];
    if (node.kind === 'work') return [pools.visit(target, 'main', 1, node.law, node.priority, true)];
    if (node.kind !== 'call' || !node.isCharged) return [];
    const service = serviceOf(node, target);
    services[node.index] = service;
    const own = service.demands.map(({ role, times, law }) => pools.visit(target, role, times, law, node.priority));
    const before = service.scatter?.before ?? [];
    own.push(...before.map(({ role, times, law }) => pools.visit(target, role, times, law, node.priority)));
    // The broker hands the message out, which nobody waits for.
    const broker = configurations.get(queues.get(node.index) ?? '');
    if (broker === undefined) return own;
    return [...own, pools.visit(broker, 'main', 1, workLaw(broker.component, 'consume'), undefined)];
  });
  const distances = new Distances(lookup);
  const toLeader = (call: CallNode) => {
    const [service, target] = [services[call.index], configurations.get(call.target)];
    return service !== undefined && target !== undefined && needsLeader(service, target);
  };
  const nodes = plan.roots.map((root) => [...below(root.body.nodes)]);
  return {
    design,
    lookup,
    plan,
    configurations,
    distances,
    routes: new Routes(plan, lookup, distances, toLeader),
    endings: withoutFailures(plan.blockCount),
    pools: pools.all,
    shapeOf: (configuration, role) => pools.shapeOf(configuration, role),
    poolOf: pools.byRole,
    indexOf: (component, role) => pools.indices[role].get(component) ?? -1,
    visits,
    services,
    fills: fills(plan, configurations, pools),
    callsOf: byTarget(plan),
    nodesOf: (root) => nodes[root.index] ?? [],
  };
}

/** The same network with other numbers of instances, by component. */
export function resized(network: Network, sizes: ReadonlyMap<Id, number>): Network {
  const configurations = new Map(
    [...network.configurations].map(([id, of]) => {
      const instances = sizes.get(id) ?? of.instances;
      return [id, instances === of.instances ? of : { ...of, instances }];
    }),
  );
  const pools = network.pools.map((pool) => {
    const of = sizes.has(pool.component) ? configurations.get(pool.component) : undefined;
    return of === undefined ? pool : { ...pool, shape: network.shapeOf(of, pool.role) };
  });
  return { ...network, configurations, pools };
}

function byTarget(plan: Plan): ReadonlyMap<Id, readonly CallNode[]> {
  const calls = new Map<Id, CallNode[]>();
  for (const call of plan.calls) {
    const known = calls.get(call.target);
    if (known === undefined) calls.set(call.target, [call]);
    else known.push(call);
  }
  return calls;
}

/** A miss of a cache that fills itself is followed by a write to it, which nobody waits for. */
function fills(plan: Plan, configurations: ReadonlyMap<Id, Configuration>, pools: Pools) {
  return plan.nodes.flatMap((node) => {
    if (node.kind !== 'fallback') return [];
    return node.reads.slice(0, -1).flatMap((read) => {
      const cache = configurations.get(read.target);
      if (cache === undefined || (cache.component.kind !== 'cache' && cache.component.kind !== 'cdn')) return [];
      if (cache.component.onMiss?.actions.includes('bypass') === true) return [];
      return [{ read: read.index, visit: pools.visit(cache, 'main', 1, workLaw(cache.component, 'write'), undefined) }];
    });
  });
}

function* below(nodes: readonly PlanNode[]): Generator<PlanNode> {
  for (const node of nodes) {
    yield node;
    yield* below(stepsInside(node));
  }
}

/** Balancers choose among the instances behind them; the first that leads to a component counts. */
function senderPolicies(plan: Plan, configurations: ReadonlyMap<Id, Configuration>): ReadonlyMap<Id, Policy> {
  const policies = new Map<Id, Policy>();
  for (const call of plan.calls) {
    const caller = configurations.get(call.caller ?? '');
    if (caller?.component.kind !== 'balancer' || caller.policy === undefined || policies.has(call.target)) continue;
    const target = configurations.get(call.target);
    // A policy that the target states itself wins over one that the balancer has by default.
    const isOwn =
      target !== undefined && isWritten(target.component, 'policy') && !isWritten(caller.component, 'policy');
    policies.set(call.target, (isOwn ? target.policy : undefined) ?? caller.policy);
  }
  return policies;
}

class Pools {
  readonly all: NetworkPool[] = [];
  readonly byRole = new Map<string, number>();
  readonly indices: Readonly<Record<Role, Map<Id, number>>> = { main: new Map(), follower: new Map() };
  private readonly moments = new Map<Distribution, { readonly mean: number; readonly square: number }>();

  constructor(
    private readonly configurations: ReadonlyMap<Id, Configuration>,
    private readonly intakes: ReadonlyMap<Id, Intake>,
    private readonly policies: ReadonlyMap<Id, Policy>,
  ) {}

  visit(
    target: Configuration,
    role: Role,
    times: number,
    law: Distribution,
    priority: number | undefined,
    isWorkStep = false,
  ): Visit {
    const pool = this.pool(target, role);
    const isFurther = isWorkStep && pool.shape.messages !== undefined;
    const isSame = (known: Omit<WorkClass, 'rate'>) =>
      known.law === law && known.priority === priority && known.isFurther === isFurther;
    let of = pool.classes.findIndex(isSame);
    if (of < 0) {
      of = pool.classes.length;
      pool.classes.push({ law, ...this.momentsOf(law), priority, isFurther });
    }
    return { pool: pool.index, of, times };
  }

  private momentsOf(law: Distribution) {
    let known = this.moments.get(law);
    if (known === undefined) {
      known = { mean: sensible(distributionMean(law)), square: sensible(secondMoment(law)) };
      this.moments.set(law, known);
    }
    return known;
  }

  private pool(target: Configuration, role: Role): NetworkPool {
    const { id } = target.component;
    const known = this.all[this.indices[role].get(id) ?? -1];
    if (known !== undefined) return known;
    const pool: NetworkPool = {
      index: this.all.length,
      component: id,
      role,
      shape: this.shapeOf(target, role),
      classes: [],
    };
    this.byRole.set(`${id} ${role}`, pool.index);
    this.indices[role].set(id, pool.index);
    this.all.push(pool);
    return pool;
  }

  shapeOf(target: Configuration, role: Role): PoolShape {
    return poolShape(target, role, this.queuesOf(target), this.policies.get(target.component.id));
  }

  private queuesOf(target: Configuration): Consumption | undefined {
    const intake = this.intakes.get(target.component.id);
    if (intake === undefined) return undefined;
    const queues = intake.queues.flatMap((queue) => this.configurations.get(queue) ?? []);
    return { queues, isOnly: !intake.isCalled };
  }
}

/** Durations that are not numbers are read as no time. */
const sensible = (value: number) => (Number.isNaN(value) ? 0 : Math.max(0, value));
