import type { Component, Id, Link, Placement } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { type Latency, NO_TIME } from '../distribution/latency.js';
import { distributionMean } from '../distribution/moments.js';
import { either } from './course.js';
import { defaultRoundTrip } from './default-round-trip.js';
import { lawOf, linkOwner, numberOf } from './effective.js';
import { lawLatency, sum } from './latency-cache.js';

/** A share of a component's instances in one region or zone. */
export interface Spot {
  readonly region: Id;
  readonly zone: Id | undefined;
  readonly share: number;
}

/** What a message from one component to another and its answer go through. */
export interface RoundTrip {
  readonly latency: Latency;
  readonly mean: number;
  /** Probability that the request or the answer is lost. */
  readonly loss: number;
  /** Declared links on the way, with the share of messages that take them. */
  readonly links: readonly { readonly link: Id; readonly share: number }[];
}

const nowhere: RoundTrip = { latency: NO_TIME, mean: 0, loss: 0, links: [] };

/**
 * Round trips by placement, each pair of places worked out once.
 *
 * A request goes to an instance in its own region when there is one, to any zone of it by share; else to the nearest
 * region that has one. A design without regions says nothing of distance: its round trips are zero. Components without
 * placement in a design with regions are taken to be in the same region as whoever talks to them.
 */
export class Distances {
  private readonly trips = new Map<string, RoundTrip>();
  private readonly spots = new Map<Id, readonly Spot[]>();
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

  /** Round trip of a call between two components; of the same component: none. */
  between(caller: Component | undefined, target: Component, toLeader = false): RoundTrip {
    if (caller === undefined || caller.id === target.id || !this.isPlaced) return nowhere;
    const key = `${caller.id} ${target.id} ${toLeader}`;
    const known = this.trips.get(key);
    if (known !== undefined) return known;
    const targets = this.placesOf(target);
    const way = this.nearest(this.placesOf(caller), toLeader ? leaderSpot(targets) : targets, isPerson(caller));
    const trip = isPerson(caller) ? withAccess(way, caller) : way;
    this.trips.set(key, trip);
    return trip;
  }

  /** Round trips from the leader of a store to each of its other copies, nearest first. */
  toCopies(store: Component, copies: number): readonly RoundTrip[] {
    if (!this.isPlaced) return Array.from({ length: Math.max(0, copies - 1) }, () => nowhere);
    const own = store.replicas?.placement;
    const spots = own === undefined ? this.placesOf(store) : spotsOf(own, this.lookup);
    const from = spots[0];
    if (from === undefined) {
      const inside = this.trip(undefined, undefined);
      return Array.from({ length: Math.max(0, copies - 1) }, () => inside);
    }
    const [, ...others] = dealt(spots, copies);
    return others.map((spot) => this.trip(from, spot)).sort((a, b) => a.mean - b.mean);
  }

  placesOf(component: Component): readonly Spot[] {
    const known = this.spots.get(component.id);
    if (known !== undefined) return known;
    const placement = component.placement ?? component.replicas?.placement;
    const spots = placement === undefined ? [] : spotsOf(placement, this.lookup);
    this.spots.set(component.id, spots);
    return spots;
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
    return merge(ways);
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

  private measure(one: Spot | undefined, other: Spot | undefined): RoundTrip {
    const scope =
      one === undefined || other === undefined || one.region === other.region
        ? one?.zone !== undefined && one.zone === other?.zone
          ? 'same_zone'
          : 'same_region'
        : 'between_regions';
    const link = one === undefined || other === undefined ? undefined : this.declared(one, other);
    const law = (link === undefined ? undefined : lawOf(linkOwner(link), 'rtt')) ?? defaultRoundTrip(scope);
    const perWay = link === undefined ? 0 : Math.min(1, Math.max(0, numberOf(linkOwner(link), 'loss') ?? 0));
    return {
      latency: lawLatency(law),
      mean: distributionMean(law),
      loss: 1 - (1 - perWay) ** 2,
      links: link === undefined ? [] : [{ link: link.id, share: 1 }],
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

const isPerson = ({ kind }: Component) => kind === 'client' || kind === 'device';

/** Adds the way from a person to the nearest edge of the network. */
function withAccess(way: RoundTrip, person: Component): RoundTrip {
  const access = lawOf(person, 'rtt') ?? defaultRoundTrip('client_to_edge');
  return { ...way, latency: sum(way.latency, lawLatency(access)), mean: way.mean + distributionMean(access) };
}

function leaderSpot(spots: readonly Spot[]): readonly Spot[] {
  const first = spots[0];
  return first === undefined ? [] : [{ ...first, share: 1 }];
}

/** The same way twice counts once, with both shares. */
function merge(ways: readonly { readonly share: number; readonly trip: RoundTrip }[]): RoundTrip {
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

/**
 * Where each of `copies` goes, the leader first: regions take turns by their shares, and inside a region its zones.
 *
 * So three copies across two regions are two in the first and one in the second, not three in the zones of the first.
 */
export function dealt(spots: readonly Spot[], copies: number): readonly Spot[] {
  const regions = [...new Set(spots.map(({ region }) => region))].map((region) => {
    const own = spots.filter((spot) => spot.region === region);
    return { own, share: own.reduce((sum, { share }) => sum + share, 0), taken: 0 };
  });
  const placed: Spot[] = [];
  for (let i = 0; i < copies; i++) {
    // How much a region has less than its share of the copies so far.
    const short = ({ share, taken }: (typeof regions)[number]) => share * (i + 1) - taken;
    const next = i === 0 ? regions[0] : regions.reduce((most, one) => (short(one) > short(most) + 1e-9 ? one : most));
    if (next === undefined) break;
    const spot = next.own[next.taken % next.own.length];
    next.taken++;
    if (spot !== undefined) placed.push(spot);
  }
  return placed;
}

/** Where a placement puts things, down to zones; shares sum to 1. */
export function spotsOf(placement: Placement, lookup: Lookup): readonly Spot[] {
  const known = placement.places.filter((place) => lookup.regions.has(place.at) || lookup.zones.has(place.at));
  const stated = known.reduce((sum, place) => sum + (place.share ?? 0), 0);
  const open = known.filter((place) => place.share === undefined).length;
  const each = open > 0 ? Math.max(0, 1 - stated) / open : 0;
  const zoneCount = (id: Id) => Math.max(1, lookup.regions.get(id)?.zones.length ?? 1);
  const allZones = known.reduce((sum, place) => sum + zoneCount(place.at), 0);
  const spots: Spot[] = [];
  for (const place of known) {
    const share =
      placement.mode === 'across' && place.share === undefined ? zoneCount(place.at) / allZones : (place.share ?? each);
    const zone = lookup.zones.get(place.at);
    const zones = zone === undefined ? (lookup.regions.get(place.at)?.zones ?? []) : [zone];
    if (zones.length === 0) spots.push({ region: place.at, zone: undefined, share });
    for (const each of zones) spots.push({ region: each.region, zone: each.id, share: share / zones.length });
  }
  const total = spots.reduce((sum, spot) => sum + spot.share, 0);
  return total > 0 ? spots.map((spot) => ({ ...spot, share: spot.share / total })) : spots;
}
