import { retransmissionDelay } from '../../catalogue/network.js';
import type { Component, Id, Link, Placement } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { Lookup } from '../../design/lookup.js';
import { type Latency, NO_TIME } from '../distribution/latency.js';
import { distributionMean } from '../distribution/moments.js';
import { either } from './course.js';
import { defaultRoundTrip } from './default-round-trip.js';
import { lawOf, linkOwner, numberOf } from './effective.js';
import { later, lawLatency, sum } from './latency-cache.js';
import { dealt, inRegion, leaderSpot, type Spot, spotsOf } from './placement.js';

/** What a message from one component to another and its answer go through. */
export interface RoundTrip {
  /** Until the answer is there, lost messages sent again. */
  readonly latency: Latency;
  readonly mean: number;
  /** Probability that no repetition gets through. */
  readonly loss: number;
  /** Declared links on the way, with the share of messages that take them. */
  readonly links: readonly { readonly link: Id; readonly share: number }[];
}

/** The network between two places. */
export interface Way {
  /** Of a round trip without losses. */
  readonly law: Distribution;
  /** Probability that a message is lost, one way. */
  readonly loss: number;
  /** Declared link it goes over. */
  readonly link: Id | undefined;
}

type TripsFrom = Map<Component, Map<Id | undefined, RoundTrip>>;

const nowhere: RoundTrip = { latency: NO_TIME, mean: 0, loss: 0, links: [] };

/**
 * Round trips by placement, each pair of places worked out once.
 *
 * A request goes to an instance in its own region when there is one, to any zone of it by share; else to the nearest
 * region that has one. A design without regions says nothing of distance: its round trips are zero. Components without
 * placement in a design with regions are taken to be in the same region as whoever talks to them.
 */
export class Distances {
  /** Of calls to any copy and to the leader, by caller, target and region. */
  private readonly calls = [new Map(), new Map()] as const satisfies readonly Map<Component, TripsFrom>[];
  private readonly trips = new Map<string, RoundTrip>();
  private readonly spots = new Map<Id, readonly Spot[]>();
  /** What follows from places alone, which many components share. */
  private readonly placements = new Map<string, readonly Spot[]>();
  private readonly ways = new WeakMap<readonly Spot[], WeakMap<readonly Spot[], Map<string, RoundTrip>>>();
  private readonly copies = new WeakMap<readonly Spot[], Map<string, readonly RoundTrip[]>>();
  private readonly linkBetween = new Map<string, Link>();

  constructor(private readonly lookup: Lookup) {
    for (const link of lookup.links.values()) {
      const [one, other] = link.between;
      this.linkBetween.set(`${one} ${other}`, link);
      this.linkBetween.set(`${other} ${one}`, link);
    }
  }

  /** Whether the design places anything at all. */
  get isPlaced(): boolean {
    return this.lookup.regions.size > 0;
  }

  /**
   * Round trip of a call between two components; of the same component: none. Made from `region` where it is given, else
   * from wherever the caller is, by share.
   */
  between(caller: Component | undefined, target: Component, toLeader = false, region?: Id): RoundTrip {
    if (caller === undefined || caller.id === target.id || !this.isPlaced) return nowhere;
    const from = entry(this.calls[toLeader ? 1 : 0], caller, (): TripsFrom => new Map());
    const known = entry(from, target, () => new Map<Id | undefined, RoundTrip>());
    return entry(known, region, () => this.call(caller, target, toLeader, region));
  }

  private call(caller: Component, target: Component, toLeader: boolean, region: Id | undefined): RoundTrip {
    const way = this.betweenPlaces(this.placesOf(caller), this.placesOf(target), toLeader, isPerson(caller), region);
    return isPerson(caller) ? withAccess(way, caller) : way;
  }

  private betweenPlaces(
    from: readonly Spot[],
    to: readonly Spot[],
    toLeader: boolean,
    isAtEdge: boolean,
    region: Id | undefined,
  ): RoundTrip {
    const known = entry(
      entry(this.ways, from, () => new WeakMap()),
      to,
      () => new Map<string, RoundTrip>(),
    );
    return entry(known, `${toLeader} ${isAtEdge} ${region ?? ''}`, () =>
      this.nearest(inRegion(from, region), toLeader ? leaderSpot(to) : to, isAtEdge),
    );
  }

