/** Agreement between regions for data that nobody minds being a little old. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayList, sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import { atLeast } from '../../estimate/reliability/availability.js';
import type { Facts } from '../../facts.js';
import { implies, isConsistency } from '../../guarantees/consistency.js';
import { type CoordinationTrip, coordinationTrips } from '../coordination.js';
import type { Rule } from '../rule.js';
import { busiestRate, isCritical, kept } from '../step-rates.js';
import { describeTrip, mayBeNear } from './latency-floor.js';

export const strongForFeed: Rule = {
  id: 'strong-for-feed',
  family: 'cap',
  severity: 'info',
  summary: 'Data that may be stale waits for another region at each read or write, as if it must not be.',
  concept: 'PACELC',
  sources: [
    'Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, Computer 2012',
    'Terry et al., Consistency-Based Service Level Agreements for Cloud Storage, SOSP 2013',
  ],
  *check(facts) {
    const needless = coordinationTrips(facts).filter((trip) => isNeedless(facts, trip));
    for (const id of new Set(needless.map(({ operation }) => operation.step.id))) {
      const trips = needless.filter(({ operation }) => operation.step.id === id);
      const [trip] = trips;
      const store = facts.lookup.components.get(trip?.store ?? '');
      const item = facts.lookup.data.get(trip?.operation.data ?? '');
      if (trip === undefined || store === undefined || item === undefined) continue;
      const { operation } = trip;
      const rate = busiestRate(facts, [operation]);
      const within = boundOf(item);
      const isRead = operation.kind !== 'write';
      yield {
        at: id,
        message:
          `\`${item.id}\` may be stale${within === undefined ? '' : ` by ${sayTime(within)}`}, and waits ${trips.map(describeTrip).join(', then ')}` +
          `${trip.share < 1 ? `, for ${sayRatio(trip.share)} of the requests` : ''}${rate > 0 ? ` (${sayRate(rate)})` : ''}${availability(store, trips)}.`,
        related: [
          { at: item.requires.find(({ name }) => name === 'eventual')?.id ?? item.id, message: 'so much is allowed' },
          ...[...new Set(trips.flatMap(({ links }) => links))].map((at) => ({ at, message: 'over this link' })),
        ],
        help: isRead
          ? 'Read the nearest copy, or keep the stronger level and say why the data needs it.'
          : `Acknowledge in one region and let the others follow, or keep ${sayList([`\`${item.id}\``])} in a store whose copies answer alone.`,
        fixes: isRead
          ? [{ title: 'Read the nearest copy', edits: [{ kind: 'append', at: id, text: 'at nearest' }] }]
          : [],
      };
    }
  },
};

/**
 * A read at the leader that need not be, or a write agreed on in a store where nothing needs that. A copy at the other end of
 * the link is older than a bound below its round trip.
 */
function isNeedless(facts: Facts, { operation, store, why, time }: CoordinationTrip): boolean {
  const component = facts.lookup.components.get(store);
  const item = facts.lookup.data.get(operation.data ?? '');
  if (component === undefined || item === undefined || !mayBeStale(item) || (boundOf(item) ?? time) < time)
    return false;
  const items = kept(facts, component).map((one) => one.item);
  if (operation.kind !== 'write') return items.includes(item) && mayBeNear(facts, operation.step, operation.target);
  return why === 'copies' && items.every(mayBeStale);
}

/** The author says so: `eventual` and nothing that asks for more. */
function mayBeStale(item: DataItem): boolean {
  if (isCritical(item) || item.invariants.length > 0) return false;
  const models = item.requires.flatMap(({ name }) => (isConsistency(name) ? [name] : []));
  return models.length > 0 && models.every((name) => implies('eventual', name));
}

/** Greatest age in seconds that is allowed; `undefined` when none is named. */
function boundOf(item: DataItem): number | undefined {
  return item.requires.find(({ name }) => name === 'eventual')?.within;
}

/** What agreement costs in availability: so many copies up instead of one, or the leader’s region in reach. */
function availability(store: Component, trips: readonly CoordinationTrip[]): string {
  const count = replication(store)?.count ?? 1;
  const needed = Math.max(...trips.map(({ copies }) => copies));
  const part = quantity(store, 'availability')?.value;
  if (needed < 2 || part === undefined) return '; while that region is out of reach it gets no answer';
  return `; ${sayNumber(needed)} of ${sayNumber(count)} copies must be up (${sayRatio(atLeast(needed, count, part))} of the time) where one would do (${sayRatio(atLeast(1, count, part))})`;
}
