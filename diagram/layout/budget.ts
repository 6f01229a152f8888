/** How much time a layout may take, told beforehand: a level that has begun in this thread cannot be stopped. */

/** Keeps account of time against an estimate that learns how fast this machine is. */
export interface Budget {
  readonly isLimited: boolean;
  /** Whether a level of so many segments can be arranged in the time that is left; if so, that time is set aside. */
  admits(segments: number): boolean;
  /** Everything admitted so far is done. */
  settle(): void;
}

/** Time of ELK for a level on a quiet machine of 2020, in ms, by segments: measured from 30 to 2,400, then rounded. */
function usualTime(segments: number): number {
  return 5 + 3 * segments * (1 + segments / 2000);
}

/** How long a layout may take, on whose clock: pictures know none of their own. */
export interface TimeLimit {
  readonly ms: number;
  /** Time in ms, from any moment on: `performance.now`. */
  readonly clock: () => number;
}

/** What a layouter has learnt of its machine. */
export interface Pace {
  /** Time that levels took, in ms. */
  taken: number;
  /** Time that they take usually. */
  usual: number;
}

/** A machine is not believed to be faster than this, from a few quick levels. */
const FASTEST = 0.3;
/** Less than this says nothing about a machine, in ms of usual time. */
const TELLING = 60;

/** A budget of so many ms from now on; without a limit everything is admitted. */
export function budgetOf(limit: TimeLimit | undefined, pace: Pace): Budget {
  if (limit === undefined) return { isLimited: false, admits: () => true, settle: () => undefined };
  const { clock } = limit;
  const end = clock() + limit.ms;
  let since = clock();
  let aside = 0;
  return {
    isLimited: true,
    admits(segments) {
      if (aside === 0) since = clock();
      const usual = usualTime(segments);
      const factor = pace.usual < TELLING ? 1 : Math.max(FASTEST, pace.taken / pace.usual);
      if (clock() + (aside + usual) * factor > end) return false;
      aside += usual;
      return true;
    },
    settle() {
      pace.taken += aside === 0 ? 0 : clock() - since;
      pace.usual += aside;
      aside = 0;
    },
  };
}
