/** A write to a followed key: when and where it happened, and which writes it knew of. */
export class Written {
  /** When its client was told; `Infinity`: not yet, or never. */
  acknowledgedAt = Infinity;
  /** Whether a write that did not come after it has won over it; whether it has met one that it did not know of. */
  isOverruled = false;
  hasConflicted = false;

  constructor(
    readonly version: number,
    /** Time at the clock of its coordinator. */
    readonly stamp: number,
    readonly begun: number,
    /** Number of the copy that took it. */
    readonly coordinator: number,
    /** A version vector: the newest version taken by each copy that it knows of, itself included. */
    readonly seen: readonly number[],
  ) {}

  knows(other: Written): boolean {
    return (this.seen[other.coordinator] ?? 0) >= other.version;
  }

  isLaterThan(other: Written): boolean {
    return this.stamp > other.stamp || (this.stamp === other.stamp && this.version > other.version);
  }
}

/** What a copy holds of a key: one write, or several that nobody has decided between (siblings). */
export type Value = readonly Written[];

export function versionOf(value: Value | undefined): number {
  let newest = 0;
  for (const one of value ?? []) newest = Math.max(newest, one.version);
  return newest;
}
