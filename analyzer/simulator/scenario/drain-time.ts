/**
 * How long the largest backlog of a run took to go: the time from its peak until it is back at what is usual.
 *
 * Usual is at most twice the median of the course: what disturbs a queue takes less than half of a run. `backlog` has one entry
 * for every `step` seconds. Where it is never back, the time is that from the peak to the end.
 */
export function drainTime(backlog: readonly number[], step: number): { time: number; isOver: boolean } {
  const sorted = [...backlog].sort((a, b) => a - b);
  const usual = 2 * (sorted[Math.floor(sorted.length / 2)] ?? 0);
  const most = sorted.at(-1) ?? 0;
  // Less than one message is none.
  if (most <= Math.max(usual, 1)) return { time: 0, isOver: true };
  const top = backlog.indexOf(most);
  const back = backlog.findIndex((waiting, i) => i > top && waiting <= Math.max(usual, 1));
  return { time: ((back < 0 ? backlog.length : back) - top) * step, isOver: back >= 0 };
}
