import type { Id } from '../design/design.js';
import { Autoscaling } from './behaviours/autoscaling.js';
import { Balancing } from './behaviours/balancing.js';
import { Breakdowns } from './behaviours/breakdowns.js';
import { Caches } from './behaviours/cache.js';
import { Calls } from './behaviours/calls.js';
import { Copies } from './behaviours/copies.js';
import { Cuts } from './behaviours/cuts.js';
import { HealthChecks } from './behaviours/health-checks.js';
import { Machines } from './behaviours/machines.js';
import { type MessageQueue, MOST_GROUPS } from './behaviours/message-queue.js';
import type { Network } from './behaviours/network.js';
import { Outages } from './behaviours/outages.js';
import { Recorder } from './behaviours/recorder.js';
import { Scattering } from './behaviours/scattering.js';
import { Stations } from './behaviours/station.js';
import { Steps } from './behaviours/steps.js';
import { Transactions } from './behaviours/transactions.js';
import { Transfers } from './behaviours/transfers.js';
import { Workload } from './behaviours/workload.js';
import { WriteBacks } from './behaviours/write-backs.js';
import type { History } from './history/history.js';
import { type Handler, Kernel } from './kernel/kernel.js';
import type { Streams } from './kernel/random.js';
import * as event from './model/events.js';
import { type Frame, Frames, type Outcome } from './model/frame.js';
import type { CallOp } from './model/ops.js';
import type { Places } from './model/places.js';
import type { Pool, Unit } from './model/units.js';
import { Elections } from './replication/elections.js';
import { FollowerLog } from './replication/follower-log.js';
import { Hints } from './replication/hints.js';

import { InSync } from './replication/in-sync.js';
import { LeaderLog } from './replication/leader-log.js';
import { Leadership } from './replication/leadership.js';
import { Peers } from './replication/peers.js';
import { Quorums } from './replication/quorum.js';
import { ReplicaSets } from './replication/replica-sets.js';
import { Routing } from './replication/routing.js';
import { Chronicle } from './scenario/chronicle.js';
import type { FlowStatistics } from './statistics/flow-statistics.js';

/** The things that happen to the run as a whole. */
export interface Measuring {
  handle(kind: number): void;
}

/**
 * Everything a running simulation consists of, and who does what: events come from the kernel and go to the behaviour they
 * belong to; frames that can go on are collected and go on one after the other, so that nothing calls itself without end.
 */
export class World implements Handler {
  readonly kernel = new Kernel(this);
  readonly frames = new Frames(() => this.overflow());
  readonly units: Unit[] = [];
  readonly queues: MessageQueue[] = [];
  readonly statistics: FlowStatistics[] = [];
  readonly chronicle = new Chronicle(() => this.kernel.now);
  /** Ids of flows by their index. */
  readonly flowIds: Id[] = [];
  readonly replicas: ReplicaSets;
  readonly routing = new Routing(this);
  readonly leaderLog = new LeaderLog(this);
  readonly followerLog = new FollowerLog(this);
  readonly leadership = new Leadership(this);
  readonly inSync = new InSync(this);
  readonly elections = new Elections(this);
  readonly quorums = new Quorums(this);
  readonly hints = new Hints(this);
  readonly peers = new Peers(this);
  readonly calls: Calls;
  readonly recorder: Recorder;
  readonly stations: Stations;
  readonly copies: Copies;
  readonly caches: Caches;
  readonly writeBacks: WriteBacks;
  readonly steps: Steps;
  readonly balancing: Balancing;
  readonly breakdowns: Breakdowns;
  readonly machines: Machines;
  readonly health: HealthChecks;
  readonly cuts: Cuts;
  readonly autoscaling: Autoscaling;
  readonly transactions: Transactions;
  readonly transfers: Transfers;
  readonly outages: Outages;
  readonly scattering: Scattering;
  readonly workload: Workload;
  /** Whether more is on its way than memory should hold. */
  isFull = false;
  /** Rare things put off until later, and free places among them. */
  private readonly postponed: ((() => void) | undefined)[] = [];
  private readonly freePlaces: number[] = [];
  /** Frames that can go on, as many as `readyCount` says. */
  private readonly ready: Frame[] = [];
  private readyCount = 0;

  constructor(
    readonly streams: Streams,
    readonly places: Places,
    readonly network: Network,
    readonly history: History,
    private readonly measuring: Measuring,
  ) {
    history.happensIn({ now: () => this.kernel.now, happenings: this.chronicle.happenings });
    this.replicas = new ReplicaSets(streams, network);
    this.calls = new Calls(this);
    this.recorder = new Recorder(this);
    this.stations = new Stations(this);
    this.copies = new Copies(this);
    this.caches = new Caches(this);
    this.writeBacks = new WriteBacks(this);
    this.steps = new Steps(this);
    this.balancing = new Balancing();
    this.breakdowns = new Breakdowns(this);
    this.machines = new Machines(this);
    this.health = new HealthChecks(this);
    this.cuts = new Cuts(this);
    this.autoscaling = new Autoscaling(this);
    this.transactions = new Transactions(this);
    this.transfers = new Transfers(this);
    this.outages = new Outages(this);
    this.scattering = new Scattering(this);
    this.workload = new Workload(this);
  }

