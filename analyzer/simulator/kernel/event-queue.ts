/**
 * The events to come, earliest first; events of the same time in the order they were put in.
 *
 * A binary heap of times and slots in typed arrays; kind, subject, ticket and serial number of an event lie in its slot and are
 * not moved. Nothing is allocated once the arrays have grown to the largest number of pending events. The hole that the first
 * leaves goes all the way down before the last event rises into it (Wegener, Theoretical Computer Science 118, 1993): that
 * event nearly always belongs far down, so comparing it on the way is in vain. `bench/simulator.mjs` holds it against a 4-ary
 * heap, which is no faster although it keeps less per event, and a calendar queue, which is up to twice as fast from some hundred
 * events on as long as they are spread evenly in time. That queue is not taken: microseconds of work and hours between breakdowns
 * waiting side by side defeat its calendar, and in a whole design the queue is a small part of an event's cost.
 */
export class EventQueue {
  private capacity = 1024;
  private times = new Float64Array(this.capacity);
  private slots = new Int32Array(this.capacity);
  private serials = new Float64Array(this.capacity);
  private kinds = new Uint8Array(this.capacity);
  private subjects = new Int32Array(this.capacity);
  private tickets = new Int32Array(this.capacity);
  private free = new Int32Array(this.capacity);
  private freeCount = 0;
  private usedSlots = 0;
  /** Pending events. */
  size = 0;
  /** The event taken last. */
  time = 0;
  kind = 0;
  subject = 0;
  ticket = 0;

  /** Puts an event in; `serial` must grow from call to call where times may be the same. */
  push(time: number, serial: number, kind: number, subject: number, ticket: number): void {
    if (this.size === this.capacity) this.grow();
    const slot = this.freeCount > 0 ? (this.free[--this.freeCount] ?? 0) : this.usedSlots++;
    this.serials[slot] = serial;
    this.kinds[slot] = kind;
    this.subjects[slot] = subject;
    this.tickets[slot] = ticket;
    this.rise(this.size++, time, slot, serial);
  }

  /** Time of the earliest event; `Infinity` when there is none. */
  get next(): number {
    return this.size > 0 ? (this.times[0] ?? 0) : Infinity;
  }

  /** Takes the earliest event and shows it in `time`, `kind`, `subject` and `ticket`. There must be one. */
  pop(): void {
    const slot = this.slots[0] ?? 0;
    this.time = this.times[0] ?? 0;
    this.kind = this.kinds[slot] ?? 0;
    this.subject = this.subjects[slot] ?? 0;
    this.ticket = this.tickets[slot] ?? 0;
    this.free[this.freeCount++] = slot;
    const last = --this.size;
    if (last > 0) this.fill(this.times[last] ?? 0, this.slots[last] ?? 0);
  }

  private rise(from: number, time: number, slot: number, serial: number): void {
    const { times, slots, serials } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = times[parent] ?? 0;
      const parentSlot = slots[parent] ?? 0;
      if (above < time || (above === time && (serials[parentSlot] ?? 0) < serial)) break;
      times[at] = above;
      slots[at] = parentSlot;
      at = parent;
    }
    times[at] = time;
    slots[at] = slot;
  }

  /** Closes the hole at the top with what was last. */
  private fill(time: number, slot: number): void {
    const { times, slots, serials, size } = this;
    let at = 0;
    let child = 1;
    while (child < size) {
      let earlier = times[child] ?? 0;
      const other = child + 1;
      if (other < size) {
        const of = times[other] ?? 0;
        if (of < earlier || (of === earlier && this.isBefore(other, child))) {
          child = other;
          earlier = of;
        }
      }
      times[at] = earlier;
      slots[at] = slots[child] ?? 0;
      at = child;
      child = 2 * at + 1;
    }
    this.rise(at, time, slot, serials[slot] ?? 0);
  }

  private isBefore(one: number, other: number): boolean {
    return (this.serials[this.slots[one] ?? 0] ?? 0) < (this.serials[this.slots[other] ?? 0] ?? 0);
  }

  private grow(): void {
    this.capacity *= 2;
    this.times = longer(this.times, new Float64Array(this.capacity));
    this.slots = longer(this.slots, new Int32Array(this.capacity));
    this.serials = longer(this.serials, new Float64Array(this.capacity));
    this.kinds = longer(this.kinds, new Uint8Array(this.capacity));
    this.subjects = longer(this.subjects, new Int32Array(this.capacity));
    this.tickets = longer(this.tickets, new Int32Array(this.capacity));
    this.free = longer(this.free, new Int32Array(this.capacity));
  }
}

function longer<T extends Float64Array | Int32Array | Uint8Array>(old: T, into: T): T {
  into.set(old);
  return into;
}
