/** Calls in the window below which nothing is concluded. Hystrix: requestVolumeThreshold. */
const FEWEST_CALLS = 20;
/** Parts that the window slides on by. */
const PARTS = 10;

/**
 * A circuit breaker, one for each caller component and target.
 *
 * Closed, it counts calls and failures over a sliding window; when so large a share failed it opens and fails calls at once.
 * After a while it lets one call through: success closes it, failure opens it again.
 */
export class Breaker {
  private readonly calls = new Float64Array(PARTS);
  private readonly failures = new Float64Array(PARTS);
  private part = 0;
  private openUntil = -Infinity;
  isOpen = false;
  /** Whether it lets one call through to see. */
  isTrying = false;

  constructor(
    /** Share of failures that opens it. */
    private readonly threshold: number,
    /** Seconds of the window, and of being open. */
    private readonly window: number,
    private readonly openFor: number,
  ) {}

  /** Whether a call may be made now. */
  allows(now: number): boolean {
    if (!this.isOpen) return true;
    if (now < this.openUntil || this.isTrying) return false;
    this.isTrying = true;
    return true;
  }

  /** Tells how a call that was allowed turned out. */
  note(now: number, failed: boolean): void {
    if (this.isOpen) {
      if (!this.isTrying) return;
      this.isTrying = false;
      if (failed) this.openUntil = now + this.openFor;
      else this.close(now);
      return;
    }
    this.slide(now);
    const at = this.part % PARTS;
    this.calls[at] = (this.calls[at] ?? 0) + 1;
    if (!failed) return;
    this.failures[at] = (this.failures[at] ?? 0) + 1;
    const sum = (of: Float64Array) => of.reduce((total, one) => total + one, 0);
    const calls = sum(this.calls);
    if (calls < FEWEST_CALLS || sum(this.failures) < this.threshold * calls) return;
    this.isOpen = true;
    this.openUntil = now + this.openFor;
  }

  private close(now: number): void {
    this.isOpen = false;
    this.calls.fill(0);
    this.failures.fill(0);
    this.part = this.partAt(now);
  }

  private partAt(now: number): number {
    return Math.floor((now / this.window) * PARTS);
  }

  private slide(now: number): void {
    const current = this.partAt(now);
    const passed = Math.min(PARTS, current - this.part);
    for (let i = 1; i <= passed; i++) {
      this.calls[(this.part + i) % PARTS] = 0;
      this.failures[(this.part + i) % PARTS] = 0;
    }
    this.part = Math.max(current, this.part);
    if (passed >= PARTS) {
      this.calls.fill(0);
      this.failures.fill(0);
    }
  }
}
