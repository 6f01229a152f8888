import type { FlowLoad } from '../../estimate/network/load-of.js';
import { START, THOUGHT } from '../model/events.js';
import { FAILED, type Frame, type Outcome } from '../model/frame.js';
import type { Source } from '../model/ops.js';
import type { Probes } from '../simulate.js';
import type { World } from '../world.js';
import { PINNED } from './recorder.js';

/** One load of the workload. */
interface Running {
  readonly source: Source;
  readonly load: FlowLoad;
  readonly uniform: () => number;
  readonly think: (() => number) | undefined;
  /** Starts per second at a time, and the most there ever are. */
  readonly rate: (time: number) => number;
  readonly highest: number;
  /** Times all that by surges, the number that its next start must carry to be meant, and users who go home. */
  surge: number;
  readonly surges: number[];
  ticket: number;
  leaving: number;
}

/** Clients that look for broken sessions. */
interface Probing {
  readonly sources: readonly [Source, Source];
  readonly data: number;
  readonly items: number;
  readonly uniform: () => number;
  readonly think: () => number;
}

/** Loads from here on are probing clients. */
const PROBE = 2 ** 24;
/** Items that they are about, at most. */
const MOST_PROBED = 32;

const unmeasured = (source: Source): Source => ({ ...source, isMeasured: false });

/**
 * What starts flows: open loads, independent of each other or paced, singly or in bursts, with spikes and the course of a day;
 * and closed loads of users who think between the answer and the next request.
 */
export class Workload {
  private readonly loads: Running[] = [];
  /** Conversations begun so far: users of closed loads, and every start of an open load. */
  private sessions = 0;
  private probing: Probing | undefined;
  /** Places where nobody is, and how many reasons there are for it. */
  private readonly closed = new Map<number, number>();

  constructor(private readonly world: World) {}

  /** Adds a load; `firstSpike` is when its spikes begin, `undefined` where there are none. */
  add(source: Source, load: FlowLoad, firstSpike: number | undefined): void {
    const { streams, kernel } = this.world;
    const name = `load ${load.load.id}`;
    const course = courseOf(load, firstSpike);
    const index = this.loads.length;
    const think = load.closed === undefined ? undefined : load.load.closed?.think;
    const running: Running = {
      source,
      load,
      uniform: streams.uniform(name),
      think: think === undefined ? undefined : streams.draw(think, `${name} think`),
      ...course,
      surge: 1,
      surges: [],
      ticket: 0,
      leaving: 0,
    };
    this.loads.push(running);
    if (running.think !== undefined) {
      const users = load.closed?.users ?? 0;
      for (let user = 0; user < users; user++) kernel.schedule(running.think(), THOUGHT, index, ++this.sessions);
    } else if (course.highest > 0) kernel.schedule(this.gap(running), START, index, 0);
  }

  /** Adds clients that start one flow and then another about their own item of some data. */
  probe(first: Source, second: Source, data: number, items: number, { clients, pause = 1 }: Probes): void {
    const { streams, kernel } = this.world;
    const uniform = streams.uniform('probes');
    const think = (): number => -pause * Math.log(1 - uniform());
    this.probing = { sources: [unmeasured(first), unmeasured(second)], data, items, uniform, think };
    for (let client = 0; client < clients; client++) kernel.schedule(think(), THOUGHT, PROBE + client, ++this.sessions);
  }

  /** A probing client starts one of its flows. */
  private look(client: number, turn: 0 | 1, session: number): void {
    const { probing } = this;
    if (probing === undefined) return;
    const { sources, data, items, uniform } = probing;
    const frame = this.take(sources[turn], -2 - 2 * client - turn, session, uniform);
    // Popular items are followed in any case.
    frame.key = 1 + (client % Math.min(items, MOST_PROBED));
    frame.keyData = data;
    frame.keyUses = PINNED;
    this.startOf(frame);
  }

  /** Time until the next start of an open load may happen. */
  private gap({ load, uniform, rate, highest, surge }: Running): number {
    if (load.arrivalScv > 0) return (-Math.log(1 - uniform()) * load.batch) / (highest * surge);
    const current = rate(this.world.kernel.now);
    // Where nothing starts for the time being, look again soon.
    return load.batch / (surge * Math.max(current, highest / 1000));
  }

  /** A surge of a flow, or of all, begins or ends: so many times the rates, or in closed loads so many times as many users. */
  surge(flow: number | undefined, factor: number, begins = true): void {
    const { kernel } = this.world;
    for (const [index, running] of this.loads.entries()) {
      if (flow !== undefined && running.source.flow !== flow) continue;
      const { surge: before, surges } = running;
      if (begins) surges.push(factor);
      else surges.splice(surges.indexOf(factor), 1);
      // Made anew, so that it is exactly 1 again at the end.
      running.surge = surges.reduce((all, one) => all * one, 1);
      running.ticket++;
      if (running.think === undefined) {
        if (running.highest > 0) kernel.schedule(this.gap(running), START, index, running.ticket);
        continue;
      }
      const users = running.load.closed?.users ?? 0;
      // Who was about to leave stays first.
      const more = Math.round(users * running.surge) - Math.round(users * before) - running.leaving;
      running.leaving = Math.max(0, -more);
      for (let user = 0; user < more; user++) kernel.schedule(running.think(), THOUGHT, index, ++this.sessions);
    }
  }

