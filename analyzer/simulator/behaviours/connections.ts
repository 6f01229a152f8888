import { type Frame, FrameQueue } from '../model/frame.js';
import type { Unit } from '../model/units.js';

/** Connections of one instance. */
interface Connections {
  free: number;
  readonly waiting: FrameQueue;
}

/** `pool N`: connections that each instance of a caller keeps to one store; a call waits for a free one. */
export class ConnectionPool {
  private readonly ofUnit = new Map<Unit | undefined, Connections>();

  constructor(
    /** Connections of one instance. */
    private readonly size: number,
  ) {}

  /** Takes a connection for the attempt; `false` when it has to wait for one. */
  take(attempt: Frame): boolean {
    const connections = this.of(attempt.parent?.unit);
    if (connections.free > 0) {
      connections.free--;
      attempt.hasConnection = true;
      attempt.connectedFrom = attempt.parent?.unit;
      return true;
    }
    connections.waiting.append(attempt);
    return false;
  }

  /** Gives the connection of an attempt back; says who of the same instance has it now, if anybody waited. */
  give(attempt: Frame): Frame | undefined {
    const unit = attempt.connectedFrom;
    const connections = this.of(unit);
    attempt.hasConnection = false;
    attempt.connectedFrom = undefined;
    const next = connections.waiting.shift();
    if (next === undefined) connections.free++;
    else {
      next.hasConnection = true;
      next.connectedFrom = unit;
    }
    return next;
  }

  private of(unit: Unit | undefined): Connections {
    let connections = this.ofUnit.get(unit);
    if (connections === undefined) {
      // All machines of a unit with one queue share what each of them keeps.
      connections = { free: this.size * (unit?.machines ?? 1), waiting: new FrameQueue() };
      this.ofUnit.set(unit, connections);
    }
    return connections;
  }
}
