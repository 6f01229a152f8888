/** Where the reader is in a run, and how fast the time goes by. */

/** Simulated seconds in one second of the reader. */
export const speeds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

/** Seconds of the reader that a run takes at most at first. */
const PATIENCE = 90;

/** Seconds of the reader that one picture may skip at most: a page that was hidden goes on where it was. */
const LONGEST = 0.25;

export class PlayHead {
  /** Simulated seconds since the start of the run. */
  time = 0;
  private rate: number = 1;
  private known = 0;
  private isOver = false;
  private last: number | undefined;

  /**
   * @param moved hears of each new time, and of starts and stops
   */
  constructor(private readonly moved: () => void) {}

  get isPlaying(): boolean {
    return this.last !== undefined;
  }

  get speed(): number {
    return this.rate;
  }

  set speed(speed: number) {
    this.rate = speed;
    this.moved();
  }

  /** The next faster or slower speed. */
  change(by: 1 | -1): void {
    const next = by > 0 ? speeds.find((one) => one > this.rate) : speeds.findLast((one) => one < this.rate);
    if (next !== undefined) this.speed = next;
  }

  /** Plays a run of so many seconds from its start, fast enough to be watched to its end. */
  begin(duration: number): void {
    this.time = 0;
    this.speed = speeds.find((speed) => duration / speed <= PATIENCE) ?? 100;
    this.play();
  }

  play(): void {
    if (this.isPlaying) return;
    if (this.isOver && this.time >= this.known) this.time = 0;
    this.last = performance.now();
    requestAnimationFrame(this.tick);
    this.moved();
  }

  pause(): void {
    this.last = undefined;
    this.moved();
  }

  /** Goes to a moment, or the nearest one that is known. */
  seek(time: number): void {
    this.time = Math.max(0, Math.min(time, this.known));
    this.moved();
  }

  /** More of the run is known. */
  extend(until: number, isOver: boolean): void {
    this.known = until;
    this.isOver = isOver;
    if (this.time > until && isOver) this.time = until;
    this.moved();
  }

  private readonly tick = (now: number): void => {
    const { last, known } = this;
    if (last === undefined) return;
    const passed = Math.max(0, Math.min(LONGEST, (now - last) / 1000)) * this.rate;
    this.last = now;
    // A run that is slower than the reader is waited for; one that has been started anew catches up.
    const time = Math.max(this.time, Math.min(known, this.time + passed));
    const hasEnded = this.isOver && time >= known;
    if (hasEnded) this.last = undefined;
    if (time !== this.time || hasEnded) {
      this.time = time;
      this.moved();
    }
    if (!hasEnded) requestAnimationFrame(this.tick);
  };
}
