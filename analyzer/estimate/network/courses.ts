import type { Id } from '../../design/design.js';
import { constantLatency, type Latency, NO_TIME } from '../distribution/latency.js';
import { Answers } from './answers.js';
import { type CalledCourse, called } from './call-course.js';
import { type Configuration, messagesAtOnce } from './configuration.js';
import { after, answered, type Course, either, inSum, inTurn, isEndless, oneOf, PASSED } from './course.js';
import { Holding } from './holding.js';
import { chanceOfAtLeast, forkJoinMean, joined } from './joined.js';
import { lawLatency } from './latency-cache.js';
import type { Network } from './network.js';
import type { Block, CallNode, FallbackNode, LockNode, ParallelNode, PlanNode, Root } from './plan.js';
import type { PoolMeasures } from './pool.js';
import { repeatedCourse } from './repeated-course.js';
import { NEVER } from './response.js';
import type { Start } from './routes.js';
import { Transfers } from './transfers.js';
import type { Behaviour } from './visits.js';

/** What the walk over all roots finds. */
export interface Walked {
  /** Course of each root, its queue wait not included; index is the root. */
  readonly courses: readonly Course[];
  /** Behaviour that follows from the responses; hits are as before. */
  readonly behaviour: Behaviour;
  /** Hedged copies per call; index is the node. */
  readonly hedged: Float64Array;
  /** Probability that one attempt of the call fails; index is the node. */
  readonly attemptFails: Float64Array;
  /** Mean response of the target to one attempt, network not included; index is the node. */
  readonly ownTimes: Float64Array;
  /** Greatest change of the utilization of anything held. */
  readonly change: number;
}

/**
 * Walks the plan once and composes responses: the laws of whole flows, and how calls turn out.
 *
 * A root is walked once for each region its requests start in, since all calls of a request follow from there; its course
 * is the mixture, and figures per node are averages over the regions.
 */
export class CourseWalker {
  readonly threads = new Map<Id, Holding>();
  readonly connections = new Map<string, Holding>();
  readonly locks = new Map<Id, Holding>();
  /** Messages in hand, by consumer and queue. */
  readonly consumers = new Map<string, Holding>();
  private answers: Answers;
  private pools: readonly PoolMeasures[] = [];
  private rates: Float64Array = new Float64Array(0);
  private behaviour: Behaviour;
  private hedged: Float64Array;
  private attemptFails: Float64Array;
  private ownTimes: Float64Array;
  /** Where the request is now, and the share of the root's requests that started where it did. */
  private region: Id | undefined;
  /** Whose messages start the root. */
  private root: Root | undefined;
  readonly transfers: Transfers;
  private share = 1;
  private isFirst = true;

  constructor(
    private readonly network: Network,
    behaviour: Behaviour,
  ) {
    this.behaviour = behaviour;
    this.transfers = new Transfers(network);
    this.answers = new Answers(network, [], this.transfers);
    const count = network.plan.nodes.length;
    this.hedged = new Float64Array(count);
    this.attemptFails = new Float64Array(count);
    this.ownTimes = new Float64Array(count);
  }

  walk(pools: readonly PoolMeasures[], rates: Float64Array, hits: Float64Array): Walked {
    const count = this.network.plan.nodes.length;
    this.transfers.weigh(rates);
    this.answers = new Answers(this.network, pools, this.transfers);
    this.pools = pools;
    this.rates = rates;
    const ones = () => new Float64Array(count).fill(1);
    this.behaviour = { attempts: ones(), success: ones(), served: ones(), hits };
    this.hedged = new Float64Array(count);
    this.attemptFails = new Float64Array(count);
    this.ownTimes = new Float64Array(count);
    const courses = this.network.plan.roots.map((root: Root) =>
      oneOf(this.network.routes.starts(root).map((start, index) => this.from(start, index, root))),
    );
    let change = 0;
    const holdings = [this.threads, this.connections, this.locks, this.consumers];
    for (const held of holdings.flatMap((all) => [...all.values()])) {
      change = Math.max(change, held.settle());
    }
    const { behaviour, hedged, attemptFails, ownTimes } = this;
    return { courses, behaviour, hedged, attemptFails, ownTimes, change };
  }

  /** Response of the target itself to one call, as of the last round, acknowledgements of other copies included. */
  ownLatency(node: CallNode): Latency {
    return this.answers.to(node, undefined).latency;
  }

  private from({ region, share }: Start, index: number, root: Root) {
    this.region = region;
    this.share = share;
    this.isFirst = index === 0;
    this.root = root;
    return { probability: share, course: this.block(root.body) };
  }

  /** Notes a figure of a node, averaged over the regions that requests start in. */
  private note(figures: Float64Array, { index }: PlanNode, value: number): void {
    figures[index] = (this.isFirst ? 0 : (figures[index] ?? 0)) + this.share * value;
  }

