/** Where requests start, how they get to the edge, and which region answers them. */
import type { Component } from '../../design/design.js';
import { defaultRoundTrip } from '../../estimate/network/default-round-trip.js';
import { lawOf } from '../../estimate/network/effective.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode, Root } from '../../estimate/network/plan.js';
import type { Streams } from '../kernel/random.js';
import type { Places } from './places.js';

/** Places the requests of a root start at: where whoever makes the first call is, by region. */
export function originsOf(
  root: Root,
  network: Network,
  places: Places,
): readonly [readonly number[], readonly number[]] {
  const first = network.nodesOf(root).find((node) => node.kind === 'call');
  const caller = network.lookup.components.get(first?.kind === 'call' ? (first.caller ?? '') : '');
  const own = caller === undefined ? [] : network.distances.placesOf(caller);
  const spots: number[] = [];
  const limits: number[] = [];
  let sum = 0;
  for (const { region, share } of network.routes.starts(root)) {
    const here = own.filter((spot) => spot.region === region);
    const total = here.reduce((all, spot) => all + spot.share, 0);
    const ways = total > 0 ? here : [{ region, zone: undefined, share: 1 }];
    for (const spot of ways) {
      spots.push(spot.region === undefined ? 0 : places.numberOf(spot.region, spot.zone));
      sum += (share * spot.share) / (total > 0 ? total : 1);
      limits.push(sum);
    }
  }
  return [spots, limits];
}

/** Region that answers, by the region that asks; worked out once for each. */
export function arrivalsOf(node: CallNode, network: Network, places: Places): (region: number) => number {
  const known: number[] = [];
  return (region) => {
    if (region < 0) return -1;
    let answer = known[region];
    if (answer === undefined) {
      const id = network.routes.arrival(node, places.region(region));
      answer = id === undefined ? -1 : places.regionNumber(id);
      known[region] = answer;
    }
    return answer;
  };
}

/** Seconds from people to the nearest edge. */
export function accessOf(person: Component, streams: Streams): () => number {
  return streams.draw(lawOf(person, 'rtt') ?? defaultRoundTrip('client_to_edge'), `access ${person.id}`);
}
