/** Each write waits for a copy on the other side of a long link. */
import { replication } from '../../catalogue/setting.js';
import type { Expectation, Id } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { type CoordinationTrip, coordinationTrips } from '../coordination.js';
import type { Fix, Rule } from '../rule.js';

export const crossRegionSync: Rule = {
  id: 'cross-region-sync',
  family: 'replication',
  severity: 'warning',
  summary: 'Synchronous replication between regions takes most of the latency that a flow is expected to have.',
  concept: 'synchronous replication',
  sources: [
    'Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, Computer 2012',
    'Bailis et al., Highly Available Transactions, VLDB 2014, table 1',
  ],
  thresholds: {
    share: {
      default: 0.5,
      summary: 'Share of the expected latency that waiting for copies in other regions may take.',
    },
  },
  *check(facts) {
    const waits = coordinationTrips(facts).filter(
      ({ why, operation }) => why === 'copies' && operation.kind === 'write',
    );
    for (const store of [...new Set(waits.map((trip) => trip.store))]) {
      const worst = tightest(
        facts,
        waits.filter((trip) => trip.store === store),
      );
      if (worst === undefined || worst.share < facts.threshold('cross-region-sync', 'share')) continue;
      const { trip, expectation, waited, share } = worst;
      const component = facts.lookup.components.get(store);
      yield {
        at: component?.replicas?.id ?? store,
        message:
          `A write to \`${store}\` is acknowledged when ${sayNumber(trip.copies)} copies have it, ${sayTime(trip.time)} away: ` +
          `${sayTime(waited)} of the ${sayTime(expectation.bound.value)} that \`${trip.operation.flow}\` may take (${sayRatio(share)}). ` +
          `Under a lock one key takes at most ${sayRate(1 / trip.time)}.`,
        related: [
          { at: expectation.id, message: 'the expectation' },
          ...trip.links.map((at) => ({ at, message: 'over this link' })),
          { at: trip.operation.step.id, message: 'the write that waits' },
        ],
        help: 'Keep the copies that acknowledge in one region and follow asynchronously in the other, or expect the link’s round trip.',
        fixes: remedies(facts, store),
      };
    }
  },
};

interface Tight {
  readonly trip: CoordinationTrip;
  readonly expectation: Expectation;
  /** Seconds spent waiting in one run of the flow. */
  readonly waited: number;
  readonly share: number;
}

const latencies = new Set(['mean', 'p50', 'p90', 'p95', 'p99', 'p999']);

/** The flow that spends the largest share of its expected latency on waiting for the copies. */
function tightest(facts: Facts, trips: readonly CoordinationTrip[]): Tight | undefined {
  const found = facts.design.expectations.flatMap((expectation) => {
    if (!latencies.has(expectation.measure) || (expectation.comparison !== '<' && expectation.comparison !== '<='))
      return [];
    const own = trips.filter(({ operation }) => expectation.of.some(({ to }) => to === operation.flow));
    const [trip] = own;
    if (trip === undefined || expectation.bound.value <= 0) return [];
    const waited = own.reduce((sum, { time }) => sum + time, 0);
    return [{ trip, expectation, waited, share: waited / expectation.bound.value }];
  });
  return found.sort((a, b) => b.share - a.share)[0];
}

/** Waiting for one copy, when there is one in the leader's region. */
function remedies(facts: Facts, id: Id): Fix[] {
  const component = facts.lookup.components.get(id);
  const copies = component === undefined ? undefined : replication(component);
  if (component?.replicas === undefined || copies?.topology !== 'leader' || copies.mode !== 'sync' || copies.count < 3)
    return [];
  const places = component.replicas.placement ?? component.placement;
  const regions = new Set(places?.places.map(({ at }) => facts.lookup.zones.get(at)?.region ?? at));
  if (copies.count <= regions.size) return [];
  return [
    {
      title: 'Wait for one nearby copy',
      edits: [{ kind: 'set', into: id, clause: `replicas ${copies.count} leader semi_sync 1` }],
    },
  ];
}
