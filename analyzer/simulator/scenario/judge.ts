import type { Design, Expectation, Id } from '../../design/design.js';
import { sayCount, sayQuantity, sayTime } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import { EQUAL_WITHIN, evaluateUnder } from '../../estimate/expectation/evaluate.js';
import type { ExpectationResult } from '../result.js';
import { together } from './join-runs.js';
import { estimated, type Measurable, type Measured, measureRun } from './measure-run.js';

/**
 * What a scenario expects against the runs of it; several differ in their seeds alone.
 *
 * Figures of several runs are their means; counts and peaks are those of the worst run, since they must hold in each.
 * `estimate` is asked for where a run has no such figure (costs, storage, greatest rates).
 */
export function judge(
  expectations: readonly Expectation[],
  runs: readonly Measurable[],
  design: Design,
  estimate: () => Estimate,
): readonly ExpectationResult[] {
  return expectations.map((expectation) =>
    estimated.has(expectation.measure)
      ? byEstimate(expectation, estimate(), design)
      : worstOf(expectation, together(runs.map((run) => measureRun(expectation, run, design))), runs),
  );
}

type Status = ExpectationResult['status'];

/** How one measured thing stands. */
interface Verdict {
  readonly measured: Measured;
  readonly status: Status;
  readonly reason?: string;
}

/** Of several things measured, the one that holds least: missing beats undecided, undecided beats holding. */
function worstOf(
  expectation: Expectation,
  measured: readonly Measured[],
  runs: readonly Measurable[],
): ExpectationResult {
  const { id, bound, of } = expectation;
  const cut = runs.map(cutShort).find((reason) => reason !== undefined);
  const verdicts = measured.map((one) => verdict(expectation, one, cut));
  const [worst] = (['missed', 'undecided', 'met'] as const)
    .map((status) => verdicts.filter((one) => one.status === status))
    .filter((those) => those.length > 0)
    .map((those) =>
      those.reduce((least, one) => (margin(one, expectation) < margin(least, expectation) ? one : least)),
    );
  if (worst === undefined) {
    const reason = `nothing in this run has the measure ${expectation.measure}`;
    return { id, status: 'undecided', actual: null, bound: bound.value, reason };
  }
  const { value, halfWidth, of: which, grows } = worst.measured;
  const isSeveral = of.length > 1 || of.some(({ to }) => to === '*');
  return {
    id,
    status: worst.status,
    actual: value,
    bound: bound.value,
    ...(value === null || grows || !Number.isFinite(halfWidth) ? {} : { halfWidth }),
    ...(isSeveral ? { worst: which } : {}),
    ...(worst.reason === undefined ? {} : { reason: worst.reason }),
  };
}

function verdict(expectation: Expectation, measured: Measured, cut: string | undefined): Verdict {
  const { value, halfWidth, grows, atLeast } = measured;
  if (value === null) {
    const isBeyond = atLeast !== undefined && isUpper(expectation) && misses(expectation, atLeast, Infinity);
    const known = atLeast === undefined ? '' : `: at least ${said(expectation, atLeast)}`;
    const reason = `${measured.reason ?? 'there is no such figure'}${known}`;
    return { measured, status: isBeyond ? 'missed' : 'undecided', reason };
  }
  // What can only grow and is beyond the bound stays there, whatever the rest of the run would bring.
  if (grows && isUpper(expectation) && misses(expectation, value, Infinity)) return { measured, status: 'missed' };
  if (cut !== undefined) return { measured, status: 'undecided', reason: cut };
  if (!Number.isFinite(halfWidth)) {
    // Ten times as rare an answer is inside the bound, too; or a far more ordinary one is beyond it already.
    if (measured.between !== undefined && meets(expectation, ...measured.between)) return { measured, status: 'met' };
    if (measured.between !== undefined && misses(expectation, ...measured.between))
      return { measured, status: 'missed' };
    const reason = `${name(expectation, measured.of)} is ${said(expectation, value)}, with too few data to say how sure that is: a longer run would tell`;
    return { measured, status: 'undecided', reason };
  }
  if (misses(expectation, value - halfWidth, value + halfWidth)) return { measured, status: 'missed' };
  if (meets(expectation, value - halfWidth, value + halfWidth)) return { measured, status: 'met' };
  const around = `${said(expectation, value)} ± ${said(expectation, halfWidth)}`;
  const reason = `${name(expectation, measured.of)} is ${around}: too close to ${said(expectation, expectation.bound.value)}; a longer run or more runs would tell`;
  return { measured, status: 'undecided', reason };
}

/** Whether growing can break it. */
const isUpper = ({ comparison }: Expectation): boolean => comparison !== '>' && comparison !== '>=';

/** Whether every value of an interval is inside the bound. */
function meets({ comparison, bound: { value: bound } }: Expectation, low: number, high: number): boolean {
  switch (comparison) {
    case '<':
      return high < bound;
    case '<=':
      return high <= bound;
    case '>':
      return low > bound;
    case '>=':
      return low >= bound;
    case '==':
      return low >= bound - tolerance(bound) && high <= bound + tolerance(bound);
  }
}

/** Whether no value of an interval is inside the bound. */
function misses({ comparison, bound: { value: bound } }: Expectation, low: number, high: number): boolean {
  switch (comparison) {
    case '<':
      return low >= bound;
    case '<=':
      return low > bound;
    case '>':
      return high <= bound;
    case '>=':
      return high < bound;
    case '==':
      return low > bound + tolerance(bound) || high < bound - tolerance(bound);
  }
}

const tolerance = (bound: number): number => EQUAL_WITHIN * Math.abs(bound);

/** How far inside the bound the value is; what has none is nowhere near it. */
function margin({ measured: { value, atLeast } }: Verdict, { comparison, bound }: Expectation): number {
  const actual = value ?? atLeast;
  if (actual === undefined) return -Infinity;
  if (comparison === '<' || comparison === '<=') return bound.value - actual;
  if (comparison === '>' || comparison === '>=') return actual - bound.value;
  return -Math.abs(actual - bound.value);
}

/** Why a run that did not reach its end decides nothing but what is certain already. */
function cutShort({ ended, eventCount, warmup, duration }: Measurable): string | undefined {
  const until = sayTime(warmup + duration);
  switch (ended) {
    case 'duration':
      return undefined;
    case 'budget':
      return `the run ended after ${sayCount(eventCount)} events, at ${until}, before all was played`;
    case 'precision':
      return `the run ended at ${until}, when it was precise enough, before all was played`;
    case 'stopped':
      return `the run was stopped at ${until}, before all was played`;
  }
}

/** What costs, takes room, or bounds the rate is the same in every run: the estimate has it. */
function byEstimate(expectation: Expectation, estimate: Estimate, design: Design): ExpectationResult {
  const { id, holds, actual, bound, worst, reason } = evaluateUnder(expectation, estimate, design);
  return {
    id,
    status: holds === null ? 'undecided' : holds ? 'met' : 'missed',
    actual,
    bound,
    by: 'estimate',
    ...(worst === undefined ? {} : { worst }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const said = ({ bound }: Expectation, value: number): string => sayQuantity(value, bound.dimension);
const name = ({ measure }: Expectation, of: Id): string => `${measure}(${of})`;