  /** Statistics of the flow that a frame belongs to. */
  flows(frame: Frame): FlowStatistics {
    const of = this.statistics[frame.flow];
    if (of === undefined) throw new Error(`bug: no flow ${frame.flow}`);
    return of;
  }

  /** The frame goes on with its next step as soon as what is happening now has happened. */
  resume(frame: Frame): void {
    frame.isReady = true;
    this.ready[this.readyCount++] = frame;
  }

  end(frame: Frame, outcome: Outcome): void {
    this.steps.end(frame, outcome);
  }

  /** Lets something rare happen after a delay. What happens often has an event of its own, which allocates nothing. */
  later(delay: number, happens: () => void): void {
    const place = this.freePlaces.pop() ?? this.postponed.length;
    this.postponed[place] = happens;
    this.kernel.schedule(delay, event.LATER, place, 0);
  }

  /** Ends the run: it would need more memory than it may. */
  overflow(): void {
    this.isFull = true;
    this.kernel.halt();
  }

  /** Whether nothing passes between two machines. */
  isCut(one: Unit, other: Unit): boolean {
    return this.cuts.all.length > 0 && this.cuts.isCutBetween(one, other);
  }

  /** Work for one unit of a pool that nobody waits for. */
  loadPool(pool: Pool, work: number, flow: number): void {
    const unit = this.balancing.pick(pool, -1);
    if (unit === undefined) return;
    const frame = this.frames.take('copy');
    frame.flow = flow;
    frame.unit = unit;
    pool.statistics.arrivals.total++;
    this.stations.serve(frame, work);
  }

  /** The write that fills a cache after a miss. */
  background(read: CallOp, frame: Frame): void {
    const { fill, demand } = read;
    if (fill !== undefined && demand.pool !== undefined) this.loadPool(demand.pool, fill(), frame.flow);
  }

  isStale(subject: number, ticket: number): boolean {
    return this.frames.get(subject).ticket !== ticket;
  }

  handle(kind: number, subject: number, ticket: number): void {
    if (kind <= event.FLUSHED) this.forFrame(kind, subject, ticket);
    else this.forOthers(kind, subject, ticket);
    if (this.readyCount > 0) this.goOn();
  }

  private goOn(): void {
    const { ready } = this;
    for (let i = 0; i < this.readyCount; i++) {
      const frame = ready[i];
      if (frame !== undefined) this.steps.advance(frame);
      if (i < MOST_STEPS_AT_ONCE) continue;
      // Endless repetition in no time: the rest goes on by events, which a budget can end.
      for (const left of ready.slice(i + 1, this.readyCount)) this.kernel.schedule(0, event.WAKE, left.id, left.ticket);
      break;
    }
    this.readyCount = 0;
  }

  private forFrame(kind: number, subject: number, ticket: number): void {
    const frame = this.frames.get(subject);
    if (frame.ticket !== ticket) return;
    switch (kind) {
      case event.SERVED:
        this.stations.served(frame);
        return;
      case event.ARRIVED:
        this.calls.arrived(frame);
        return;
      case event.ANSWERED:
        this.calls.answered(frame);
        return;
      case event.WAKE:
        this.resume(frame);
        return;
      case event.TIMEOUT:
        this.calls.timedOut(frame);
        return;
      case event.RETRY:
        this.calls.retry(frame);
        return;
      case event.HEDGE:
        this.calls.hedge(frame);
        return;
      case event.PATIENCE:
        this.stations.lostPatience(frame);
        return;
      case event.COPY_ARRIVED:
        this.copies.arrived(frame);
        return;
      case event.COPY_ANSWERED:
        this.copies.answered(frame);
        return;
      default:
        this.copies.flushed(frame);
    }
  }

  private forOthers(kind: number, subject: number, ticket: number): void {
    switch (kind) {
      case event.SHARED:
        this.units[subject]?.sharing?.due(ticket);
        return;
      case event.BREAK:
      case event.REPAIR: {
        const unit = this.units[subject];
        if (unit === undefined) return;
        if (kind === event.BREAK) this.breakdowns.break(unit);
        else this.breakdowns.repair(unit);
        return;
      }
      case event.SCALE:
        this.autoscaling.look(subject);
        return;
      case event.PART_ARRIVED:
      case event.PART_ANSWERED: {
        const part = this.frames.get(subject);
        if (part.ticket !== ticket) return;
        if (kind === event.PART_ARRIVED) this.scattering.arrived(part);
        else this.scattering.answered(part);
        return;
      }
      case event.OUTAGE:
        this.outages.change(subject, ticket);
        return;
      case event.SCALED:
        this.autoscaling.started(subject, ticket);
        return;
      case event.LATER: {
        const happens = this.postponed[subject];
        this.postponed[subject] = undefined;
        this.freePlaces.push(subject);
        happens?.();
        return;
      }
      case event.START:
        this.workload.start(subject, ticket);
        return;
      case event.THOUGHT:
        this.workload.thought(subject, ticket);
        return;
      case event.REDELIVER:
        this.queues[subject]?.groups[ticket % MOST_GROUPS]?.handOut(Math.floor(ticket / MOST_GROUPS));
        return;
      default:
        this.measuring.handle(kind);
    }
  }
}

/** Steps that may follow from one event before the rest is put off. */
const MOST_STEPS_AT_ONCE = 100_000;
