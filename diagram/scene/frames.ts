/** Frames of a picture: groups of the design, and regions and zones around what runs in one place only. */
import type { Component, Design, Group, Id } from '../../analyzer/design/design.js';
import type { SceneGroup } from './scene.js';

export interface Frames {
  /** Only frames with something in them, outer ones first. */
  readonly groups: readonly SceneGroup[];
  /** Innermost frame by component; missing: none. */
  readonly parentOf: ReadonlyMap<Id, Id>;
  /** Components whose place no frame shows. */
  readonly spread: ReadonlySet<Id>;
}

/** A place that can be a frame: a zone stands in its region. */
interface Place {
  readonly region: Id;
  readonly zone?: Id;
}

/** Finds the frames of the components shown. */
export function framesOf(design: Design, components: readonly Component[]): Frames {
  const zones = new Map(design.regions.flatMap((region) => region.zones.map((zone) => [zone.id, zone] as const)));
  const groups = acyclic(design.groups);
  const places = new Map(components.map((component) => [component.id, placeOf(component, zones)]));
  const membersOf = new Map<Id, Component[]>();
  for (const component of components)
    for (let id = component.group; id !== undefined; id = groups.get(id)?.parent)
      if (groups.has(id)) membersOf.set(id, [...(membersOf.get(id) ?? []), component]);

  const parentOf = new Map<Id, Id>();
  const used = new Set<Id>();
  const spread = new Set<Id>();
  for (const component of components) {
    const place = places.get(component.id);
    const group = component.group !== undefined && groups.has(component.group) ? component.group : undefined;
    const frame = group ?? place?.zone ?? place?.region;
    if (frame !== undefined) parentOf.set(component.id, frame);
    if (
      component.placement !== undefined &&
      regionShown(component, place, group, membersOf, places, groups) === undefined
    )
      spread.add(component.id);
  }
  const scene: SceneGroup[] = [];
  for (const region of design.regions) {
    const own = components.some(
      (component) => component.group === undefined && places.get(component.id)?.region === region.id,
    );
    const groupsInside = [...groups.values()].filter(
      (group) => group.parent === undefined && commonRegion(group.id, membersOf, places) === region.id,
    );
    if (!own && groupsInside.length === 0) continue;
    scene.push({ id: region.id, label: region.title ?? region.id, kind: 'region' });
    used.add(region.id);
    for (const zone of region.zones)
      if ([...parentOf.values()].includes(zone.id))
        scene.push({ id: zone.id, label: zone.name, kind: 'zone', parent: region.id });
  }
  for (const group of groups.values()) {
    if ((membersOf.get(group.id) ?? []).length === 0) continue;
    const parent = group.parent ?? commonRegion(group.id, membersOf, places);
    scene.push({
      id: group.id,
      label: group.title ?? group.id,
      kind: 'group',
      ...(parent === undefined ? {} : { parent }),
    });
  }
  return { groups: scene, parentOf, spread };
}

/** The region whose frame is around a component, its own or that of its outermost group. */
function regionShown(
  component: Component,
  place: Place | undefined,
  group: Id | undefined,
  membersOf: ReadonlyMap<Id, readonly Component[]>,
  places: ReadonlyMap<Id, Place | undefined>,
  groups: ReadonlyMap<Id, Group>,
): Id | undefined {
  if (group === undefined) return place?.region;
  let outermost = group;
  for (let up = groups.get(outermost)?.parent; up !== undefined; up = groups.get(up)?.parent) outermost = up;
  return component.placement === undefined ? undefined : commonRegion(outermost, membersOf, places);
}

/** The one region that every member runs in. */
function commonRegion(
  group: Id,
  membersOf: ReadonlyMap<Id, readonly Component[]>,
  places: ReadonlyMap<Id, Place | undefined>,
): Id | undefined {
  const regions = new Set((membersOf.get(group) ?? []).map(({ id }) => places.get(id)?.region));
  const [only] = regions;
  return regions.size === 1 ? only : undefined;
}

/** Where a component runs, when that is one region or one zone. */
function placeOf({ placement }: Component, zones: ReadonlyMap<Id, { readonly region: Id }>): Place | undefined {
  if (placement === undefined) return undefined;
  const regions = new Set(placement.places.map(({ at }) => zones.get(at)?.region ?? at));
  const [region] = regions;
  if (region === undefined || regions.size !== 1) return undefined;
  const [first, ...others] = placement.places;
  const isOneZone = first !== undefined && zones.has(first.at) && others.every(({ at }) => at === first.at);
  return { region, ...(isOneZone ? { zone: first.at } : {}) };
}

/** Groups by id; a parent that is missing or would close a circle is left out. */
function acyclic(groups: readonly Group[]): Map<Id, Group> {
  const all = new Map(groups.map((group) => [group.id, group]));
  const result = new Map<Id, Group>();
  for (const group of all.values()) {
    const seen = new Set([group.id]);
    let up = group.parent;
    while (up !== undefined && all.has(up) && !seen.has(up)) {
      seen.add(up);
      up = all.get(up)?.parent;
    }
    const { parent, ...rest } = group;
    result.set(group.id, parent !== undefined && all.has(parent) && up === undefined ? { ...rest, parent } : rest);
  }
  return result;
}
