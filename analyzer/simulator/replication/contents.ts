import type { Configuration } from '../../estimate/network/configuration.js';
import type { Unit } from '../model/units.js';
import { type Value, versionOf, Written } from './written.js';

export type Resolve = 'last_write_wins' | 'siblings' | 'crdt';

/**
 * What the copies of a store without a leader, or with several, hold of the keys that are followed, and what becomes of writes
 * that did not know of each other.
 *
 * `last_write_wins`: the later clock wins. `vector_clocks` and `application`: both stay until a write that knew both. `crdt`: they
 * are merged, and nothing is lost. A write knows what its coordinator's copy holds when it begins.
 */
export class CopyContents {
  conflicts = 0;
  unavailable = 0;
  readRepairs = 0;
  hintsStored = 0;
  hintsDelivered = 0;
  /** Most siblings that any copy held. */
  siblings = 1;
  readonly resolve: Resolve;
  readonly takesHints: boolean;
  readonly repairsOnRead: boolean;
  readonly repairEvery: number | undefined;
  /** By copy of the store, by key. */
  readonly held: readonly Map<number, Value>[];
  /** Acknowledged writes that another one has won over without coming after them, by number of the data. */
  lost: (key: number, version: number) => void = () => {};

  constructor(
    configuration: Configuration,
    readonly count: number,
    units: number,
    /** Version of the next write to a key. */
    readonly nextVersion: (key: number) => number,
  ) {
    const { replicas } = configuration.component;
    const word = (name: string) => {
      const value = replicas?.settings[name]?.value;
      return value?.kind === 'symbol' ? value.name : undefined;
    };
    const resolve = word('resolve');
    this.resolve =
      resolve === 'crdt'
        ? 'crdt'
        : resolve === 'vector_clocks' || resolve === 'application'
          ? 'siblings'
          : 'last_write_wins';
    this.takesHints = word('hints') === 'on';
    this.repairsOnRead = replicas?.repair?.onRead === true;
    this.repairEvery = replicas?.repair?.every;
    this.held = Array.from({ length: units }, () => new Map<number, Value>());
  }

  get({ position }: Unit, key: number): Value | undefined {
    return this.held[position]?.get(key);
  }

  put(unit: Unit, key: number, value: Value): void {
    const map = this.held[unit.position];
    if (map === undefined) return;
    const before = map.get(key);
    const after = this.merge(key, before, value);
    if (after !== undefined && after !== before) map.set(key, after);
    if (after !== undefined && after.length > this.siblings) this.siblings = after.length;
  }

  /** A new write, or (`again`: its version) one that was sent before. */
  write(coordinator: Unit, key: number, now: number, again: number | undefined): Value {
    const number = coordinator.position % this.count;
    const seen = new Array<number>(this.count).fill(0);
    for (const one of this.get(coordinator, key) ?? [])
      for (let i = 0; i < this.count; i++) seen[i] = Math.max(seen[i] ?? 0, one.seen[i] ?? 0);
    const version = again ?? this.nextVersion(key);
    seen[number] = Math.max(seen[number] ?? 0, version);
    return [new Written(version, now + coordinator.clock, now, number, seen)];
  }

  /** The client of a write is told. */
  acknowledge(key: number, value: Value, now: number): void {
    for (const one of value) {
      if (one.acknowledgedAt < Infinity) continue;
      one.acknowledgedAt = now;
      if (one.isOverruled) this.lost(key, one.version);
    }
  }

  /** What somebody holds who is told two things; the first itself when the second says nothing new. */
  merge(key: number, one: Value | undefined, other: Value | undefined): Value | undefined {
    if (one === undefined || other === undefined || one === other) return one ?? other;
    const [a] = one;
    const [b] = other;
    if (a === undefined || b === undefined) return a === undefined ? other : one;
    if (this.resolve === 'siblings') return this.siblingsOf(one, other);
    if (a.version === b.version) return one;
    const isConflict = !a.knows(b) && !b.knows(a);
    if (isConflict) this.conflict(a.version > b.version ? a : b);
    if (this.resolve === 'crdt') {
      const newer = a.version > b.version ? a : b;
      if (!isConflict) return newer === a ? one : other;
      const seen = a.seen.map((version, i) => Math.max(version, b.seen[i] ?? 0));
      const merged = new Written(newer.version, newer.stamp, newer.begun, newer.coordinator, seen);
      merged.acknowledgedAt = newer.acknowledgedAt;
      return [merged];
    }
    const winner = a.isLaterThan(b) ? a : b;
    this.overrule(key, winner, winner === a ? b : a);
    return winner === a ? one : other;
  }

  private conflict(newer: Written): void {
    if (newer.hasConflicted) return;
    newer.hasConflicted = true;
    this.conflicts++;
  }

  /** A write is lost where one wins that did not begin after its acknowledgement. */
  private overrule(key: number, winner: Written, loser: Written): void {
    const cameAfter = winner.begun >= loser.acknowledgedAt || winner.knows(loser);
    if (loser.isOverruled || (winner.version > loser.version && cameAfter)) return;
    loser.isOverruled = true;
    if (loser.acknowledgedAt < Infinity) this.lost(key, loser.version);
  }

  private siblingsOf(one: Value, other: Value): Value {
    const isKnown = (written: Written, to: Value) =>
      to.some((by) => by.version !== written.version && by.knows(written));
    const kept = one.filter((written) => !isKnown(written, other));
    const added = other.filter(
      (written) => !isKnown(written, one) && !one.some(({ version }) => version === written.version),
    );
    if (added.length === 0 && kept.length === one.length) return one;
    if (kept.length > 0) for (const written of added) this.conflict(written);
    return [...kept, ...added];
  }

  /** Makes copies equal in everything. */
  level(units: readonly Unit[]): void {
    const keys = new Set<number>();
    for (const { position } of units) for (const key of this.held[position]?.keys() ?? []) keys.add(key);
    for (const key of keys) {
      let newest: Value | undefined;
      for (const unit of units) newest = this.merge(key, newest, this.get(unit, key));
      if (newest !== undefined) for (const unit of units) this.put(unit, key, newest);
    }
  }

  /** Newest version that any copy holds. */
  newest(key: number): number {
    let newest = 0;
    for (const copy of this.held) newest = Math.max(newest, versionOf(copy.get(key)));
    return newest;
  }
}
