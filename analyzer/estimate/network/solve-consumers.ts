import { mixture } from './mixture.js';
import type { PoolLoad, PoolMeasures, PoolShape, WorkClass } from './pool.js';

type Solve = (shape: PoolShape, load: PoolLoad) => PoolMeasures;

/**
 * Solves servers that handle one message after the other: a message waits once, before all the work on it, and its service is the
 * sum of that work. Figures are by visit, as of any pool: of the visits of a message the first one waits.
 */
export function solveConsumers(shape: PoolShape, load: PoolLoad, solve: Solve): PoolMeasures {
  const alone: PoolShape =
    shape.messages === 'to_any'
      ? { ...shape, messages: undefined, policy: 'shared', hottestShare: 1 / shape.units, hottestUnits: 1 }
      : { ...shape, messages: undefined };
  const whole = wholeWork(load.classes);
  const of = solve(alone, { ...load, classes: [whole] });
  const visits = mixture(load.classes);
  const ofVisits = visits.rate > 0 ? whole.rate / visits.rate : 1;
  const meanService = visits.mean * shape.slowing;
  const meanWait = of.meanWait * ofVisits;
  return {
    ...of,
    arrivalRate: visits.rate,
    throughput: of.throughput / ofVisits,
    meanService,
    meanWait,
    meanResponse: meanWait + meanService,
    // The law of a message's whole response is not that of one visit.
    waits: load.classes.length === 1 ? of.waits : of.waits.map((wait) => ({ ...wait, responseTail: undefined })),
    classRates: load.classes.map(({ rate }) => rate),
    classWaits: load.classes.map(({ isFurther }) => (isFurther ? 0 : of.meanWait)),
  };
}

/** All the work on one message as one class: means add up, and so do variances, as the parts are independent. */
function wholeWork(classes: readonly WorkClass[]): WorkClass {
  const first = classes.filter(({ isFurther }) => !isFurther);
  const rate = first.reduce((sum, of) => sum + of.rate, 0);
  const [of] = first.length > 0 ? first : classes;
  if (of === undefined || !(rate > 0)) return { ...none, ...of, rate };
  const { mean: own, scv } = mixture(first);
  let [mean, variance] = [own, scv * own ** 2];
  for (const part of classes) {
    if (!part.isFurther) continue;
    const times = part.rate / rate;
    mean += times * part.mean;
    // Where it is done now and then, that varies, too.
    variance += times * part.square - Math.min(times, times ** 2) * part.mean ** 2;
  }
  return { ...of, rate, mean, square: mean ** 2 + Math.max(0, variance) };
}

const none: WorkClass = {
  rate: 0,
  law: { law: 'constant', value: 0 },
  mean: 0,
  square: 0,
  priority: undefined,
  isFurther: false,
};
