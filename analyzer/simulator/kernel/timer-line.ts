/**
 * Timers that all run equally long, so that they end in the order they were started: a ring, of which only the first is an
 * event of the kernel.
 *
 * Most time-outs never happen. In the heap they would be its bulk; here one costs a few stores and is passed over when its
 * turn comes.
 */
export class TimerLine {
  private capacity = 256;
  private times = new Float64Array(this.capacity);
  private serials = new Float64Array(this.capacity);
  private subjects = new Int32Array(this.capacity);
  private tickets = new Int32Array(this.capacity);
  private first = 0;
  size = 0;

  constructor(
    /** Seconds from start to end. */
    readonly delay: number,
    readonly kind: number,
  ) {}

  push(time: number, serial: number, subject: number, ticket: number): void {
    if (this.size === this.capacity) this.grow();
    const at = (this.first + this.size++) & (this.capacity - 1);
    this.times[at] = time;
    this.serials[at] = serial;
    this.subjects[at] = subject;
    this.tickets[at] = ticket;
  }

  get time(): number {
    return this.times[this.first] ?? 0;
  }
  get serial(): number {
    return this.serials[this.first] ?? 0;
  }
  get subject(): number {
    return this.subjects[this.first] ?? 0;
  }
  get ticket(): number {
    return this.tickets[this.first] ?? 0;
  }

  /** Removes the first. */
  shift(): void {
    this.first = (this.first + 1) & (this.capacity - 1);
    this.size--;
  }

  private grow(): void {
    const wider = new TimerLine(this.delay, this.kind);
    wider.capacity = this.capacity * 2;
    wider.times = new Float64Array(wider.capacity);
    wider.serials = new Float64Array(wider.capacity);
    wider.subjects = new Int32Array(wider.capacity);
    wider.tickets = new Int32Array(wider.capacity);
    for (; this.size > 0; this.shift()) wider.push(this.time, this.serial, this.subject, this.ticket);
    Object.assign(this, wider);
  }
}