  private block(block: Block): Course {
    let course = PASSED;
    for (const node of block.nodes) course = inTurn(course, this.node(node));
    return course;
  }

  private node(node: PlanNode): Course {
    switch (node.kind) {
      case 'call':
        return this.call(node);
      case 'work': {
        const visit = this.network.visits[node.index]?.[0];
        const latency = visit === undefined ? lawLatency(node.law) : this.answers.station(visit.pool, visit.of);
        this.note(this.ownTimes, node, latency.mean);
        return after(latency);
      }
      case 'wait':
        return after(lawLatency(node.law));
      case 'done':
        return { ...PASSED, goes: 0, ends: 1 };
      case 'fallback':
        return this.fallback(node);
      case 'parallel':
        return this.parallel(node);
      case 'repeat':
        return repeatedCourse(this.block(node.body), node.times);
      case 'branch':
        return oneOf(node.alternatives.map(({ probability, body }) => ({ probability, course: this.block(body) })));
      case 'lock':
        return this.lock(node);
      case 'group':
        return this.block(node.body);
    }
  }

  private call(node: CallNode): Course {
    const result = this.attempts(node);
    const { course } = result;
    this.note(this.behaviour.attempts, node, result.attempts);
    this.note(this.behaviour.success, node, course.goes + course.ends);
    this.note(this.hedged, node, result.hedged);
    this.note(this.attemptFails, node, result.attemptFails);
    return node.isDetached ? PASSED : course;
  }

  private attempts(node: CallNode): CalledCourse {
    const { network, region: from } = this;
    const target = network.configurations.get(node.target);
    const caller = network.configurations.get(node.caller ?? '');
    this.region = network.routes.arrival(node, from);
    const own = this.answers.to(node, this.region);
    const body = this.block(node.body);
    this.region = from;
    const trip = network.routes.trip(node, from);
    if (target === undefined || trip === undefined)
      return called({ outcome: certainOf(answered(body)), ending: 0 }, node.policy);
    this.note(this.ownTimes, node, own.latency.mean);
    this.note(this.behaviour.served, node, own.accepted);

    const inside = body.goes + body.ends;
    const work = inSum(own.latency, inside > 0 ? answered(body) : NO_TIME);
    const elsewhere = inside > 0 ? answered(body).mean : 0;
    const threads = this.threadsOf(node.target, target.threads, target.instances);
    const inHand = threads === undefined ? this.inHand(node, target, elsewhere) : undefined;
    const rate = this.share * (this.rates[node.index] ?? 0);
    threads?.hold(rate, finite(work.mean));
    inHand?.holding.hold(rate, finite(inHand.time));
    const held = inSum(threads?.waiting ?? inHand?.holding.waitingBeyond(inHand.ownWait) ?? NO_TIME, work);
    const connections = this.connectionsOf(node, caller?.component.id, caller?.instances ?? 1);
    const way = inSum(trip.latency, this.transfers.between(node, trip));
    connections?.hold(rate, finite(way.mean + held.mean));
    const full = inSum(connections?.waiting ?? NO_TIME, inSum(way, held));

    const errs = 1 - (1 - target.fails) * inside;
    const arrives = 1 - trip.loss;
    const probability = arrives * own.accepted * (1 - errs);
    const failure = either([
      { probability: arrives * (1 - own.accepted), latency: trip.latency },
      {
        probability: arrives * own.accepted * errs,
        latency: body.fails > 0.5 ? inSum(trip.latency, inSum(own.latency, body.failLatency)) : full,
      },
      {
        probability: 1 - arrives,
        latency: node.policy.timeout === undefined ? full : constantLatency(node.policy.timeout.after),
      },
    ]);
    const ending = inside > 0 ? body.ends / inside : 0;
    return called({ outcome: { probability, success: full, failure }, ending }, node.policy);
  }

  private threadsOf(id: Id, slots: number, units: number): Holding | undefined {
    if (slots === Infinity) return undefined;
    return held(this.threads, id, units, slots);
  }