  /** Region of the instance that answers a call made from `region`; components without placement are everywhere. */
  regionOf(target: Component, toLeader: boolean, region: Id): Id {
    const targets = this.placesOf(target);
    if (toLeader) return leaderSpot(targets)[0]?.region ?? region;
    if (targets.length === 0 || targets.some((spot) => spot.region === region)) return region;
    return this.closestRegion({ region, zone: undefined, share: 1 }, targets)[0]?.region ?? region;
  }

  /** Shares of a component's instances by region; empty where nothing places it. */
  regionShares(component: Component): ReadonlyMap<Id, number> {
    const shares = new Map<Id, number>();
    for (const { region, share } of this.placesOf(component)) shares.set(region, (shares.get(region) ?? 0) + share);
    return shares;
  }

  /**
   * Round trips from the leader of a store, or from its copy in `region` where it is given, to each of its other copies,
   * nearest first.
   */
  toCopies(store: Component, copies: number, region?: Id): readonly RoundTrip[] {
    if (!this.isPlaced) return Array.from({ length: Math.max(0, copies - 1) }, () => nowhere);
    const own = store.replicas?.placement;
    const spots = own === undefined ? this.placesOf(store) : this.spotsOf(own);
    const known = entry(this.copies, spots, () => new Map<string, readonly RoundTrip[]>());
    return entry(known, `${copies} ${region ?? ''}`, () => this.copiesOver(spots, copies, region));
  }

  private copiesOver(spots: readonly Spot[], copies: number, region: Id | undefined): readonly RoundTrip[] {
    if (spots.length === 0) {
      const inside = this.trip(undefined, undefined);
      return Array.from({ length: Math.max(0, copies - 1) }, () => inside);
    }
    const all = dealt(spots, copies);
    const at =
      region === undefined
        ? 0
        : Math.max(
            0,
            all.findIndex((spot) => spot.region === region),
          );
    const self = all[at];
    return all
      .filter((_, index) => index !== at)
      .map((spot) => this.trip(self, spot))
      .sort((a, b) => a.mean - b.mean);
  }

  placesOf(component: Component): readonly Spot[] {
    return entry(this.spots, component.id, () => {
      const placement = component.placement ?? component.replicas?.placement;
      return placement === undefined ? nowhereStated : this.spotsOf(placement);
    });
  }

  /** The same list for the same places. */
  private spotsOf(placement: Placement): readonly Spot[] {
    const key = `${placement.mode} ${placement.places.map(({ at, share }) => `${at} ${share ?? ''}`).join()}`;
    return entry(this.placements, key, () => spotsOf(placement, this.lookup));
  }

  /** People are at the edge: inside their region only the way to the edge counts. */
  private nearest(from: readonly Spot[], to: readonly Spot[], isAtEdge = false): RoundTrip {
    if (from.length === 0 || to.length === 0) return isAtEdge ? nowhere : this.trip(undefined, undefined);
    const ways: { share: number; trip: RoundTrip }[] = [];
    for (const start of from) {
      const inRegion = to.filter((spot) => spot.region === start.region);
      const candidates = inRegion.length > 0 ? inRegion : this.closestRegion(start, to);
      const total = candidates.reduce((sum, spot) => sum + spot.share, 0);
      for (const spot of candidates) {
        const share = total > 0 ? spot.share / total : 1 / candidates.length;
        ways.push({
          share: start.share * share,
          trip: isAtEdge && start.region === spot.region ? nowhere : this.trip(start, spot),
        });
      }
    }
    return merged(ways);
  }

  private closestRegion(start: Spot, to: readonly Spot[]): readonly Spot[] {
    let best: Id | undefined;
    let shortest = Infinity;
    for (const spot of to) {
      const { mean } = this.trip(start, spot);
      if (mean < shortest) {
        shortest = mean;
        best = spot.region;
      }
    }
    return to.filter((spot) => spot.region === best);
  }

  private trip(one: Spot | undefined, other: Spot | undefined): RoundTrip {
    const key = `${one?.zone ?? one?.region ?? ''}--${other?.zone ?? other?.region ?? ''}`;
    const known = this.trips.get(key);
    if (known !== undefined) return known;
    const trip = this.measure(one, other);
    this.trips.set(key, trip);
    return trip;
  }

