import { restartTime } from '../../catalogue/restart.js';
import type { Fault, Id } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { sayRatio, sayTime } from '../../design/say.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import { Targets } from './targets.js';

/** What a fault does when it begins, and what undoes it. */
type Undo = () => void;

/** Things of a run that faults befall besides machines. */
export interface Breakable {
  /** Forgets what the n-th of so many machines of a cache holds. */
  forget(cache: Id, machine: number, of: number): void;
  /** Stops the consumers of a queue, or lets them go on; `false` where there is no such queue. */
  pauseQueue(queue: Id, isPaused: boolean): boolean;
  flowNumber(flow: Id): number;
}

/**
 * Breaks a run as a scenario says. Times count from the start of the run; a fault without a duration lasts to the end.
 *
 * Faults of one kind may overlap: machines are back when the last crash is over, factors multiply.
 */
export class Faults {
  private readonly targets: Targets;
  /** Factors and shares at work on each machine: their product is made anew, so that it is exactly 1 again at the end. */
  private readonly factors = new Map<Unit, number[]>();
  private readonly shares = new Map<Unit, number[]>();

  constructor(
    private readonly world: World,
    lookup: Lookup,
    private readonly breakable: Breakable,
  ) {
    this.targets = new Targets(world, lookup);
  }

  schedule(faults: readonly Fault[]): void {
    for (const fault of faults) this.world.later(fault.at, () => this.begin(fault));
  }

  private begin(fault: Fault): void {
    const { world } = this;
    const { text, of, undo, lasts = fault.duration } = this.strike(fault);
    const until = lasts === undefined || undo === undefined ? '' : ` for ${sayTime(lasts)}`;
    world.chronicle.note('fault', [fault.id, ...of], `${text}${until}`);
    if (undo === undefined || lasts === undefined) return;
    world.later(lasts, () => {
      undo();
      world.chronicle.note('repair', [fault.id, ...of], `over: ${text}`);
    });
  }

  private strike(fault: Fault): {
    readonly text: string;
    readonly of: readonly Id[];
    readonly undo?: Undo;
    readonly lasts?: number;
  } {
    const { world, targets, breakable } = this;
    if (fault.kind === 'surge') {
      const flow = fault.flow === undefined ? undefined : breakable.flowNumber(fault.flow);
      world.workload.surge(flow, fault.factor);
      return {
        text: `the load${fault.flow === undefined ? '' : ` of ${fault.flow}`} is ${fault.factor} times as high`,
        of: fault.flow === undefined ? [] : [fault.flow],
        undo: () => world.workload.surge(flow, fault.factor, false),
      };
    }
    if (fault.kind === 'partition' || fault.kind === 'drop') return this.cut(fault);
    const { target } = fault;
    const name = targets.nameOf(target);
    const units = targets.unitsOf(target);
    const each = (what: (unit: Unit) => void) => {
      for (const unit of units) what(unit);
    };
    const of = [target.to];
    if (units.length === 0 && target.part !== undefined) return { text: `${name}: there is no such machine`, of };
    switch (fault.kind) {
      case 'crash':
      case 'restart': {
        each((unit) => this.crash(unit, target.part === 'instance', false));
        const lasts = fault.kind === 'restart' ? (fault.duration ?? Number(restartTime.value)) : fault.duration;
        return {
          text: `${name} ${fault.kind === 'crash' ? 'crashes' : 'restarts'}`,
          of,
          undo: () => each((unit) => this.restart(unit, target.part === 'instance')),
          ...(lasts === undefined ? {} : { lasts }),
        };
      }
      case 'lose': {
        each((unit) => this.crash(unit, false, true));
        const spots = targets.peopleAt(target.to);
        for (const spot of spots) world.workload.close(spot, true);
        return {
          text: `${name} is lost`,
          of,
          undo: () => {
            each((unit) => this.restart(unit, false));
            for (const spot of spots) world.workload.close(spot, false);
          },
        };
      }
      case 'pause': {
        const isQueue = target.part === undefined && breakable.pauseQueue(target.to, true);
        if (!isQueue) each((unit) => world.machines.pause(unit));
        return {
          text: isQueue ? `the consumers of ${name} stand still` : `${name} stands still`,
          of,
          undo: () => {
            if (isQueue) breakable.pauseQueue(target.to, false);
            else each((unit) => world.machines.resume(unit));
          },
        };
      }
      case 'flush':
        breakable.forget(target.to, 0, 1);
        return { text: `${name} forgets everything`, of };
      case 'slow': {
        const { factor } = fault;
        each((unit) => this.slow(unit, factor, true));
        return {
          text: `${name} takes ${factor} times as long`,
          of,
          undo: () => each((unit) => this.slow(unit, factor, false)),
        };
      }
      case 'fail': {
        const { share } = fault;
        each((unit) => this.fail(unit, share, true));
        return {
          text: `${name} fails ${sayRatio(share)} of its attempts`,
          of,
          undo: () => each((unit) => this.fail(unit, share, false)),
        };
      }
      case 'skew_clock':
        each((unit) => {
          unit.clock += fault.by;
        });
        return {
          text: `the clock of ${name} is ${sayTime(Math.abs(fault.by))} ${fault.by < 0 ? 'behind' : 'ahead'}`,
          of,
          undo: () =>
            each((unit) => {
              unit.clock -= fault.by;
            }),
        };
    }
  }

  private slow(unit: Unit, factor: number, begins: boolean): void {
    unit.slowness = product(changed(this.factors, unit, factor, begins));
  }

  private fail(unit: Unit, share: number, begins: boolean): void {
    unit.failing = 1 - product(changed(this.shares, unit, 1 - share, begins));
  }

  /** One machine of several behind one queue takes its servers away; what they were doing goes on. */
  private crash(unit: Unit, isOne: boolean, isSilent: boolean): void {
    const { world } = this;
    const { component } = unit.pool;
    const count = unit.pool.units.length;
    if (isOne && unit.machines > 1) world.stations.widen(unit, -1);
    else {
      world.machines.crash(unit, isSilent);
      this.breakable.forget(component, unit.position, count);
    }
  }

  private restart(unit: Unit, isOne: boolean): void {
    if (isOne && unit.machines > 1) this.world.stations.widen(unit, 1);
    else this.world.machines.restart(unit);
  }

  private cut(fault: Extract<Fault, { kind: 'partition' | 'drop' }>): {
    readonly text: string;
    readonly of: readonly Id[];
    readonly undo: Undo;
  } {
    const { world, targets } = this;
    const [one, other] = fault.between;
    const share = fault.kind === 'partition' ? 1 : fault.share;
    const until = world.kernel.now + (fault.duration ?? Infinity);
    const cut = { one: targets.has(one), other: targets.has(other), share, until };
    world.cuts.all.push(cut);
    const [a, b] = [targets.nameOf(one), targets.nameOf(other)];
    return {
      text:
        fault.kind === 'partition'
          ? `${a} and ${b} cannot reach each other`
          : `${sayRatio(share)} of the messages between ${a} and ${b} are lost`,
      of: [one.to, other.to],
      undo: () => world.cuts.end(cut),
    };
  }
}

const product = (numbers: readonly number[]): number => numbers.reduce((all, one) => all * one, 1);

/** What is at work on a machine after one more has begun, or one has ended. */
function changed(all: Map<Unit, number[]>, unit: Unit, one: number, begins: boolean): readonly number[] {
  const now = all.get(unit) ?? [];
  if (begins) now.push(one);
  else now.splice(now.indexOf(one), 1);
  all.set(unit, now);
  return now;
}
