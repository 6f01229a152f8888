import type { Register } from '../history/register.js';
import type { Frame } from '../model/frame.js';

/**
 * Messages that wait in one partition for one group of consumers, oldest first.
 *
 * The fields of the oldest one are those of the ring. Arrays of numbers, doubled when full: messages are no objects.
 */
export class MessageRing {
  private capacity = 16;
  private times = new Float64Array(this.capacity);
  private keys = new Float64Array(this.capacity);
  private sessions = new Float64Array(this.capacity);
  private versions = new Float64Array(this.capacity);
  private deliveries = new Uint32Array(this.capacity);
  private effects = new Uint32Array(this.capacity);
  private registers: (Register | undefined)[] = [];
  private first = 0;
  length = 0;

  /** When it was published. */
  get time(): number {
    return this.times[this.first] ?? 0;
  }
  get key(): number {
    return this.keys[this.first] ?? -1;
  }
  get session(): number {
    return this.sessions[this.first] ?? 0;
  }
  get version(): number {
    return this.versions[this.first] ?? 0;
  }
  /** How often it was handed out, and how many effects a delivery that failed has had. */
  get delivered(): number {
    return this.deliveries[this.first] ?? 0;
  }
  get had(): number {
    return this.effects[this.first] ?? 0;
  }
  /** Whose messages these are. */
  get register(): Register | undefined {
    return this.registers[this.first];
  }

  append(time: number, key: number, session: number, version: number, register: Register | undefined): void {
    this.reserve();
    this.put((this.first + this.length++) & (this.capacity - 1), time, key, session, version, register);
  }

  /** The message that a frame handled is the oldest one again. */
  putBack(frame: Frame): void {
    this.reserve();
    this.first = (this.first - 1) & (this.capacity - 1);
    this.length++;
    this.put(this.first, frame.startedAt, frame.key, frame.session, frame.version, frame.register);
    this.deliveries[this.first] = frame.deliveries;
    this.effects[this.first] = Math.max(frame.had, frame.effects);
  }

  /** Takes out the oldest. */
  shift(): void {
    this.registers[this.first] = undefined;
    this.first = (this.first + 1) & (this.capacity - 1);
    this.length--;
  }

  /** Takes out the newest one of a key and version, published since then; any of them where no version is known. */
  remove(key: number, version: number, since: number): boolean {
    for (let i = this.length - 1; i >= 0; i--) {
      const at = (this.first + i) & (this.capacity - 1);
      if ((this.times[at] ?? 0) < since) return false;
      if (version > 0 && (this.keys[at] !== key || this.versions[at] !== version)) continue;
      for (let later = i + 1; later < this.length; later++) this.move(later, later - 1);
      this.length--;
      this.registers[(this.first + this.length) & (this.capacity - 1)] = undefined;
      return true;
    }
    return false;
  }

  private move(from: number, to: number): void {
    const [a, b] = [(this.first + from) & (this.capacity - 1), (this.first + to) & (this.capacity - 1)];
    this.put(
      b,
      this.times[a] ?? 0,
      this.keys[a] ?? -1,
      this.sessions[a] ?? 0,
      this.versions[a] ?? 0,
      this.registers[a],
    );
    this.deliveries[b] = this.deliveries[a] ?? 0;
    this.effects[b] = this.effects[a] ?? 0;
  }

  private put(
    at: number,
    time: number,
    key: number,
    session: number,
    version: number,
    register: Register | undefined,
  ): void {
    this.times[at] = time;
    this.keys[at] = key;
    this.sessions[at] = session;
    this.versions[at] = version;
    this.deliveries[at] = 0;
    this.effects[at] = 0;
    this.registers[at] = register;
  }

  private reserve(): void {
    const { capacity } = this;
    if (this.length < capacity) return;
    const inLine = <T extends Float64Array | Uint32Array>(old: T, into: T): T => {
      for (let i = 0; i < capacity; i++) into[i] = old[(this.first + i) & (capacity - 1)] ?? 0;
      return into;
    };
    this.times = inLine(this.times, new Float64Array(2 * capacity));
    this.keys = inLine(this.keys, new Float64Array(2 * capacity));
    this.sessions = inLine(this.sessions, new Float64Array(2 * capacity));
    this.versions = inLine(this.versions, new Float64Array(2 * capacity));
    this.deliveries = inLine(this.deliveries, new Uint32Array(2 * capacity));
    this.effects = inLine(this.effects, new Uint32Array(2 * capacity));
    this.registers = [...this.registers.slice(this.first), ...this.registers.slice(0, this.first)];
    this.first = 0;
    this.capacity = 2 * capacity;
  }
}
