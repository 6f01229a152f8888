import type { Id } from '../../design/design.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import { MOST_REPETITIONS } from './network.js';

/** One end of a message: a machine, where there is one, a place, and the component. */
export interface End {
  readonly unit: Unit | undefined;
  readonly spot: number;
  readonly component: Id | undefined;
}

/** Messages between two sides that are lost for a while: all of them, or a share. */
export interface Cut {
  readonly one: (end: End) => boolean;
  readonly other: (end: End) => boolean;
  readonly share: number;
  /** When it ends, in seconds since the start of the run. */
  readonly until: number;
}

/**
 * Partitions and drops: what is between two sides loses messages, both ways.
 *
 * A lost message is sent again as the network does it, so that one that began before the end of a partition may come through after
 * it, much later.
 */
export class Cuts {
  readonly all: Cut[] = [];
  private readonly losing: () => number;

  constructor(private readonly world: World) {
    this.losing = world.streams.uniform('cuts');
  }

  end(cut: Cut): void {
    const at = this.all.indexOf(cut);
    if (at >= 0) this.all.splice(at, 1);
  }

  /** Whether nothing passes between two ends now. */
  isCut(from: End, to: End): boolean {
    for (const cut of this.all) if (cut.share >= 1 && passes(cut, from, to)) return true;
    return false;
  }

  isCutBetween(one: Unit, other: Unit): boolean {
    return this.isCut(endOf(one), endOf(other));
  }

  /** Seconds that a message from one machine to another is late by what is lost; `Infinity` when it is given up. */
  delayBetween(one: Unit, other: Unit): number {
    return this.all.length === 0 ? 0 : this.repetitions(endOf(one), endOf(other));
  }

  /** Seconds that repetitions of a message take; `Infinity` when it is given up. */
  repetitions(from: End, to: End): number {
    const { network, kernel } = this.world;
    const timeout = network.timeoutBetween(from.spot, to.spot);
    let lost = 0;
    while (lost <= MOST_REPETITIONS && this.isLost(from, to, kernel.now + timeout * (2 ** lost - 1))) lost++;
    return lost > MOST_REPETITIONS ? Infinity : timeout * (2 ** lost - 1);
  }

  private isLost(from: End, to: End, at: number): boolean {
    for (const cut of this.all)
      if (at < cut.until && passes(cut, from, to) && (cut.share >= 1 || this.losing() < cut.share)) return true;
    return false;
  }
}

const passes = ({ one, other }: Cut, from: End, to: End): boolean =>
  (one(from) && other(to)) || (one(to) && other(from));

const endOf = (unit: Unit): End => ({ unit, spot: unit.spot, component: unit.pool.component });
