import { of, recalled } from '../../catalogue/source.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { CopyContents } from './contents.js';
import type { Value } from './written.js';

/** How long writes are kept for a copy that is away, and how often it is looked for. */
const hintWindow = of(10_800, recalled('the Apache Cassandra documentation, max_hint_window: 3h'));
const hintPause = of(10, recalled('the Apache Cassandra documentation, hints_flush_period: 10000ms'));

interface Kept {
  readonly contents: CopyContents;
  readonly from: Unit;
  readonly since: number;
  count: number;
  readonly values: Map<number, Value>;
}

/** Writes that are kept for copies that are away, and handed over when they are back. */
export class Hints {
  private readonly kept = new Map<Unit, Kept>();
  private isLooking = false;

  constructor(private readonly world: World) {}

  /** Keeps a write (of a key that is not followed: counts it); says whether the copy is not away for too long. */
  keep(contents: CopyContents, from: Unit, to: Unit, key: number, value: Value | undefined): boolean {
    const { now } = this.world.kernel;
    let kept = this.kept.get(to);
    if (kept === undefined) {
      kept = { contents, from, since: now, count: 0, values: new Map() };
      this.kept.set(to, kept);
    }
    if (now - kept.since > Number(hintWindow.value)) return false;
    kept.count++;
    const merged = contents.merge(key, kept.values.get(key), value);
    if (merged !== undefined) kept.values.set(key, merged);
    if (!this.isLooking) this.lookLater();
    return true;
  }

  private lookLater(): void {
    this.isLooking = true;
    this.world.later(Number(hintPause.value), () => this.look());
  }

  private look(): void {
    this.isLooking = false;
    const { world } = this;
    for (const [to, { contents, from, count, values }] of this.kept) {
      if (!world.quorums.reaches(from, to)) continue;
      this.kept.delete(to);
      contents.hintsDelivered += count;
      for (const [key, value] of values) world.quorums.mend(contents, from, to, key, value, 0);
    }
    if (this.kept.size > 0) this.lookLater();
  }
}
