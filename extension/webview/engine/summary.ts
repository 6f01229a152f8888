/** What an estimate says, in the words of the page. */
import type { Design } from '../../../analyzer/design/design.js';
import { sayNumber, sayQuantity, sayRate, sayRatio } from '../../../analyzer/design/say.js';
import type { Estimate, SensitivityEstimate } from '../../../analyzer/estimate/estimate.js';
import { fullest } from '../../../analyzer/estimate/fullest.js';
import { byStrength } from '../../../analyzer/estimate/sensitivity.js';
import { sayActual, stated } from '../../../analyzer/wording/expectation.js';
import { load, orMissing, time } from '../../../analyzer/wording/figure.js';
import { isSource } from '../../../analyzer/wording/reasons.js';
import { loadStepOf } from '../../../diagram/svg/palette.js';
import { oldReads, type Promises, withoutLeaders } from './answers.js';
import { type Bottleneck, type Measure, measures, type Ranked, type Reading, type Summary } from './messages.js';
import { readingsOf } from './readings.js';

export function summaryOf(estimate: Estimate, design: Design, promises: Promises): Summary {
  const readings = Object.fromEntries(measures.map((measure) => [measure, readingsOf(measure, estimate)]));
  return {
    readings: readings as Record<Measure, Record<string, Reading>>,
    bottlenecks: bottlenecks(estimate, design),
    flows: Object.entries(estimate.flows)
      .filter(([, { rate }]) => rate > 0)
      .map(([id, { rate, latency, availability }]) => ({
        id,
        rate: sayRate(rate),
        p50: time(latency.p50),
        p99: time(latency.p99),
        availability: orMissing(availability, sayRatio),
        seconds: latency.p99,
      })),
    expectations: estimate.expectations.map((result) => {
      const { text, say } = stated(result, design);
      return { id: result.id, text, actual: sayActual(result, say), holds: result.holds };
    }),
    oldReads: oldReads(promises, estimate),
    withoutLeader: withoutLeaders(design, promises, estimate),
    notes: [...new Set(estimate.notes)],
  };
}

/** Nobody plans for more than so many times the load. */
const FAR = 1000;

/** The smaller the room to grow, the earlier it saturates. */
function bottlenecks({ components }: Estimate, design: Design): Bottleneck[] {
  const kinds = new Map(design.components.map(({ id, kind }) => [id, kind]));
  return Object.entries(components)
    .flatMap(([id, component]) => {
      const { arrivalRate, maxRate } = component;
      const { utilization, of } = fullest(component);
      if (isSource(kinds.get(id)) || utilization === null || utilization <= 0) return [];
      const until = maxRate === null || arrivalRate <= 0 ? 1 / utilization : maxRate / arrivalRate;
      return [{ id, utilization, of, until }];
    })
    .sort((a, b) => a.until - b.until)
    .map(({ id, utilization, of, until }) => ({
      id,
      step: loadStepOf(utilization),
      said: load(utilization),
      of: of ?? '',
      share: Math.min(1, utilization),
      until: until > FAR ? `over ${FAR}×` : `${sayNumber(until)}×`,
    }));
}

/** Settings, those that move a p99 most first. */
export function ranked(found: readonly SensitivityEstimate[]): Ranked[] {
  const sorted = [...found].sort(byStrength);
  const most = Math.max(...sorted.map(({ change }) => Math.abs(change ?? 0)), Number.MIN_VALUE);
  return sorted.map(({ setting, from, to, dimension, flow, change }) => ({
    id: setting,
    tried: `${sayQuantity(from, dimension)} → ${sayQuantity(to, dimension)}`,
    flow,
    said: change === null ? 'beyond its limit' : `${change < 0 ? '−' : '+'}${sayRatio(Math.abs(change))}`,
    isBetter: change !== null && change < 0,
    share: change === null ? 1 : Math.abs(change) / most,
  }));
}
