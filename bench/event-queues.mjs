/**
 * Queues of events to hold the simulator's against: a 4-ary heap and a calendar queue, in typed arrays as well.
 *
 * Each has `push(time, payload)` and `pop()`, which returns the time of the earliest and shows its payload.
 */

/** A heap of arity 4 that moves time and payload together. */
export class WideHeap {
  constructor(capacity) {
    this.times = new Float64Array(capacity);
    this.payloads = new Int32Array(capacity);
    this.size = 0;
    this.payload = 0;
  }
  push(time, payload) {
    const { times, payloads } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      payloads[at] = payloads[parent];
      at = parent;
    }
    times[at] = time;
    payloads[at] = payload;
  }
  pop() {
    const { times, payloads } = this;
    const first = times[0];
    this.payload = payloads[0];
    const size = --this.size;
    const time = times[size];
    const payload = payloads[size];
    let at = 0;
    for (let child = 1; child < size; child = 4 * at + 1) {
      let least = child;
      const end = Math.min(child + 4, size);
      for (let other = child + 1; other < end; other++) if (times[other] < times[least]) least = other;
      if (time <= times[least]) break;
      times[at] = times[least];
      payloads[at] = payloads[least];
      at = least;
    }
    times[at] = time;
    payloads[at] = payload;
    return first;
  }
}

/** Brown's calendar queue (CACM 31, 1988): days of sorted lists, as many and as long as suit the events that are pending. */
export class CalendarQueue {
  constructor(capacity) {
    this.times = new Float64Array(capacity);
    this.payloads = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    this.free = Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
    this.size = 0;
    this.payload = 0;
    this.start(2, 1, 0);
  }
  start(days, width, time) {
    this.days = new Int32Array(days).fill(-1);
    this.width = width;
    this.day = Math.floor(time / width) & (days - 1);
    this.dayEnd = (Math.floor(time / width) + 1) * width;
    this.now = time;
  }
  push(time, payload) {
    const slot = this.free.pop();
    this.times[slot] = time;
    this.payloads[slot] = payload;
    this.insert(slot);
    if (++this.size > 2 * this.days.length) this.resize(this.days.length * 2);
  }
  insert(slot) {
    const time = this.times[slot];
    const day = Math.floor(time / this.width) & (this.days.length - 1);
    let at = this.days[day];
    if (at < 0 || this.times[at] > time) {
      this.next[slot] = at;
      this.days[day] = slot;
      return;
    }
    while (this.next[at] >= 0 && this.times[this.next[at]] <= time) at = this.next[at];
    this.next[slot] = this.next[at];
    this.next[at] = slot;
  }
  pop() {
    const count = this.days.length;
    for (let looked = 0; looked <= count; looked++) {
      const slot = this.days[this.day];
      if (slot >= 0 && this.times[slot] < this.dayEnd) return this.take(this.day, slot);
      this.day = (this.day + 1) & (count - 1);
      this.dayEnd += this.width;
    }
    let best = -1;
    for (let day = 0; day < count; day++) {
      const slot = this.days[day];
      if (slot >= 0 && (best < 0 || this.times[slot] < this.times[this.days[best]])) best = day;
    }
    const slot = this.days[best];
    this.day = best;
    this.dayEnd = (Math.floor(this.times[slot] / this.width) + 1) * this.width;
    return this.take(best, slot);
  }
  take(day, slot) {
    this.days[day] = this.next[slot];
    this.free.push(slot);
    this.payload = this.payloads[slot];
    const time = this.times[slot];
    this.now = time;
    if (--this.size < this.days.length / 2 - 2) this.resize(this.days.length / 2);
    return time;
  }
  resize(days) {
    const slots = [];
    for (const first of this.days) for (let slot = first; slot >= 0; slot = this.next[slot]) slots.push(slot);
    const sorted = slots.map((slot) => this.times[slot]).sort((a, b) => a - b);
    const sample = sorted.slice(0, 25);
    const gap = sample.length > 1 ? (sample.at(-1) - sample[0]) / (sample.length - 1) : this.width;
    this.start(Math.max(2, days), gap > 0 ? 3 * gap : this.width, this.now);
    for (const slot of slots.sort((a, b) => this.times[b] - this.times[a])) this.insert(slot);
  }
}
