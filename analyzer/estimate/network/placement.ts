import type { Id, Placement } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';

/** A share of a component's instances in one region or zone. */
export interface Spot {
  readonly region: Id;
  readonly zone: Id | undefined;
  readonly share: number;
}

/** Where the leader is: the place named first. */
export function leaderSpot(spots: readonly Spot[]): readonly Spot[] {
  const first = spots[0];
  return first === undefined ? [] : [{ ...first, share: 1 }];
}

/** The part of the places inside one region, as if it were all. */
export function inRegion(all: readonly Spot[], region: Id | undefined): readonly Spot[] {
  if (region === undefined) return all;
  const own = all.filter((spot) => spot.region === region);
  const total = own.reduce((sum, { share }) => sum + share, 0);
  if (!(total > 0)) return [{ region, zone: undefined, share: 1 }];
  return own.map((spot) => ({ ...spot, share: spot.share / total }));
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
