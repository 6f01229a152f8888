import { type Frame, FrameQueue } from '../model/frame.js';

/** One lock for everybody: who asks for it while it is held waits in order of arrival. */
export class Lock {
  private isHeld = false;
  private readonly waiting = new FrameQueue();

  /** Takes the lock; `false` when the frame has to wait for it. */
  take(frame: Frame): boolean {
    if (!this.isHeld) {
      this.isHeld = true;
      return true;
    }
    this.waiting.append(frame);
    return false;
  }

  /** Gives the lock back; says who holds it now, if anybody waited. */
  give(): Frame | undefined {
    const next = this.waiting.shift();
    if (next === undefined) this.isHeld = false;
    return next;
  }
}