  /** Round trip law and loss of a message, one way, between two places; `undefined` is a place that nobody states. */
  way(one: Spot | undefined, other: Spot | undefined): Way {
    const scope =
      one === undefined || other === undefined || one.region === other.region
        ? one?.zone !== undefined && one.zone === other?.zone
          ? 'same_zone'
          : 'same_region'
        : 'between_regions';
    const link = one === undefined || other === undefined ? undefined : this.declared(one, other);
    const law = (link === undefined ? undefined : lawOf(linkOwner(link), 'rtt')) ?? defaultRoundTrip(scope);
    const perWay = link === undefined ? 0 : Math.min(1, Math.max(0, numberOf(linkOwner(link), 'loss') ?? 0));
    return { law, loss: perWay, link: link?.id };
  }

  /** Round trip from one machine of a component to another at the same place. */
  inside(id: Id): Latency {
    const component = this.lookup.components.get(id);
    const place = component === undefined ? undefined : this.placesOf(component)[0];
    return this.isPlaced ? lawLatency(this.way(place, place).law) : NO_TIME;
  }

  private measure(one: Spot | undefined, other: Spot | undefined): RoundTrip {
    const { law, loss, link } = this.way(one, other);
    return {
      ...repeated(law, 1 - (1 - loss) ** 2),
      links: link === undefined ? [] : [{ link, share: 1 }],
    };
  }

  /** The most specific link: between the zones, a zone and a region, or the regions. */
  private declared(one: Spot, other: Spot): Link | undefined {
    const ends = (spot: Spot) => (spot.zone === undefined ? [spot.region] : [spot.zone, spot.region]);
    for (const a of ends(one)) {
      for (const b of ends(other)) {
        const link = this.linkBetween.get(`${a} ${b}`);
        if (link !== undefined) return link;
      }
    }
    return undefined;
  }
}

/** The value of a key, made when there is none. */
function entry<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

const nowhereStated: readonly Spot[] = [];

/**
 * A round trip that is lost with the given probability and then repeated after the sender's time-out, which doubles each
 * time: what TCP does. Source: RFC 6298 §5.
 */
function repeated(law: Distribution, loss: number): Omit<RoundTrip, 'links'> {
  const latency = lawLatency(law);
  const once = distributionMean(law);
  if (!(loss > 0)) return { latency, mean: once, loss: 0 };
  const timeout = once + Number(retransmissionDelay.value);
  const ways = Array.from({ length: MOST_REPETITIONS + 1 }, (_, lost) => ({
    probability: (1 - loss) * loss ** lost,
    latency: later(latency, timeout * (2 ** lost - 1)),
  }));
  const all = either(ways);
  return { latency: all, mean: all.mean, loss: loss ** ways.length };
}

/** After so many repetitions the connection is given up, about a minute later. */
const MOST_REPETITIONS = 6;

const isPerson = ({ kind }: Component) => kind === 'client' || kind === 'device';

/** Adds the way from a person to the nearest edge of the network. */
function withAccess(way: RoundTrip, person: Component): RoundTrip {
  const access = lawOf(person, 'rtt') ?? defaultRoundTrip('client_to_edge');
  return { ...way, latency: sum(way.latency, lawLatency(access)), mean: way.mean + distributionMean(access) };
}

/** The same way twice counts once, with both shares. */
export function merged(ways: readonly { readonly share: number; readonly trip: RoundTrip }[]): RoundTrip {
  const shares = new Map<RoundTrip, number>();
  for (const { share, trip } of ways) shares.set(trip, (shares.get(trip) ?? 0) + share);
  const entries = [...shares];
  const [only] = entries;
  if (only !== undefined && entries.length === 1) return only[0];
  const links = new Map<Id, number>();
  for (const [trip, share] of entries) {
    for (const used of trip.links) links.set(used.link, (links.get(used.link) ?? 0) + share * used.share);
  }
  const weighted = (value: (trip: RoundTrip) => number) =>
    entries.reduce((sum, [trip, share]) => sum + share * value(trip), 0);
  return {
    latency: either(entries.map(([trip, probability]) => ({ probability, latency: trip.latency }))),
    mean: weighted((trip) => trip.mean),
    loss: weighted((trip) => trip.loss),
    links: [...links].map(([link, share]) => ({ link, share })),
  };
}