  /** Nobody starts anything at a place for a while, or people are back. */
  close(spot: number, isClosed: boolean): void {
    this.closed.set(spot, (this.closed.get(spot) ?? 0) + (isClosed ? 1 : -1));
    if (this.closed.get(spot) === 0) this.closed.delete(spot);
  }

  /** An open load starts requests, unless the rate is lower now than at its highest. */
  start(index: number, ticket: number): void {
    const running = this.loads[index];
    if (running === undefined || ticket !== running.ticket) return;
    const { load, uniform, rate, highest, source } = running;
    const { kernel } = this.world;
    const current = rate(kernel.now);
    const happens = load.arrivalScv > 0 ? current >= highest || uniform() * highest < current : current > 0;
    if (happens) for (let i = 0; i < load.batch; i++) this.begin(source, -1, ++this.sessions, uniform);
    kernel.schedule(this.gap(running), START, index, running.ticket);
  }

  /** A user of a closed load starts again. */
  thought(index: number, session: number): void {
    if (index >= PROBE) {
      this.look(index - PROBE, 0, session);
      return;
    }
    const running = this.loads[index];
    if (running === undefined) return;
    if (running.leaving > 0) running.leaving--;
    else this.begin(running.source, index, session, running.uniform);
  }

  private begin(source: Source, load: number, session: number, uniform: () => number): void {
    const frame = this.take(source, load, session, uniform);
    if (this.closed.size === 0 || !this.closed.has(frame.spot)) {
      this.startOf(frame);
      return;
    }
    this.world.frames.release(frame);
    const running = this.loads[load];
    if (running?.think !== undefined) this.world.kernel.schedule(running.think(), THOUGHT, load, session);
  }

  private startOf(frame: Frame): void {
    if (frame.isMeasured) this.world.flows(frame).start(frame.startedAt);
    this.world.resume(frame);
  }

  private take(source: Source, load: number, session: number, uniform: () => number): Frame {
    const { world } = this;
    const frame = world.frames.take('flow');
    frame.flow = source.flow;
    frame.op = source.first;
    frame.startedAt = world.kernel.now;
    frame.load = load;
    frame.session = session;
    frame.spot = source.spots[0] ?? 0;
    if (source.spots.length > 1) {
      const u = uniform();
      for (let i = 0; i < source.spots.length; i++) {
        frame.spot = source.spots[i] ?? 0;
        if (u < (source.limits[i] ?? 1)) break;
      }
    }
    frame.isMeasured = source.isMeasured;
    return frame;
  }

  /** A request has its last answer. */
  ended(frame: Frame, outcome: Outcome): void {
    const { world } = this;
    const { now } = world.kernel;
    if (frame.isMeasured) world.flows(frame).end(now, outcome !== FAILED, now - frame.startedAt);
    const running = this.loads[frame.load];
    const { load: index, session } = frame;
    world.frames.release(frame);
    if (index < -1) {
      const client = Math.floor((-2 - index) / 2);
      if (index % 2 === 0) this.look(client, 1, session);
      else world.kernel.schedule(this.probing?.think() ?? Infinity, THOUGHT, PROBE + client, session);
    }
    if (running?.think !== undefined) world.kernel.schedule(running.think(), THOUGHT, index, session);
  }
}

const DAY = 86_400;

/** The rate over time: the busy hour, or the course of a day or week from its busiest moment on, and spikes on top. */
function courseOf(load: FlowLoad, firstSpike: number | undefined): Pick<Running, 'rate' | 'highest'> {
  const { shape, spikes, peak } = load.load;
  const base = load.rate;
  const daily =
    shape === undefined || shape === 'flat' ? () => 1 : waveOf(shape === 'daily' ? DAY : 7 * DAY, peak ?? 1);
  if (spikes === undefined || firstSpike === undefined) return { rate: (time) => base * daily(time), highest: base };
  const { factor, duration, every } = spikes;
  const inSpike = (time: number) => {
    const since = time - firstSpike;
    return since >= 0 && (every !== undefined && every > 0 ? since % every : since) < duration;
  };
  return {
    rate: (time) => base * daily(time) * (inSpike(time) ? factor : 1),
    highest: base * Math.max(1, factor),
  };
}

/**
 * Share of the busiest rate over time: ((1 + cos)/2)^k, with k such that the mean over the period is 1/peak.
 *
 * The mean of that power is Γ(k+½)/(√π Γ(k+1)), found here by the midpoint rule.
 */
function waveOf(period: number, peak: number): (time: number) => number {
  if (!(peak > 1)) return () => 1;
  const mean = (k: number) => {
    let sum = 0;
    for (let i = 0; i < 200; i++) sum += ((1 + Math.cos(((i + 0.5) / 200) * Math.PI)) / 2) ** k;
    return sum / 200;
  };
  let [low, high] = [0, 1e4];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (mean(middle) > 1 / peak) low = middle;
    else high = middle;
  }
  return (time) => ((1 + Math.cos((2 * Math.PI * time) / period)) / 2) ** low;
}
