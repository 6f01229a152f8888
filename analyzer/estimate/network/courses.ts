import type { Id } from '../../design/design.js';
import { constantLatency, type Latency, NO_TIME, scaled } from '../distribution/latency.js';
import { kthFastest, parallelAll, slowestOf } from '../distribution/parallel.js';
import { repeatMean, repeatTimes } from '../distribution/repeat.js';
import { forkJoinResponse } from '../queueing/fork-join.js';
import { type CalledCourse, called } from './call-course.js';
import { after, answered, type Course, either, inSum, inTurn, isEndless, PASSED } from './course.js';
import type { Service } from './demand.js';
import { Holding } from './holding.js';
import { compact, lawLatency, remember } from './latency-cache.js';
import { type Network, poolKey } from './network.js';
import type { Block, CallNode, FallbackNode, LockNode, ParallelNode, PlanNode, RepeatNode, Root } from './plan.js';
import type { PoolMeasures } from './pool.js';
import { NEVER, poolResponse } from './response.js';
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

/** Walks the plan once and composes responses: the laws of whole flows, and how calls turn out. */
export class CourseWalker {
  readonly threads = new Map<Id, Holding>();
  readonly connections = new Map<string, Holding>();
  readonly locks = new Map<Id, Holding>();
  private pools: readonly PoolMeasures[] = [];
  private rates: Float64Array = new Float64Array(0);
  private behaviour: Behaviour;
  private hedged: Float64Array;
  private attemptFails: Float64Array;
  private ownTimes: Float64Array;

  constructor(
    private readonly network: Network,
    behaviour: Behaviour,
  ) {
    this.behaviour = behaviour;
    const count = network.plan.nodes.length;
    this.hedged = new Float64Array(count);
    this.attemptFails = new Float64Array(count);
    this.ownTimes = new Float64Array(count);
  }

