import { type Frame, FrameQueue } from '../model/frame.js';

/** `pool N`: connections that the instances of a caller keep to one store; a call waits for a free one. */
export class ConnectionPool {
  private readonly waiting = new FrameQueue();

  constructor(
    /** Free connections of all instances of the caller. */
    private free: number,
  ) {}

  /** Takes a connection for the attempt; `false` when it has to wait for one. */
  take(attempt: Frame): boolean {
    if (this.free > 0) {
      this.free--;
      attempt.hasConnection = true;
      return true;
    }
    this.waiting.append(attempt);
    return false;
  }

  /** Gives the connection of an attempt back; says who has it now, if anybody waited. */
  give(attempt: Frame): Frame | undefined {
    attempt.hasConnection = false;
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next.hasConnection = true;
    return next;
  }
}
