import type { Component, Id } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { dealt, type Spot, spotsOf } from '../../estimate/network/placement.js';
import type { Distances } from '../../estimate/network/round-trip.js';

/** The place of what is not placed. */
export const NOWHERE = 0;

/** Regions and zones that anything runs in, by small numbers. */
export class Places {
  private readonly spots: (Spot | undefined)[] = [undefined];
  private readonly regions: Id[] = [];
  private readonly known = new Map<string, number>();

  constructor(
    private readonly lookup: Lookup,
    private readonly distances: Distances,
  ) {}

  /** Number of a place. */
  numberOf(region: Id, zone: Id | undefined): number {
    const key = `${region} ${zone ?? ''}`;
    let number = this.known.get(key);
    if (number === undefined) {
      number = this.spots.push({ region, zone, share: 1 }) - 1;
      this.known.set(key, number);
    }
    return number;
  }

  spot(number: number): Spot | undefined {
    return this.spots[number];
  }

  /** Numbers of all places but nowhere. */
  all(): readonly number[] {
    return this.spots.map((_, number) => number).slice(1);
  }

  /** Number of the region of a place; -1 for nowhere. */
  regionOf(number: number): number {
    const region = this.spots[number]?.region;
    return region === undefined ? -1 : this.regionNumber(region);
  }

  regionNumber(region: Id): number {
    const known = this.regions.indexOf(region);
    return known >= 0 ? known : this.regions.push(region) - 1;
  }

  get regionCount(): number {
    return this.regions.length;
  }

  region(number: number): Id | undefined {
    return this.regions[number];
  }

  /** The place that is only known to be in a region. */
  somewhereIn(region: number): number {
    const id = this.regions[region];
    return id === undefined ? NOWHERE : this.numberOf(id, undefined);
  }

  /** Places of so many machines or copies of a component; nowhere when nothing says where it is. */
  deal(component: Component, count: number, areCopies: boolean): readonly number[] {
    const own = areCopies ? component.replicas?.placement : undefined;
    const spots = own === undefined ? this.distances.placesOf(component) : spotsOf(own, this.lookup);
    const placed = dealt(spots, count).map(({ region, zone }) => this.numberOf(region, zone));
    return Array.from({ length: count }, (_, index) => placed[index] ?? NOWHERE);
  }
}
