/**
 * Availability, repair, retries and replication lag as formulas on plain numbers; knows nothing of designs.
 *
 * All availability formulas take failures as independent; shared causes (a zone, a deploy, a bug) dominate in practice,
 * so count each shared dependency once as a part in series.
 */

/** Share of time up, `MTBF/(MTBF + MTTR)` with mean time up and mean time to repair in one unit; 1 when it never fails. */
export function availabilityOf(meanUp: number, meanRepair: number): number {
  return meanUp === Infinity ? 1 : meanUp / (meanUp + meanRepair);
}

/** All parts needed: the product. 1 for none. */
export function inSeries(...parts: readonly number[]): number {
  return parts.reduce((product, part) => product * part, 1);
}

/** One of the parts is enough: `1 - Π(1 - a)`. 0 for none. */
export function inParallel(...parts: readonly number[]): number {
  return 1 - parts.reduce((product, part) => product * (1 - part), 1);
}

/**
 * At least `needed` of `count` alike parts up: `Σ_{j≥k} C(n,j) a^j (1-a)^{n-j}`.
 *
 * Source: Trivedi, Probability and Statistics with Reliability, Queuing, and Computer Science Applications, §1.
 */
export function atLeast(needed: number, count: number, part: number): number {
  if (needed <= 0) return 1;
  if (needed > count) return 0;
  if (part <= 0) return 0;
  if (part >= 1) return 1;
  // Terms by logarithms: for a thousand parts C(n,j) is beyond the largest number, and a^j below the smallest. Summed is
  // the side of the mean that is the smaller one, so that 1 - 10^-12 keeps its digits.
  const isUpper = needed > count * part;
  const odds = Math.log(part) - Math.log1p(-part);
  let term = isUpper ? count * Math.log(part) : count * Math.log1p(-part);
  let sum = 0;
  for (let k = 0; k < (isUpper ? count - needed + 1 : needed); k++) {
    sum += Math.exp(term);
    term += Math.log((count - k) / (k + 1)) + (isUpper ? -odds : odds);
  }
  return Math.min(1, Math.max(0, isUpper ? sum : 1 - sum));
}

/** At least `needed` of parts that differ are up. */
export function atLeastOf(needed: number, parts: readonly number[]): number {
  // up[j]: probability that exactly j of the parts so far are up.
  let up = [1];
  for (const part of parts) up = [...up, 0].map((value, j) => value * (1 - part) + (up[j - 1] ?? 0) * part);
  return Math.min(
    1,
    up.slice(Math.max(0, needed)).reduce((sum, value) => sum + value, 0),
  );
}

/** Smallest majority of n, `⌊n/2⌋ + 1`. */
export const majority = (count: number): number => Math.floor(count / 2) + 1;

/** Probability that a majority of n nodes is up. An even n costs a node and tolerates no more failures. */
export const majorityAvailability = (count: number, part: number): number => atLeast(majority(count), count, part);

/** Seconds down in a period of the given seconds. */
export const downtime = (availability: number, period: number): number => (1 - availability) * period;

/** Minutes down per 30 days: 43.2 at 99.9 %. */
export const downtimeMinutesPerMonth = (availability: number): number => downtime(availability, 30 * 24 * 60);

/**
 * The least availability each of `dependencies` unique critical dependencies may have for a service to reach `target`
 * with half its error budget left for itself. With about ten this is the "rule of the extra nine".
 *
 * Source: Treynor, Dahlin, Rau, Beyer, "The calculus of service availability", ACM Queue 15 (2017).
 */
export const dependencyTarget = (target: number, dependencies: number): number =>
  dependencies > 0 ? 1 - (1 - target) / 2 / dependencies : 0;

/** Binomial coefficient `C(n, k)`; 0 outside 0…n. */
export function binomial(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - Math.min(k, n - k) + i)) / i;
  return result;
}

/**
 * Probability that at least one of `count` parallel parts meets something each meets with probability `share`:
 * `1 - (1-p)^n`. One slow server in 100 makes 63 % of requests that fan out to 100 slow.
 */
export const anyOf = (count: number, share: number): number => -Math.expm1(count * Math.log1p(-share));
