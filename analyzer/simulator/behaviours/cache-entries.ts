/** Who leaves a full cache: the least recently or least frequently used, the oldest, anybody, or nobody. */
export type Eviction = 'lru' | 'lfu' | 'fifo' | 'random' | 'none';

/** No slot. */
const NONE = -1;

/**
 * The entries of a cache: keys with a weight and a time at which they end, in the order in which they would be evicted.
 *
 * A list through typed arrays, the next to leave first. `lru` and `fifo` append at its end; `lfu` keeps it sorted by uses, and
 * among equals by age; every operation takes constant time.
 */
export class CacheEntries {
  private size = 64;
  private keys = new Float64Array(this.size);
  private ends = new Float64Array(this.size);
  private weights = new Float64Array(this.size);
  private uses = new Float64Array(this.size);
  private versions = new Float64Array(this.size);
  private before = new Int32Array(this.size).fill(NONE);
  private after = new Int32Array(this.size).fill(NONE);
  private readonly slotOf = new Map<number, number>();
  private readonly free: number[] = [];
  private used = 0;
  private first = NONE;
  private last = NONE;
  /** Last slot of those used so often. */
  private readonly lastOfUses = new Map<number, number>();
  private weight = 0;

  constructor(
    private readonly capacity: number,
    private readonly eviction: Eviction,
    private readonly uniform: () => number,
  ) {}

  get count(): number {
    return this.slotOf.size;
  }

  /** Share of the room that is taken. */
  get fullness(): number {
    return this.weight / this.capacity;
  }

  /** Whether the key is there and has not ended; a use of it then. `prolonged` is its new end where a use prolongs it. */
  use(key: number, now: number, prolonged: number | undefined): boolean {
    const slot = this.slotOf.get(key);
    if (slot === undefined) return false;
    if ((this.ends[slot] ?? 0) <= now) {
      this.removeSlot(slot);
      return false;
    }
    if (prolonged !== undefined) this.ends[slot] = prolonged;
    if (this.eviction === 'lru') {
      this.unlink(slot);
      this.linkAfter(this.last, slot);
    } else if (this.eviction === 'lfu') this.useMoreOften(slot);
    return true;
  }

  /** Puts a key in, or makes it new again; others leave until there is room. */
  put(key: number, weight: number, ends: number, version = 0): void {
    const known = this.slotOf.get(key);
    if (known !== undefined) {
      this.ends[known] = ends;
      this.versions[known] = version;
      this.use(key, -Infinity, undefined);
      return;
    }
    if (weight > this.capacity) return;
    while (this.weight + weight > this.capacity) {
      if (this.eviction === 'none') return;
      this.removeSlot(this.eviction === 'random' ? this.anySlot() : this.first);
    }
    const slot = this.free.pop() ?? this.newSlot();
    this.keys[slot] = key;
    this.weights[slot] = weight;
    this.ends[slot] = ends;
    this.uses[slot] = 1;
    this.versions[slot] = version;
    this.weight += weight;
    this.slotOf.set(key, slot);
    if (this.eviction === 'lfu') {
      this.linkAfter(this.lastOfUses.get(1) ?? NONE, slot);
      this.lastOfUses.set(1, slot);
    } else this.linkAfter(this.last, slot);
  }

  /** The version of a key that it was put in with; 0 for a key that is not there. */
  versionOf(key: number): number {
    const slot = this.slotOf.get(key);
    return slot === undefined ? 0 : (this.versions[slot] ?? 0);
  }

  remove(key: number): void {
    const slot = this.slotOf.get(key);
    if (slot !== undefined) this.removeSlot(slot);
  }

  /** Takes out all keys that this is true of. */
  forget(is: (key: number) => boolean): void {
    for (const key of [...this.slotOf.keys()]) if (is(key)) this.remove(key);
  }

  private removeSlot(slot: number): void {
    this.slotOf.delete(this.keys[slot] ?? 0);
    this.weight -= this.weights[slot] ?? 0;
    this.forgetUses(slot);
    this.unlink(slot);
    this.keys[slot] = Number.NaN;
    this.free.push(slot);
  }

  private useMoreOften(slot: number): void {
    const uses = this.uses[slot] ?? 1;
    // Behind all that are used as often as it is now, or, when there are none, behind those used as often as it was.
    const more = this.lastOfUses.get(uses + 1);
    const same = this.lastOfUses.get(uses);
    const behind = more ?? (same === slot ? (this.before[slot] ?? NONE) : (same ?? NONE));
    this.forgetUses(slot);
    this.unlink(slot);
    this.linkAfter(behind, slot);
    this.uses[slot] = uses + 1;
    this.lastOfUses.set(uses + 1, slot);
  }

  /** Takes the slot off the end of its group of equal uses. */
  private forgetUses(slot: number): void {
    if (this.eviction !== 'lfu') return;
    const uses = this.uses[slot] ?? 1;
    if (this.lastOfUses.get(uses) !== slot) return;
    const earlier = this.before[slot] ?? NONE;
    if (earlier !== NONE && this.uses[earlier] === uses) this.lastOfUses.set(uses, earlier);
    else this.lastOfUses.delete(uses);
  }

  private anySlot(): number {
    for (;;) {
      const slot = Math.floor(this.uniform() * this.used);
      if (!Number.isNaN(this.keys[slot] ?? Number.NaN)) return slot;
    }
  }

  private linkAfter(at: number, slot: number): void {
    const next = at === NONE ? this.first : (this.after[at] ?? NONE);
    this.before[slot] = at;
    this.after[slot] = next;
    if (at === NONE) this.first = slot;
    else this.after[at] = slot;
    if (next === NONE) this.last = slot;
    else this.before[next] = slot;
  }

  private unlink(slot: number): void {
    const [before, after] = [this.before[slot] ?? NONE, this.after[slot] ?? NONE];
    if (before === NONE) this.first = after;
    else this.after[before] = after;
    if (after === NONE) this.last = before;
    else this.before[after] = before;
  }

  private newSlot(): number {
    if (this.used === this.size) {
      this.size *= 2;
      const wider = <T extends Float64Array | Int32Array>(old: T, into: T): T => {
        into.set(old);
        return into;
      };
      this.keys = wider(this.keys, new Float64Array(this.size));
      this.ends = wider(this.ends, new Float64Array(this.size));
      this.weights = wider(this.weights, new Float64Array(this.size));
      this.uses = wider(this.uses, new Float64Array(this.size));
      this.versions = wider(this.versions, new Float64Array(this.size));
      this.before = wider(this.before, new Int32Array(this.size));
      this.after = wider(this.after, new Int32Array(this.size));
    }
    return this.used++;
  }
}
