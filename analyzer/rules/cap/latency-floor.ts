/** A latency that no implementation can reach: light takes longer. */

import { replication } from '../../catalogue/setting.js';
import type { Expectation, Id } from '../../design/design.js';
import { sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { implies, isConsistency } from '../../guarantees/consistency.js';
import type { Consistency } from '../../guarantees/guarantee.js';
import { type CoordinationTrip, coordinationTrips } from '../coordination.js';
import type { Fix, Rule } from '../rule.js';

export const latencyFloor: Rule = {
  id: 'latency-floor',
  family: 'cap',
  severity: 'error',
  summary: 'An expected latency is below the round trips between regions that the consistency level needs.',
  concept: 'PACELC',
  sources: [
    'Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, Computer 2012',
    'Attiya, Welch, Sequential Consistency versus Linearizability, TOCS 1994',
  ],
  *check(facts) {
    const all = coordinationTrips(facts);
    for (const expectation of facts.design.expectations) {
      for (const { to: flow } of expectation.of) {
        const trips = all.filter(({ operation, share }) => operation.flow === flow && counts(expectation, share));
        const floor = total(trips, expectation);
        if (!isUpper(expectation) || floor <= expectation.bound.value) continue;
        const seen = new Set<Id>();
        const places = trips.filter(
          ({ operation, why }) => !seen.has(`${operation.at} ${why}`) && seen.add(`${operation.at} ${why}`),
        );
        yield {
          at: expectation.id,
          message:
            `\`${flow}\` is expected within ${sayTime(expectation.bound.value)}, and its consistency alone takes ${sayTime(floor)}: ` +
            `${places.map(describeTrip).join(', then ')}.`,
          related: [
            ...places.map(({ operation }) => ({ at: operation.step.id, message: 'waits for another region' })),
            ...[...new Set(places.flatMap(({ links }) => links))].map((at) => ({ at, message: 'over this link' })),
          ],
          help: 'Move the leader or the quorum into one region, read a nearby copy where the data allows it, or expect more.',
          fixes: nearest(facts, trips, expectation),
        };
      }
    }
  },
};

const quantiles: Readonly<Record<string, number>> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 };

function isUpper({ measure, comparison }: Expectation): boolean {
  return (measure === 'mean' || Object.hasOwn(quantiles, measure)) && (comparison === '<' || comparison === '<=');
}

/** A percentile is over the trip when more requests make it than may be slower; the mean has its share. */
function counts({ measure }: Expectation, share: number): boolean {
  return measure === 'mean' || share > 1 - (quantiles[measure] ?? 1);
}

/** One trip after the other; of branches that run side by side the longest. */
function total(trips: readonly CoordinationTrip[], { measure }: Expectation): number {
  const time = (trip: CoordinationTrip) => trip.time * (measure === 'mean' ? trip.share : 1);
  const steps = new Map<Id, { readonly parallel: Id | undefined; sum: number }>();
  for (const trip of trips) {
    const step = steps.get(trip.operation.at) ?? { parallel: trip.operation.parallel, sum: 0 };
    step.sum += time(trip);
    steps.set(trip.operation.at, step);
  }
  const longest = new Map<Id, number>();
  let sum = 0;
  for (const step of steps.values()) {
    if (step.parallel === undefined) sum += step.sum;
    else longest.set(step.parallel, Math.max(longest.get(step.parallel) ?? 0, step.sum));
  }
  return [...longest.values()].reduce((all, one) => all + one, sum);
}

/** The trip in words. */
export function describeTrip({ operation, store, why, copies, time }: CoordinationTrip): string {
  const data = `\`${operation.data}\``;
  if (why === 'leader')
    return `${sayTime(time)} from \`${operation.caller}\` to the leader of \`${store}\` to ${operation.kind} ${data}`;
  return `${sayTime(time)} until ${copies} copies of \`${store}\` have ${operation.kind === 'write' ? `written ${data}` : `answered for ${data}`}`;
}

/** Reads that go to the leader although their data allows a copy nearby, if that is enough. */
function nearest(facts: Facts, trips: readonly CoordinationTrip[], expectation: Expectation): Fix[] {
  const free = trips.filter(
    ({ operation, why }) => why === 'leader' && mayBeNear(facts, operation.step, operation.target),
  );
  const rest = trips.filter((trip) => !free.includes(trip));
  if (free.length === 0 || total(rest, expectation) > expectation.bound.value) return [];
  return [
    {
      title: 'Read the nearest copy',
      edits: free.map(({ operation }) => ({ kind: 'append', at: operation.step.id, text: 'at nearest' })),
    },
  ];
}

/** Whether a read that names no level goes to the leader although its data allows a copy nearby. */
export function mayBeNear(facts: Facts, step: CoordinationTrip['operation']['step'], target: Id): boolean {
  if ((step.kind !== 'read' && step.kind !== 'query') || step.at !== undefined) return false;
  const store = facts.lookup.components.get(target);
  const copies = store === undefined ? undefined : replication(store);
  if (copies === undefined || copies.count <= 1) return false;
  const gets: Consistency = copies.topology === 'consensus' ? 'sequential' : 'eventual';
  const needs = facts.lookup.data.get(step.data.to)?.requires.map(({ name }) => name) ?? [];
  return needs.every((name) => !isConsistency(name) || implies(gets, name));
}
