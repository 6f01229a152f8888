/** Linearizable data, and a scenario that expects both sides of a partition to be served. */
import type { Component, Expectation, Fault, Id, Requirement, Scenario } from '../../design/design.js';
import { sayRatio, sayTime } from '../../design/say.js';
import { spotsOf } from '../../estimate/network/placement.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { groupedBy } from '../grouped.js';
import type { Rule } from '../rule.js';
import { requirementOf } from '../step-rates.js';

type Partition = Extract<Fault, { readonly kind: 'partition' }>;

export const consistentAndAvailable: Rule = {
  id: 'consistent-and-available',
  family: 'cap',
  severity: 'error',
  summary: 'A scenario cuts linearizable data in two and expects the flow that needs it to stay available.',
  concept: 'CAP',
  sources: [
    'Gilbert, Lynch, Brewer’s Conjecture, SIGACT News 2002',
    'Gilbert, Lynch, Perspectives on the CAP Theorem, Computer 2012',
  ],
  *check(facts) {
    const flows = groupedBy(facts.operations, needed);
    for (const scenario of facts.design.scenarios) {
      const cuts = scenario.faults.filter((fault) => fault.kind === 'partition');
      if (cuts.length === 0) continue;
      for (const expectation of scenario.expectations) {
        const allowed = failuresAllowed(expectation);
        const worst = allowed === undefined ? undefined : worstCut(facts, flows, scenario, cuts, expectation);
        if (allowed === undefined || worst === undefined || worst.failed <= allowed) continue;
        const { operation, need, cut, share, time } = worst;
        const [one, other] = cut.between.map(({ to }) => `\`${to}\``);
        yield {
          at: expectation.id,
          message:
            `\`${operation.data}\` requires ${need.name}, so while ${one} is cut from ${other} only one side may answer. ` +
            `On each side start at least ${sayRatio(share)} of the requests of \`${operation.flow}\`, for ${sayTime(time)} of ${sayTime(measured(scenario))}: ` +
            `about ${sayRatio(1 - worst.failed)} can succeed at most, and ${sayRatio(1 - allowed)} are expected.`,
          related: [
            { at: cut.id, message: 'the partition' },
            { at: need.id, message: 'required here' },
            { at: operation.step.id, message: 'needs it on both sides' },
          ],
          help: 'Expect less of the flow in this scenario, or require less of the data: one of the two has to go while the network is cut.',
        };
      }
    }
  },
};

/** Share of the requests that may fail; `undefined` when the expectation is about something else. */
function failuresAllowed({ measure, comparison, bound }: Expectation): number | undefined {
  return measure === 'availability' && (comparison === '>' || comparison === '>=') ? 1 - bound.value : undefined;
}

/** Seconds of the run that count. */
function measured({ duration, warmup }: Scenario): number {
  return Math.max(0, duration - (warmup ?? 0));
}

interface Cut {
  readonly operation: Operation;
  readonly need: Requirement;
  readonly cut: Partition;
  /** Share of the requests that start on the side with fewer of them. */
  readonly share: number;
  /** Seconds for which it is cut while it counts. */
  readonly time: number;
  /** Share of all requests of the run that must fail. */
  readonly failed: number;
}

/** The flow of an operation whose end it waits for. */
function needed({ flow, asynchronous, fallback }: Operation): Id | undefined {
  return asynchronous || fallback > 0 ? undefined : flow;
}

function worstCut(
  facts: Facts,
  flows: ReadonlyMap<Id, readonly Operation[]>,
  scenario: Scenario,
  cuts: readonly Partition[],
  { of }: Expectation,
): Cut | undefined {
  const found = [...new Set(of.map(({ to }) => to))]
    .flatMap((flow) => flows.get(flow) ?? [])
    .flatMap((operation) => cuts.flatMap((cut) => cutOf(facts, scenario, cut, operation)));
  return found.reduce<Cut | undefined>(
    (worst, next) => (worst !== undefined && worst.failed >= next.failed ? worst : next),
    undefined,
  );
}

function cutOf(facts: Facts, scenario: Scenario, cut: Partition, operation: Operation): Cut[] {
  const need = requirementOf(facts.lookup.data.get(operation.data ?? ''), 'linearizable');
  const store = facts.lookup.components.get(operation.target);
  const origin = facts.lookup.components.get(operation.origin);
  const keeps = store?.stores.some(({ to }) => to === operation.data) ?? false;
  if (need === undefined || store === undefined || origin === undefined || !keeps) return [];
  const [a, b] = cut.between.map(({ to }) => to);
  if (a === undefined || b === undefined || !isSplit(facts, store, a, b)) return [];
  const share = Math.min(shareIn(facts, origin, a), shareIn(facts, origin, b));
  const start = Math.max(cut.at, scenario.warmup ?? 0);
  const time = Math.max(0, Math.min(scenario.duration, cut.at + (cut.duration ?? Number.POSITIVE_INFINITY)) - start);
  const failed = measured(scenario) === 0 ? 0 : (share * Math.min(1, operation.times) * time) / measured(scenario);
  return [{ operation, need, cut, share, time, failed }];
}

/** Whether all copies are on one side or the other: a third place could reach both and decide. */
function isSplit(facts: Facts, store: Component, a: Id, b: Id): boolean {
  const placement = store.replicas?.placement ?? store.placement;
  const spots = placement === undefined ? [] : spotsOf(placement, facts.lookup);
  const isIn = (place: Id) => (spot: (typeof spots)[number]) => spot.region === place || spot.zone === place;
  return spots.length > 0 && spots.every((spot) => isIn(a)(spot) || isIn(b)(spot));
}

function shareIn(facts: Facts, { placement }: Component, place: Id): number {
  const spots = placement === undefined ? [] : spotsOf(placement, facts.lookup);
  return spots.reduce((sum, { region, zone, share }) => sum + (region === place || zone === place ? share : 0), 0);
}
