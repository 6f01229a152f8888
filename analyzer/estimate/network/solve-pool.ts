import { type Answer, answer } from './choose-model.js';
import { mixture } from './mixture.js';
import type { PoolLoad, PoolMeasures, PoolShape } from './pool.js';
import { solveConsumers } from './solve-consumers.js';

/**
 * Solves a pool: the queueing model of its shape for the busiest unit and for the others, put together by Little's law.
 *
 * A saturated pool keeps its utilization (offered over capacity), and has infinite waits with a reason.
 */
export function solvePool(shape: PoolShape, load: PoolLoad): PoolMeasures {
  return shape.messages === undefined ? solve(shape, load) : solveConsumers(shape, load, solve);
}

function solve(shape: PoolShape, load: PoolLoad): PoolMeasures {
  const raw = mixture(load.classes);
  const work = { ...raw, mean: raw.mean * shape.slowing };
  const isShared = shape.policy === 'shared';
  const groups = isShared ? 1 : shape.units;
  const servers = isShared ? shape.units * shape.servers : shape.servers;
  const hottest = isShared ? 1 : Math.min(1, Math.max(shape.hottestShare, 1 / groups));
  const hot = Math.min(shape.hottestUnits, groups - 1);
  const isSkewed = Number.isFinite(servers) && groups > 1 && hottest > (1 + 1e-9) / groups;
  const onHot = Math.min(1, hottest * hot);
  const even = isSkewed ? (1 - onHot) / (groups - hot) : 1 / groups;
  const utilizationAt = (share: number) =>
    Number.isFinite(servers) ? (work.rate * share * work.mean) / (servers * availability(shape)) : 0;
  const parts = [
    {
      share: isSkewed ? 1 - onHot : 1,
      utilization: utilizationAt(even),
      of: answer(shape, load, work, { servers, groups, share: even, isSkewed }),
    },
  ];
  if (isSkewed) {
    parts.unshift({
      share: onHot,
      utilization: utilizationAt(hottest),
      of: answer(shape, load, work, { servers, groups, share: hottest, isSkewed }),
    });
  }
  const weighted = (value: (of: Answer) => number) =>
    parts.reduce((sum, part) => (part.share > 0 ? sum + part.share * value(part.of) : sum), 0);
  const entering = (of: Answer) => work.rate * (1 - of.rejected);
  const offered = Number.isFinite(servers) ? (work.rate * work.mean) / availability(shape) : 0;
  const rejected = weighted((of) => of.rejected);
  const abandoned = weighted((of) => of.abandoned);
  const typical = parts.at(-1)?.of;
  return {
    arrivalRate: work.rate,
    throughput: parts.reduce((sum, part) => sum + work.rate * part.share * served(part.of, part.utilization), 0),
    utilization: offered / (shape.units * shape.servers),
    hottestUtilization: (offered * hottest) / servers,
    meanService: work.mean,
    meanWait: weighted((of) => of.meanWait),
    meanResponse: weighted((of) => of.meanTime),
    loss: rejected,
    abandoned,
    meanQueue: weighted((of) => (work.rate > 0 ? entering(of) * of.meanWait : 0)),
    meanInSystem: weighted((of) => (work.rate > 0 ? entering(of) * of.meanTime : 0)),
    waits: parts.map(({ share, of }) => ({
      share,
      probability: of.waitProbability,
      mean: of.meanWait,
      responseTail: of.responseTail,
      waitTail: of.waitTail,
    })),
    classRates: load.classes.map((of) => of.rate),
    classWaits: load.classes.map((_, k) => weighted((of) => of.classWaits?.[k] ?? of.meanWait)),
    stretch: weighted((of) => of.stretch),
    method: typical?.method ?? '',
    source: typical?.source ?? '',
    assumptions: [
      ...(typical?.assumptions ?? []),
      ...(isSkewed
        ? [
            hot === 1
              ? 'the busiest unit is solved apart from the others, which share the rest evenly'
              : `the ${hot} busiest units are solved apart from the others, which share the rest evenly`,
          ]
        : []),
    ],
    reason: parts.find(({ of }) => of.reason !== undefined)?.of.reason,
  };
}

/** Completions over arrivals: a saturated unit completes what it can. */
const served = (of: Answer, utilization: number) =>
  of.reason !== undefined && utilization > 1 ? 1 / utilization : of.throughputShare;

/** Share of time a unit that breaks down is up; 1 without breakdowns. */
export function availability({ breakdowns }: PoolShape): number {
  if (breakdowns === undefined) return 1;
  const { meanUp, meanRepair } = breakdowns;
  return meanUp > 0 ? meanUp / (meanUp + meanRepair) : 1;
}
