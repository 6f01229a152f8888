import { constantLatency, type Latency, NO_TIME } from '../distribution/latency.js';
import { repeatMean, repeatTimes } from '../distribution/repeat.js';
import { after, type Course, inSum, isEndless, oneOf, PASSED } from './course.js';
import { remember } from './latency-cache.js';
import type { RepeatNode } from './plan.js';
import { NEVER } from './response.js';

/** The body again and again; one that fails or is done is the last. */
export function repeatedCourse(body: Course, times: RepeatNode['times']): Course {
  const exact = 'exactly' in times;
  const wanted = Math.max(0, 'exactly' in times ? Math.round(times.exactly) : times.mean);
  if (wanted === 0 || !(wanted < 1e15)) return wanted === 0 ? PASSED : after(NEVER);
  if (!exact && wanted <= 1)
    return oneOf([
      { probability: wanted, course: body },
      { probability: 1 - wanted, course: PASSED },
    ]);
  const again = 1 - 1 / wanted;
  const goes = exact ? body.goes ** wanted : (body.goes * (1 - again)) / (1 - body.goes * again);
  const leaves = 1 - body.goes;
  const ends = leaves > 0 ? ((1 - goes) * body.ends) / leaves : 0;
  const fails = leaves > 0 ? ((1 - goes) * body.fails) / leaves : 0;
  const lasting = exact
    ? repeated(body.goLatency, wanted, true)
    : repeated(body.goLatency, 1 / (1 - body.goes * again), false);
  if (leaves <= 1e-12) return { ...PASSED, goLatency: lasting };
  // Repetitions that went well before the one that leaves, on average.
  const before = exact ? meanBefore(body.goes, wanted) : (body.goes * again) / (1 - body.goes * again);
  const earlier = repeated(body.goLatency, before, false);
  return {
    goes,
    goLatency: goes > 0 ? lasting : NO_TIME,
    ends,
    endLatency: ends > 0 ? inSum(earlier, body.endLatency) : NO_TIME,
    fails,
    failLatency: fails > 0 ? inSum(earlier, body.failLatency) : NO_TIME,
  };
}

function repeated(latency: Latency, times: number, exactly: boolean): Latency {
  if (isEndless(latency) && times > 0) return NEVER;
  if (latency.constant !== undefined && exactly) return constantLatency(latency.constant * times);
  return remember(exactly ? 'times' : 'mean', [latency], [times], () =>
    exactly ? repeatTimes(latency, times) : repeatMean(latency, times),
  );
}

/** Mean number of successes before the first failure, given that it comes within `count` trials. */
function meanBefore(success: number, count: number): number {
  let reached = 1;
  let sum = 0;
  let total = 0;
  for (let k = 0; k < Math.min(count, 10_000); k++) {
    sum += k * reached;
    total += reached;
    reached *= success;
  }
  return total > 0 ? sum / total : 0;
}