  /**
   * Consumers without threads of their own have so many messages in hand, whatever they wait for. Waiting for a core of
   * their own is not holding: those messages may as well wait in the queue, so that the two waits are one.
   */
  private inHand(
    node: CallNode,
    target: Configuration,
    elsewhere: number,
  ): { readonly holding: Holding; readonly time: number; readonly ownWait: number } | undefined {
    if (node.operation !== 'consume' || this.root?.queue === undefined || !(elsewhere > 0)) return undefined;
    const index = this.network.indexOf(node.target, 'main');
    const shape = this.network.pools[index]?.shape;
    const units = shape?.units ?? target.instances;
    const queue = this.network.configurations.get(this.root.queue);
    const slots = messagesAtOnce(target, queue);
    const key = `${node.target} ${this.root.queue}`;
    // Without partitions any instance that has room takes the next message.
    const holding =
      queue?.partitions === undefined
        ? held(this.consumers, key, 1, units * slots)
        : held(this.consumers, key, units, slots);
    const { meanService = 0, meanWait = 0 } = this.pools[index] ?? {};
    const further = this.workSteps(node);
    const waitsAgain = further > 0 && shape?.messages === undefined ? further * meanWait : 0;
    // Without end where its own cores are full, which is another matter.
    const ownWork = (1 + further) * meanService;
    const visit = this.network.visits[node.index]?.[0];
    const first = (this.network.pools[index]?.classes[visit?.of ?? -1]?.mean ?? 0) * (shape?.slowing ?? 1);
    const time = Number.isFinite(elsewhere) ? first + elsewhere - waitsAgain : ownWork;
    if (time <= ownWork * (1 + 1e-6)) return undefined;
    return { holding, time, ownWait: (1 + further) * meanWait };
  }

  /** Times that a message comes to the cores of its consumer again, in `work` steps of its path. */
  private workSteps(consume: CallNode): number {
    const rate = this.rates[consume.index] ?? 0;
    if (this.root === undefined || !(rate > 0)) return 0;
    let visits = 0;
    for (const node of this.network.nodesOf(this.root))
      if (node.kind === 'work' && node.at === consume.target) visits += (this.rates[node.index] ?? 0) / rate;
    return visits;
  }

  /** A caller with a `pool` keeps that many connections per instance to each store. */
  private connectionsOf(node: CallNode, caller: Id | undefined, units: number): Holding | undefined {
    const size = caller === undefined ? Infinity : (this.network.configurations.get(caller)?.pool ?? Infinity);
    if (size === Infinity || node.operation === 'call' || node.caller === node.target) return undefined;
    return held(this.connections, `${caller} ${node.target}`, units, size);
  }

  private fallback(node: FallbackNode): Course {
    const ways: { readonly probability: number; readonly course: Course }[] = [];
    let before: Course = PASSED;
    let left = 1;
    for (const [position, read] of node.reads.entries()) {
      const course = this.call(read);
      const isLast = position === node.reads.length - 1;
      const hit = isLast ? 1 : (this.behaviour.hits[read.index] ?? 0);
      const found = course.goes * hit;
      ways.push({ probability: left * found, course: after(inSum(before.goLatency, course.goLatency)) });
      const missed = isLast ? course.failLatency : missLatency(course, hit);
      left *= 1 - found;
      before = after(inSum(before.goLatency, missed));
    }
    const success = ways.reduce((sum, way) => sum + way.probability, 0);
    return {
      ...PASSED,
      goes: Math.min(1, success),
      goLatency: either(ways.map(({ probability, course }) => ({ probability, latency: course.goLatency }))),
      fails: Math.max(0, 1 - success),
      failLatency: before.goLatency,
    };
  }

  private parallel(node: ParallelNode): Course {
    const courses = node.branches.map((body) => this.block(body));
    const each = courses.map((course) => ({ success: course.goes + course.ends, latency: answered(course) }));
    const count = each.length * node.copies;
    if (count === 0 || node.waitFor === 0) return PASSED;
    const success = chanceOfAtLeast(
      each.map(({ success: p }) => p),
      node.copies,
      node.waitFor,
    );
    this.note(this.behaviour.success, node, success);
    const latency = each.some((part) => isEndless(part.latency))
      ? NEVER
      : joined(
          node,
          each.map((part) => part.latency),
          forkJoinMean(node, this.network, this.pools, this.rates),
        );
    return { ...PASSED, goes: success, goLatency: latency, fails: 1 - success, failLatency: latency };
  }

  private lock(node: LockNode): Course {
    const acquired = this.call(node.acquire);
    const body = this.block(node.body);
    if (!node.isGlobal) return inTurn(acquired, body);
    const lock = held(this.locks, node.acquire.target, 1, 1);
    lock.hold(this.share * (this.rates[node.index] ?? 0), finite(answered(body).mean));
    return inTurn(inTurn(acquired, after(lock.waiting)), body);
  }
}

function held<K>(all: Map<K, Holding>, key: K, units: number, slots: number): Holding {
  let holding = all.get(key);
  if (holding === undefined) {
    holding = new Holding(units, slots);
    all.set(key, holding);
  }
  return holding;
}

const finite = (value: number) => (Number.isFinite(value) ? value : 1e9);

const certainOf = (success: Latency) => ({ probability: 1, success, failure: NO_TIME });

/** Time a read takes that is a miss or fails. */
function missLatency(course: Course, hit: number): Latency {
  return either([
    { probability: course.goes * (1 - hit), latency: course.goLatency },
    { probability: course.fails, latency: course.failLatency },
  ]);
}
