/** Finding parts of a design by id; built once per design. */
import type { Component, DataItem, Design, Expectation, Flow, Id, Link, Region, Workload, Zone } from './design.js';

export interface Lookup {
  readonly components: ReadonlyMap<Id, Component>;
  readonly data: ReadonlyMap<Id, DataItem>;
  readonly flows: ReadonlyMap<Id, Flow>;
  readonly workloads: ReadonlyMap<Id, Workload>;
  readonly regions: ReadonlyMap<Id, Region>;
  readonly zones: ReadonlyMap<Id, Zone>;
  readonly links: ReadonlyMap<Id, Link>;
  /** Components that store a data item as their system of record, by data id. */
  readonly storesOf: ReadonlyMap<Id, readonly Component[]>;
  /** Components that cache it. */
  readonly cachesOf: ReadonlyMap<Id, readonly Component[]>;
  /** Queues that carry it. */
  readonly carriersOf: ReadonlyMap<Id, readonly Component[]>;
  /** Expectations about one component, flow, data item; `*` ones are not expanded. */
  readonly expectationsOf: ReadonlyMap<Id, readonly Expectation[]>;
}

/** Builds the lookup. The first of two declarations with one id wins. */
export function lookup(design: Design): Lookup {
  return {
    components: byId(design.components),
    data: byId(design.data),
    flows: byId(design.flows),
    workloads: byId(design.workloads),
    regions: byId(design.regions),
    zones: byId(design.regions.flatMap((region) => region.zones)),
    links: byId(design.links),
    storesOf: holders(design.components, (component) => component.stores.map((reference) => reference.to)),
    cachesOf: holders(design.components, (component) => component.caches.map((reference) => reference.to)),
    carriersOf: holders(design.components, (component) => component.carries.map((reference) => reference.to)),
    expectationsOf: holders(design.expectations, (expectation) => expectation.of.map((reference) => reference.to)),
  };
}

function byId<T extends { readonly id: Id }>(items: readonly T[]): Map<Id, T> {
  const map = new Map<Id, T>();
  for (const item of items) if (!map.has(item.id)) map.set(item.id, item);
  return map;
}

function holders<T>(items: readonly T[], keys: (item: T) => readonly Id[]): Map<Id, T[]> {
  const map = new Map<Id, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const list = map.get(key);
      if (list === undefined) map.set(key, [item]);
      else if (!list.includes(item)) list.push(item);
    }
  }
  return map;
}
