import type { Frame } from '../model/frame.js';
import type { ReplicaCopy } from './replica-copy.js';

/** Entries of one shard that are kept for a copy that is behind; one that is further behind is rebuilt from a snapshot. */
export const MOST_ENTRIES = 1 << 20;
const FEWEST = 64;

/**
 * The log of one shard under one leader: entries by their position, counted from 1, in a ring that keeps those that somebody may
 * still ask for.
 *
 * A new leader goes on with a log of its own that begins where it stands (`base`), so that entries of two leaders at the same
 * position are told apart.
 */
export class ShardLog {
  /** Lowest position kept, and highest there is. */
  first: number;
  last: number;
  /** Highest position that as many copies have as its mode asks for. */
  committed: number;
  /** Where the log of the next leader begins; `Infinity` while there is none. */
  end = Infinity;
  /** Somebody leads with a later log. */
  isSuperseded = false;
  /** The wait for acknowledgements became too long: writes do not wait for them. */
  isDegraded = false;
  /** Acknowledged entries that are not kept, by data item. */
  readonly forgotten = new Map<number, number>();
  private capacity = FEWEST;
  private times = new Float64Array(FEWEST);
  private keys = new Float64Array(FEWEST);
  private versions = new Float64Array(FEWEST);
  private data = new Int16Array(FEWEST);
  private acknowledged = new Uint8Array(FEWEST);
  private waiting: (Frame | undefined)[] = new Array(FEWEST);
  private tickets = new Float64Array(FEWEST);

  constructor(
    readonly leader: ReplicaCopy,
    /** Leaders of this shard are counted from 1. */
    readonly term: number,
    /** Position of the parent at which it begins. */
    readonly base: number,
    readonly parent: ShardLog | undefined,
  ) {
    this.first = base + 1;
    this.last = base;
    this.committed = base;
  }

  /** Whether the next entry needs room that has to be made by `forget` or `grow`. */
  get isFull(): boolean {
    return this.last - this.first + 1 >= this.capacity;
  }

  get canGrow(): boolean {
    return this.capacity < MOST_ENTRIES;
  }

  /** Entries up to there are not asked for any more. */
  forget(upTo: number): void {
    for (; this.first <= upTo && this.first <= this.last; this.first++) {
      const slot = this.slot(this.first);
      this.waiting[slot] = undefined;
      if (this.acknowledged[slot] === 0) continue;
      const data = this.data[slot] ?? -1;
      this.forgotten.set(data, (this.forgotten.get(data) ?? 0) + 1);
    }
  }

  /** Appends an entry, whose writer waits for it; there must be room. */
  append(time: number, data: number, key: number, version: number, writer: Frame): number {
    const position = ++this.last;
    const slot = this.slot(position);
    this.times[slot] = time;
    this.data[slot] = data;
    this.keys[slot] = key;
    this.versions[slot] = version;
    this.acknowledged[slot] = 0;
    this.waiting[slot] = writer;
    this.tickets[slot] = writer.ticket;
    return position;
  }

  has(position: number): boolean {
    return position >= this.first && position <= this.last;
  }

  timeOf(position: number): number {
    return this.times[this.slot(position)] ?? 0;
  }
  keyOf(position: number): number {
    return this.keys[this.slot(position)] ?? NO_KEY;
  }
  versionOf(position: number): number {
    return this.versions[this.slot(position)] ?? 0;
  }
  dataOf(position: number): number {
    return this.data[this.slot(position)] ?? -1;
  }
  isAcknowledged(position: number): boolean {
    return this.acknowledged[this.slot(position)] === 1;
  }
  acknowledge(position: number): void {
    const slot = this.slot(position);
    this.acknowledged[slot] = 1;
    this.waiting[slot] = undefined;
  }

  /** Who waits for an entry to be acknowledged. */
  writerOf(position: number): Frame | undefined {
    const slot = this.slot(position);
    const frame = this.waiting[slot];
    return frame !== undefined && frame.ticket === this.tickets[slot] ? frame : undefined;
  }

  /** A log that goes on from a position of this one under another leader. */
  fork(base: number, leader: ReplicaCopy): ShardLog {
    const fork = new ShardLog(leader, Math.max(this.term + 1, leader.term), base, this);
    fork.capacity = this.capacity;
    fork.times = this.times.slice();
    fork.keys = this.keys.slice();
    fork.versions = this.versions.slice();
    fork.data = this.data.slice();
    fork.acknowledged = this.acknowledged.slice();
    fork.waiting = new Array(this.capacity);
    fork.tickets = new Float64Array(this.capacity);
    fork.first = Math.min(this.first, base + 1);
    if (base >= this.first - 1) for (const [data, count] of this.forgotten) fork.forgotten.set(data, count);
    this.isSuperseded = true;
    this.end = base;
    return fork;
  }

  grow(): void {
    const from = this.capacity;
    const { times, keys, versions, data, acknowledged, waiting, tickets } = this;
    this.capacity = from * 2;
    this.times = new Float64Array(this.capacity);
    this.keys = new Float64Array(this.capacity);
    this.versions = new Float64Array(this.capacity);
    this.data = new Int16Array(this.capacity);
    this.acknowledged = new Uint8Array(this.capacity);
    this.waiting = new Array(this.capacity);
    this.tickets = new Float64Array(this.capacity);
    for (let position = this.first; position <= this.last; position++) {
      const [old, slot] = [position % from, this.slot(position)];
      this.times[slot] = times[old] ?? 0;
      this.keys[slot] = keys[old] ?? NO_KEY;
      this.versions[slot] = versions[old] ?? 0;
      this.data[slot] = data[old] ?? -1;
      this.acknowledged[slot] = acknowledged[old] ?? 0;
      this.waiting[slot] = waiting[old];
      this.tickets[slot] = tickets[old] ?? 0;
    }
  }

  private slot(position: number): number {
    return position % this.capacity;
  }
}

/** Of entries whose key is not followed. */
export const NO_KEY = -1;
/** Keys of one data item are kept apart from those of another by this much. */
export const KEYS_PER_DATA = 2 ** 40;
