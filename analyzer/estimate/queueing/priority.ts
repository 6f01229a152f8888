import type { GeneralLoad } from './mg1.js';
import { mmc } from './mmc.js';

/** What one priority class sees. */
export interface ClassMeasures {
  /** Mean time not in service in seconds: before it starts and, with pre-emption, while interrupted. */
  readonly meanWait: number;
  readonly meanResponse: number;
  /** Why the figures are infinite; absent when they are finite. */
  readonly reason?: string;
}

/** How a more urgent arrival treats the request in service. */
export type PriorityDiscipline = 'non-preemptive' | 'preemptive';

/**
 * M/G/1 with priorities; `classes` are ordered from the most urgent, and so is the result.
 *
 * With s_k the load of classes 1…k and R_k = Σ_{i≤k} λ_i E[S_i²]/2 (R over all classes):
 * non-preemptive `Wq_k = R/((1-s_{k-1})(1-s_k))`; preemptive resume `T_k = S_k/(1-s_{k-1}) + R_k/((1-s_{k-1})(1-s_k))`.
 * A class is unstable, and infinite, once s_k ≥ 1; more urgent classes stay finite under pre-emption.
 * Source: Cobham 1954; Kleinrock, Queueing Systems II, §3.5-3.6; Bertsekas and Gallager, Data Networks, §3.5.3.
 */
export function mg1Priority(classes: readonly GeneralLoad[], discipline: PriorityDiscipline): readonly ClassMeasures[] {
  const residual = (of: GeneralLoad) => (of.arrivalRate * of.meanService ** 2 * (1 + of.serviceScv)) / 2;
  const total = classes.reduce((sum, of) => sum + residual(of), 0);
  let above = 0;
  let met = 0;
  return classes.map((of) => {
    const before = above;
    above += of.arrivalRate * of.meanService;
    met += residual(of);
    if (above >= 1) return unstable;
    if (discipline === 'non-preemptive') return respond(total / ((1 - before) * (1 - above)), of.meanService);
    const meanResponse = of.meanService / (1 - before) + met / ((1 - before) * (1 - above));
    return respond(meanResponse - of.meanService, of.meanService);
  });
}

/**
 * M/G/c with priorities by Bondi and Buzen: the single-server wait at c-fold speed, scaled by the ratio of the
 * first-come waits of c servers and of one fast server, `Wq_k ≈ Wq_k(1) · Wq(M/M/c) / Wq(M/M/1 fast)`.
 *
 * Non-preemptive it is exact when all classes have the same exponential service (Cobham). Preemptive, the scaling
 * applies per class to the load of that class and the more urgent ones; with equal exponential services the exact answer
 * is used instead: classes 1…k together are M/M/c. Other cases are within some percent.
 * Source: Bondi and Buzen, "The response times of priority classes under preemptive resume in M/G/m queues",
 * SIGMETRICS 1984.
 */
export function mgcPriority(
  classes: readonly GeneralLoad[],
  servers: number,
  discipline: PriorityDiscipline,
): readonly ClassMeasures[] {
  if (servers === 1) return mg1Priority(classes, discipline);
  const alike = classes.every((of) => of.serviceScv === 1 && of.meanService === classes[0]?.meanService);
  if (discipline === 'preemptive' && alike) return preemptiveAlike(classes, servers);
  const fast = classes.map((of) => ({ ...of, meanService: of.meanService / servers }));
  const single = mg1Priority(fast, discipline);
  return classes.map((of, k) => {
    const alone = single[k];
    if (alone === undefined || alone.reason !== undefined) return unstable;
    const merged = together(discipline === 'preemptive' ? classes.slice(0, k + 1) : classes);
    const offered = merged.arrivalRate * merged.meanService;
    const utilization = Math.min(offered / servers, 1 - 1e-12);
    // Ratio of Erlang C to the utilization: waits of M/M/c against M/M/1 at the same total speed.
    const ratio = mmc({ ...merged, arrivalRate: (utilization * servers) / merged.meanService, servers });
    return respond((alone.meanWait * ratio.waitProbability) / (utilization || 1), of.meanService);
  });
}

function preemptiveAlike(classes: readonly GeneralLoad[], servers: number): readonly ClassMeasures[] {
  let rate = 0;
  let inside = 0;
  return classes.map((of) => {
    rate += of.arrivalRate;
    const total = mmc({ arrivalRate: rate, meanService: of.meanService, servers }).meanInSystem;
    if (!Number.isFinite(total)) return unstable;
    const meanResponse = of.arrivalRate > 0 ? (total - inside) / of.arrivalRate : of.meanService;
    inside = total;
    return respond(meanResponse - of.meanService, of.meanService);
  });
}

function together(classes: readonly GeneralLoad[]) {
  const arrivalRate = classes.reduce((sum, of) => sum + of.arrivalRate, 0);
  const work = classes.reduce((sum, of) => sum + of.arrivalRate * of.meanService, 0);
  return { arrivalRate, meanService: arrivalRate > 0 ? work / arrivalRate : (classes[0]?.meanService ?? 0) };
}

const unstable: ClassMeasures = {
  meanWait: Infinity,
  meanResponse: Infinity,
  reason: 'this class and the more urgent ones reach the capacity',
};

function respond(meanWait: number, meanService: number): ClassMeasures {
  return { meanWait, meanResponse: meanWait + meanService };
}
