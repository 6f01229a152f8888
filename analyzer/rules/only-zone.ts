/** Placements that put everything into one zone. */
import type { Id, Placement } from '../design/design.js';
import type { Facts } from '../facts.js';

export interface OnlyZone {
  /** The zone. */
  readonly id: Id;
  /** The placement that says so. */
  readonly at: Id;
}

/** The zone that holds all, if one does. A region of a single zone counts as that zone. */
export function onlyZone(facts: Facts, placement: Placement | undefined): OnlyZone | undefined {
  if (placement === undefined) return undefined;
  const zones = new Set(
    placement.places.flatMap(({ at }) => facts.lookup.regions.get(at)?.zones.map(({ id }) => id) ?? [at]),
  );
  const [id] = zones;
  return zones.size === 1 && id !== undefined && facts.lookup.zones.has(id) ? { id, at: placement.id } : undefined;
}