  walk(pools: readonly PoolMeasures[], rates: Float64Array, hits: Float64Array): Walked {
    const count = this.network.plan.nodes.length;
    this.pools = pools;
    this.rates = rates;
    const ones = () => new Float64Array(count).fill(1);
    this.behaviour = { attempts: ones(), success: ones(), served: ones(), hits };
    this.hedged = new Float64Array(count);
    this.attemptFails = new Float64Array(count);
    this.ownTimes = new Float64Array(count);
    const courses = this.network.plan.roots.map((root: Root) => this.block(root.body));
    let change = 0;
    for (const held of [...this.threads.values(), ...this.connections.values(), ...this.locks.values()]) {
      change = Math.max(change, held.settle());
    }
    const { behaviour, hedged, attemptFails, ownTimes } = this;
    return { courses, behaviour, hedged, attemptFails, ownTimes, change };
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
        const latency = visit === undefined ? lawLatency(node.law) : this.response(visit.pool, visit.of);
        this.ownTimes[node.index] = latency.mean;
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
        return this.repeat(node);
      case 'branch':
        return this.branch(
          node.alternatives.map(({ probability, body }) => ({ probability, course: this.block(body) })),
        );
      case 'lock':
        return this.lock(node);
      case 'group':
        return this.block(node.body);
    }
  }

  private call(node: CallNode): Course {
    const { called: result } = this.attempt(node);
    const { course } = result;
    this.behaviour.attempts[node.index] = result.attempts;
    this.behaviour.success[node.index] = course.goes + course.ends;
    this.hedged[node.index] = result.hedged;
    this.attemptFails[node.index] = result.attemptFails;
    return node.isDetached ? PASSED : course;
  }

  private attempt(node: CallNode): { readonly called: CalledCourse } {
    const { network } = this;
    const target = network.configurations.get(node.target);
    const caller = network.configurations.get(node.caller ?? '');
    const body = this.block(node.body);
    if (target === undefined) return { called: called({ outcome: certainOf(answered(body)), ending: 0 }, node.policy) };
    const own = this.ownResponse(node);
    this.ownTimes[node.index] = own.latency.mean;
    const trip = network.distances.between(caller?.component, target.component, own.toLeader);
    this.behaviour.served[node.index] = own.accepted;

    const inside = body.goes + body.ends;
    const work = inSum(own.latency, inside > 0 ? answered(body) : NO_TIME);
    const threads = this.threadsOf(node.target, target.threads, target.instances);
    const rate = this.rates[node.index] ?? 0;
    threads?.hold(rate, finite(work.mean));
    const held = inSum(threads?.waiting ?? NO_TIME, work);
    const connections = this.connectionsOf(node, caller?.component.id, caller?.instances ?? 1);
    connections?.hold(rate, finite(trip.mean + held.mean));
    const full = inSum(connections?.waiting ?? NO_TIME, inSum(trip.latency, held));

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
    return { called: called({ outcome: { probability, success: full, failure }, ending }, node.policy) };
  }

  private threadsOf(id: Id, slots: number, units: number): Holding | undefined {
    if (slots === Infinity) return undefined;
    return held(this.threads, id, units, slots);
  }

  /** A caller with a `pool` keeps that many connections per instance to each store. */
  private connectionsOf(node: CallNode, caller: Id | undefined, units: number): Holding | undefined {
    const size = caller === undefined ? Infinity : (this.network.configurations.get(caller)?.pool ?? Infinity);
    if (size === Infinity || node.operation === 'call' || node.caller === node.target) return undefined;
    return held(this.connections, `${caller} ${node.target}`, units, size);
  }

  /** Response of the target itself to one call, as of the last round, acknowledgements of other copies included. */
  ownLatency(node: CallNode): Latency {
    return this.ownResponse(node).latency;
  }

  /** What the target itself takes, and the share of requests it accepts. */
  private ownResponse(node: CallNode): {
    readonly latency: Latency;
    readonly accepted: number;
    readonly toLeader: boolean;
  } {
    const service = this.network.services[node.index];
    if (service === undefined || service.answer.kind === 'none')
      return { latency: NO_TIME, accepted: 1, toLeader: false };
    const main = this.network.poolOf.get(poolKey(node.target, 'main'));
    const measures = this.pools[main ?? -1];
    const accepted = measures === undefined ? 1 : (1 - measures.loss) * (1 - measures.abandoned);
    return { ...this.answer(node, service), accepted };
  }

  private answer(node: CallNode, { answer }: Service): { readonly latency: Latency; readonly toLeader: boolean } {
    const visits = this.network.visits[node.index] ?? [];
    const [first, second] = visits;
    const main = first === undefined ? NO_TIME : this.response(first.pool, first.of);
    const target = this.network.configurations.get(node.target);
    const count = target?.copies?.count ?? 1;
    switch (answer.kind) {
      case 'none':
        return { latency: NO_TIME, toLeader: false };
      case 'single': {
        if (second === undefined || answer.leaderShare >= 1) {
          const isWrite = node.operation === 'write' || node.operation === 'publish';
          const flushed = isWrite && target?.flush !== undefined ? inSum(main, lawLatency(target.flush)) : main;
          return { latency: flushed, toLeader: answer.role === 'main' && count > 1 };
        }
        const other = this.response(second.pool, second.of);
        const latency = either([
          { probability: answer.leaderShare, latency: main },
          { probability: 1 - answer.leaderShare, latency: other },
        ]);
        return { latency, toLeader: false };
      }
      case 'acknowledged': {
        const follower = second === undefined ? NO_TIME : this.response(second.pool, second.of);
        const flush = target?.flush === undefined ? NO_TIME : lawLatency(target.flush);
        const acknowledgements = this.acknowledgements(node, inSum(follower, flush));
        if (acknowledgements.some(isEndless)) return { latency: NEVER, toLeader: true };
        const waited = kth(acknowledgements, answer.needed);
        // The leader flushes while the followers are on their way.
        const both =
          flush === NO_TIME
            ? waited
            : remember('max', [waited, flush], [], () => compact(parallelAll(waited, flush), [waited, flush]));
        return { latency: inSum(main, both), toLeader: true };
      }
      case 'quorum': {
        const delays = target?.component.replicas?.delays;
        const [there, back] = answer.isWrite ? [delays?.write, delays?.ack] : [delays?.request, delays?.response];
        if (there !== undefined || back !== undefined) {
          const round = inSum(
            there === undefined ? NO_TIME : lawLatency(there),
            back === undefined ? NO_TIME : lawLatency(back),
          );
          return { latency: kth(new Array<Latency>(count).fill(round), answer.needed), toLeader: false };
        }
        const trips = target === undefined ? [] : this.network.distances.toCopies(target.component, count);
        const copies = [main, ...trips.map((trip) => inSum(trip.latency, main))];
        return { latency: copies.some(isEndless) ? NEVER : kth(copies, answer.needed), toLeader: false };
      }
    }
  }

  /** Answers of the followers to a write: the stated delays, or a round trip and their own work. */
  private acknowledgements(node: CallNode, follower: Latency): readonly Latency[] {
    const target = this.network.configurations.get(node.target);
    const count = target?.copies?.count ?? 1;
    const delays = target?.component.replicas?.delays;
    if (delays?.write !== undefined || delays?.ack !== undefined) {
      const there = delays.write === undefined ? NO_TIME : lawLatency(delays.write);
      const back = delays.ack === undefined ? NO_TIME : lawLatency(delays.ack);
      return new Array<Latency>(Math.max(0, count - 1)).fill(inSum(there, back));
    }
    const trips = target === undefined ? [] : this.network.distances.toCopies(target.component, count);
    return trips.map((trip) => inSum(trip.latency, follower));
  }

  private response(pool: number, of: number): Latency {
    const shape = this.network.pools[pool];
    const measures = this.pools[pool];
    return shape === undefined || measures === undefined ? NO_TIME : poolResponse(shape, measures, of);
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

  private branch(ways: readonly { readonly probability: number; readonly course: Course }[]): Course {
    const total = (value: (course: Course) => number) =>
      ways.reduce((sum, way) => sum + way.probability * value(way.course), 0);
    const law = (value: (course: Course) => number, latency: (course: Course) => Latency) =>
      either(
        ways.map(({ probability, course }) => ({ probability: probability * value(course), latency: latency(course) })),
      );
    return {
      goes: total((course) => course.goes),
      goLatency: law(
        (course) => course.goes,
        (course) => course.goLatency,
      ),
      ends: total((course) => course.ends),
      endLatency: law(
        (course) => course.ends,
        (course) => course.endLatency,
      ),
      fails: total((course) => course.fails),
      failLatency: law(
        (course) => course.fails,
        (course) => course.failLatency,
      ),
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
    this.behaviour.success[node.index] = success;
    const latency = each.some((part) => isEndless(part.latency))
      ? NEVER
      : this.joined(
          node,
          each.map((part) => part.latency),
        );
    return { ...PASSED, goes: success, goLatency: latency, fails: 1 - success, failLatency: latency };
  }

  private joined(node: ParallelNode, branches: readonly Latency[]): Latency {
    const count = branches.length * node.copies;
    if (node.waitFor >= count) {
      const queued = this.forkJoinMean(node);
      return remember('join', branches, [node.copies, queued ?? 0], () => {
        const all = parallelAll(...branches.map((latency) => slowestOf(latency, node.copies)));
        return compact(queued === undefined || !(all.mean > 0) ? all : scaled(all, queued / all.mean), branches);
      });
    }
    const most = Math.max(1, Math.floor(1000 / branches.length));
    const copies = Math.min(node.copies, most);
    // Beyond a thousand parts the order statistic at the same rank among fewer is as good.
    const rank = Math.max(1, Math.round((node.waitFor / count) * branches.length * copies));
    return kth(
      branches.flatMap((latency) => new Array<Latency>(copies).fill(latency)),
      rank,
    );
  }

  /**
   * Mean of a fork-join over separate stations that are alike: their queues are fed by the same arrivals, so the slowest
   * is sooner than of independent ones. `undefined` where that model does not apply.
   */
  private forkJoinMean(node: ParallelNode): number | undefined {
    if (node.copies !== 1 || node.branches.length < 2) return undefined;
    let first: { readonly rate: number; readonly service: number } | undefined;
    const pools = new Set<number>();
    for (const { nodes } of node.branches) {
      const [only] = unwrapped(nodes);
      if (nodes.length !== 1 || only?.kind !== 'call' || only.body.nodes.length > 0) return undefined;
      const pool = this.network.poolOf.get(poolKey(only.target, 'main'));
      const measures = pool === undefined ? undefined : this.pools[pool];
      if (pool === undefined || measures === undefined || measures.method !== 'M/M/1') return undefined;
      const own = this.rates[only.index] ?? 0;
      if (this.network.pools[pool]?.shape.units !== 1 || Math.abs(own - measures.arrivalRate) > 1e-9 * own)
        return undefined;
      if (first !== undefined && (first.rate !== measures.arrivalRate || first.service !== measures.meanService))
        return undefined;
      first = { rate: measures.arrivalRate, service: measures.meanService };
      pools.add(pool);
      if (this.network.distances.isPlaced || only.policy.retry !== undefined) return undefined;
    }
    if (first === undefined || pools.size !== node.branches.length) return undefined;
    return forkJoinResponse({ arrivalRate: first.rate, meanService: first.service }, node.branches.length);
  }

  private repeat(node: RepeatNode): Course {
    const body = this.block(node.body);
    const exact = 'exactly' in node.times;
    const wanted = Math.max(0, 'exactly' in node.times ? Math.round(node.times.exactly) : node.times.mean);
    if (wanted === 0 || !(wanted < 1e15)) return wanted === 0 ? PASSED : after(NEVER);
    if (!exact && wanted <= 1)
      return this.branch([
        { probability: wanted, course: body },
        { probability: 1 - wanted, course: PASSED },
      ]);
    const again = 1 - 1 / wanted;
    const goes = exact ? body.goes ** wanted : (body.goes * (1 - again)) / (1 - body.goes * again);
    const leaves = 1 - body.goes;
    const ends = leaves > 0 ? ((1 - goes) * body.ends) / leaves : 0;
    const fails = leaves > 0 ? ((1 - goes) * body.fails) / leaves : 0;
    const times = exact
      ? repeated(body.goLatency, wanted, true)
      : repeated(body.goLatency, 1 / (1 - body.goes * again), false);
    if (leaves <= 1e-12) return { ...PASSED, goLatency: times };
    // Repetitions that went well before the one that leaves, on average.
    const before = exact ? meanBefore(body.goes, wanted) : (body.goes * again) / (1 - body.goes * again);
    const earlier = repeated(body.goLatency, before, false);
    return {
      goes,
      goLatency: goes > 0 ? times : NO_TIME,
      ends,
      endLatency: ends > 0 ? inSum(earlier, body.endLatency) : NO_TIME,
      fails,
      failLatency: fails > 0 ? inSum(earlier, body.failLatency) : NO_TIME,
    };
  }

  private lock(node: LockNode): Course {
    const acquired = this.call(node.acquire);
    const body = this.block(node.body);
    if (!node.isGlobal) return inTurn(acquired, body);
    const lock = held(this.locks, node.acquire.target, 1, 1);
    lock.hold(this.rates[node.index] ?? 0, finite(answered(body).mean));
    return inTurn(inTurn(acquired, after(lock.waiting)), body);
  }
}

/** The steps themselves, where a block is a single path. */
function unwrapped(nodes: readonly PlanNode[]): readonly PlanNode[] {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'group' ? unwrapped(only.body.nodes) : nodes;
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

function repeated(latency: Latency, times: number, exactly: boolean): Latency {
  if (isEndless(latency) && times > 0) return NEVER;
  if (latency.constant !== undefined && exactly) return constantLatency(latency.constant * times);
  return remember(exactly ? 'times' : 'mean', [latency], [times], () =>
    exactly ? repeatTimes(latency, times) : repeatMean(latency, times),
  );
}

function kth(parts: readonly Latency[], wanted: number): Latency {
  return remember('kth', parts, [wanted], () => compact(kthFastest(parts, wanted), parts));
}

/** Mean number of successes before the first failure, given that it comes within `count` trials. */
function meanBefore(success: number, count: number): number {
  let reached = 1;
  let sum = 0;
  let total = 0;
  for (let k = 0; k < Math.min(count, 10_000); k++) {
    sum += k * reached;
    total += reached;
    reached *= success;
  }
  return total > 0 ? sum / total : 0;
}

/** Probability that at least `wanted` of the parts succeed, each part existing `copies` times. */
function chanceOfAtLeast(successes: readonly number[], copies: number, wanted: number): number {
  const count = successes.length * copies;
  if (successes.every((p) => p >= 1)) return 1;
  if (wanted >= count) return successes.reduce((product, p) => product * p ** copies, 1);
  if (count > 1000) return successes.reduce((sum, p) => sum + p * copies, 0) >= wanted ? 1 : 0;
  let law = [1];
  for (const p of successes) {
    for (let i = 0; i < copies; i++)
      law = Array.from({ length: law.length + 1 }, (_, k) => (law[k] ?? 0) * (1 - p) + (law[k - 1] ?? 0) * p);
  }
  return law.slice(wanted).reduce((sum, value) => sum + value, 0);
}
