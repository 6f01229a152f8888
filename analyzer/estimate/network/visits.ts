import type { Id } from '../../design/design.js';
import type { Network } from './network.js';
import { Passage } from './passage.js';
import type { Block, PlanNode, Root } from './plan.js';

/** How calls turn out, one figure per plan node; found together with the rates (see `solve-network.ts`). */
export interface Behaviour {
  /** Attempts per call, hedged copies included. */
  readonly attempts: Float64Array;
  /** Probability that a call succeeds in the end. */
  readonly success: Float64Array;
  /** Probability that an attempt gets as far as the body: it is not refused and not given up before. */
  readonly served: Float64Array;
  /** Hit ratio of a read that has a fallback. */
  readonly hits: Float64Array;
}

/** Every call is made once, succeeds, and caches are empty. */
export function firstBehaviour({ plan }: Network): Behaviour {
  const ones = () => new Float64Array(plan.nodes.length).fill(1);
  return { attempts: ones(), success: ones(), served: ones(), hits: new Float64Array(plan.nodes.length) };
}

/** How often everything happens. */
export interface Visits {
  /** Requests per second that each root sets going; index is the root. */
  readonly rootRates: Float64Array;
  /** Times each node is done per start of its root, attempts included; index is the node. */
  readonly weights: Float64Array;
  /** Times per second; index is the node. */
  readonly rates: Float64Array;
  /** Starts per second of each alternative of a branch, by its id. */
  readonly alternatives: ReadonlyMap<Id, number>;
  /** Queues that publish to each other without end. */
  readonly hasRunaway: boolean;
}

/**
 * Visit rates of all nodes: each root's rate times the expected visits per start.
 *
 * `startRate` gives the rate of a flow's own start; a consumer's rate is what all roots publish to its queue, solved
 * along the chain of queues.
 */
export function visitRates(network: Network, behaviour: Behaviour, startRate: (root: Root) => number): Visits {
  const { plan } = network;
  const walker = new Walker(network, behaviour);
  for (const root of plan.roots) walker.walk(root);
  const rootRates = new Float64Array(plan.roots.length);
  for (const root of plan.roots) rootRates[root.index] = root.queue === undefined ? startRate(root) : 0;
  const hasRunaway = propagate(plan.roots, walker.published, rootRates);
  const rates = new Float64Array(plan.nodes.length);
  for (let node = 0; node < rates.length; node++) {
    rates[node] = (walker.weights[node] ?? 0) * (rootRates[walker.rootOf[node] ?? 0] ?? 0);
  }
  const alternatives = new Map<Id, number>();
  for (const [id, { weight, root }] of walker.alternatives) alternatives.set(id, weight * (rootRates[root] ?? 0));
  return { rootRates, weights: walker.weights, rates, alternatives, hasRunaway };
}

/** Messages published to each queue per start, by root. */
type Published = readonly ReadonlyMap<Id, number>[];

/** Adds the rates of consumers, queue after queue; a cycle of queues is followed until it fades, or stopped. */
function propagate(roots: readonly Root[], published: Published, rates: Float64Array): boolean {
  const consumers = new Map<Id, Root[]>();
  for (const root of roots) {
    if (root.queue !== undefined) consumers.set(root.queue, [...(consumers.get(root.queue) ?? []), root]);
  }
  if (consumers.size === 0) return false;
  let pending = new Map<Id, number>();
  const publish = (into: Map<Id, number>, root: Root, rate: number) => {
    for (const [queue, times] of published[root.index] ?? []) {
      if (rate * times > 0 && consumers.has(queue)) into.set(queue, (into.get(queue) ?? 0) + rate * times);
    }
  };
  for (const root of roots) if (root.queue === undefined) publish(pending, root, rates[root.index] ?? 0);
  for (let round = 0; round < 200 + roots.length; round++) {
    if (pending.size === 0) return false;
    const next = new Map<Id, number>();
    for (const [queue, rate] of pending) {
      for (const root of consumers.get(queue) ?? []) {
        const before = rates[root.index] ?? 0;
        rates[root.index] = before + rate;
        if (rate > before * 1e-12) publish(next, root, rate);
      }
    }
    pending = next;
  }
  return true;
}

class Walker {
  readonly weights: Float64Array;
  readonly rootOf: Int32Array;
  readonly published: Map<Id, number>[] = [];
  readonly alternatives = new Map<Id, { readonly weight: number; readonly root: number }>();
  private readonly passage: Passage;
  private root = 0;

  constructor(
    network: Network,
    private readonly behaviour: Behaviour,
  ) {
    this.weights = new Float64Array(network.plan.nodes.length);
    this.rootOf = new Int32Array(network.plan.nodes.length);
    this.passage = passageOf(network, behaviour);
  }

  walk(root: Root): void {
    this.root = root.index;
    this.published[root.index] = new Map();
    this.block(root.body, 1);
  }

  private block(block: Block, weight: number): void {
    let reached = weight;
    for (const node of block.nodes) {
      this.node(node, reached);
      reached *= this.passage.node(node);
    }
  }

  private node(node: PlanNode, weight: number): void {
    const { attempts, served } = this.behaviour;
    this.rootOf[node.index] = this.root;
    switch (node.kind) {
      case 'call': {
        const tries = weight * (attempts[node.index] ?? 1);
        this.weights[node.index] = tries;
        if (node.operation === 'publish') {
          // A message counts once however often the call is repeated.
          const sent = this.published[this.root];
          sent?.set(node.target, (sent.get(node.target) ?? 0) + weight * (this.behaviour.success[node.index] ?? 1));
        }
        this.block(node.body, tries * (served[node.index] ?? 1));
        return;
      }
      case 'fallback': {
        this.weights[node.index] = weight;
        let left = weight;
        for (const [position, read] of node.reads.entries()) {
          this.node(read, left);
          if (position < node.reads.length - 1) left *= 1 - found(read.index, this.behaviour);
        }
        return;
      }
      case 'parallel':
        this.weights[node.index] = weight * node.copies;
        for (const branch of node.branches) this.block(branch, weight * node.copies);
        return;
      case 'repeat': {
        const times = weight * this.passage.repetitions(node);
        this.weights[node.index] = times;
        this.block(node.body, times);
        return;
      }
      case 'branch':
        this.weights[node.index] = weight;
        for (const { id, probability, body } of node.alternatives) {
          if (id !== undefined) this.alternatives.set(id, { weight: weight * probability, root: this.root });
          this.block(body, weight * probability);
        }
        return;
      case 'lock':
        this.weights[node.index] = weight;
        this.node(node.acquire, weight);
        this.block(node.body, weight * this.passage.node(node.acquire));
        return;
      case 'group':
        this.weights[node.index] = weight;
        this.block(node.body, weight);
        return;
      case 'work':
      case 'wait':
      case 'done':
        this.weights[node.index] = weight;
    }
  }
}

function passageOf({ plan, endings }: Network, behaviour: Behaviour): Passage {
  const success = (index: number) => behaviour.success[index] ?? 1;
  return new Passage(plan.blockCount, {
    call: (node) => (node.isDetached ? 1 : success(node.index) * endings.block(node.body)),
    fallback: (node) => {
      const last = node.reads.at(-1);
      const failing = (index: number) => (index === last?.index ? 1 - success(index) : 1 - found(index, behaviour));
      return 1 - node.reads.reduce((product, read) => product * failing(read.index), 1);
    },
    parallel: (node) => success(node.index),
  });
}

/** Probability that a read with a fallback needs none; a cache that fails is a miss. */
export function found(read: number, { hits, success }: Behaviour): number {
  return (hits[read] ?? 0) * (success[read] ?? 1);
}
