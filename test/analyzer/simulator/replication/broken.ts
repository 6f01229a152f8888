import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import { solveAutoscaled } from '../../../../analyzer/estimate/network/autoscale.js';
import type { Unit } from '../../../../analyzer/simulator/model/units.js';
import { Run } from '../../../../analyzer/simulator/run.js';
import type { Measurable } from '../../../../analyzer/simulator/scenario/measure-run.js';
import type { World } from '../../../../analyzer/simulator/world.js';
import { designOf } from '../../../language/check.js';

/** Hands on the machines of a run. */
export class Hands {
  /** Pairs of machines that nothing passes between. */
  private readonly cuts = new Set<string>();

  constructor(readonly world: World) {
    world.isCut = (one, other) => this.cuts.has(pair(one, other));
    world.elections.watch();
  }

  at(time: number, happens: () => void): void {
    this.world.later(time - this.world.kernel.now, happens);
  }

  leader(component: string, shard = 0): Unit {
    const unit = this.world.replicas.leader(component, shard);
    if (unit === undefined) throw new Error(`nobody leads ${component}`);
    return unit;
  }

  copy(component: string, number: number): Unit {
    const unit = this.world.replicas.copy(component, number);
    if (unit === undefined) throw new Error(`no replica ${number} of ${component}`);
    return unit;
  }

  crash(unit: Unit): void {
    this.world.leadership.crashed(unit);
  }

  restart(unit: Unit): void {
    this.world.leadership.restarted(unit);
  }

  pause(unit: Unit): void {
    unit.isDown = true;
    this.world.leadership.paused(unit);
  }

  resume(unit: Unit): void {
    unit.isDown = false;
    this.world.leadership.resumed(unit);
    this.world.stations.next(unit);
  }

  cut(one: Unit, other: Unit): void {
    this.cuts.add(pair(one, other));
  }

  heal(): void {
    this.cuts.clear();
  }
}

const pair = (one: Unit, other: Unit): string =>
  `${Math.min(one.index, other.index)} ${Math.max(one.index, other.index)}`;

/** A run of the first workload of a text, in which machines break as `breaking` says. */
export function broken(
  text: string,
  { duration, warmup = 0, seed = 1 }: { duration: number; warmup?: number; seed?: number },
  breaking: (hands: Hands) => void,
): Measurable & { readonly world: World } {
  const prepared = prepare(designOf(text));
  const id = prepared.design.workloads[0]?.id ?? '';
  const solution = solveAutoscaled(prepared, prepared.lookup.workloads.get(id), 1);
  const run = new Run(solution, id, {
    seed,
    warmup,
    duration,
    precision: 0,
    eventBudget: Infinity,
    shouldStop: undefined,
    confidence: 0.99,
    firstBatch: duration / 320,
    scenario: undefined,
    isTraced: false,
    probes: undefined,
  });
  breaking(new Hands(run.world));
  run.advance(Infinity);
  return { ...run.result(), world: run.world };
}
