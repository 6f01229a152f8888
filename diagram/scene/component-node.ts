/** The box of one component: name, technology, a few facts, load and badges. */

import { quantity, replication, technologyOf } from '../../analyzer/catalogue/setting.js';
import type { Component } from '../../analyzer/design/design.js';
import type { Lookup } from '../../analyzer/design/lookup.js';
import { sayCount, sayRatio, saySize, sayTime } from '../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate } from '../../analyzer/estimate/estimate.js';
import { fullest } from '../../analyzer/estimate/fullest.js';
import type { SceneBadge, SceneLoad, SceneMultiplicity, SceneNode } from './scene.js';

/** Facts in one box; more would be a table. */
const most = 3;
/** A technology with a longer title is called by its id, which is what people say then (`elb`). */
const longestTitle = 21;
/** Seconds by which copies may be behind before a box says so. */
const notableLag = 1e-3;

/** Builds the box; `isSpread` says its place in words because no frame shows it. */
export function componentNode(
  component: Component,
  lookup: Lookup,
  estimate: Estimate | undefined,
  badges: readonly SceneBadge[],
  parent: string | undefined,
  isSpread: boolean,
): SceneNode {
  const figures = estimate?.components[component.id];
  const facts = [...factsOf(component, figures), ...(isSpread ? placeText(component, lookup) : [])];
  const load = loadOf(figures);
  const multiplicity = multiplicityOf(component);
  return {
    id: component.id,
    label: component.title ?? component.id,
    subtitle: subtitle(component),
    kind: component.kind,
    ...(parent === undefined ? {} : { parent }),
    // The place is worth more than a third figure.
    ...(facts.length === 0
      ? {}
      : { facts: facts.length <= most ? facts : [...facts.slice(0, most - 1), ...facts.slice(-1)] }),
    ...(load === undefined ? {} : { load }),
    ...(badges.length === 0 ? {} : { badges }),
    ...(multiplicity === undefined ? {} : { multiplicity }),
  };
}

function subtitle({ kind, technology }: Component): string {
  const word = kind.replaceAll('_', ' ');
  if (technology === undefined) return word;
  const title = technologyOf(technology)?.title ?? technology;
  return `${word} · ${title.length <= longestTitle ? title : technology}`;
}

function* factsOf(component: Component, figures: ComponentEstimate | undefined): Generator<string> {
  const instances = quantity(component, 'instances');
  const cores = quantity(component, 'cores');
  const { shards, partitions } = component;
  const copies = replication(component)?.count;
  if (shards !== undefined)
    yield `${sayCount(shards.count)} shards${copies !== undefined && copies > 1 ? ` × ${copies} replicas` : ''}`;
  else if (partitions !== undefined)
    yield `${sayCount(partitions.count)} ${partitions.count === 1 ? 'partition' : 'partitions'}${copies !== undefined && copies > 1 ? ` × ${copies} replicas` : ''}`;
  else if (copies !== undefined && copies > 1) yield `${copies} replicas`;
  else if (isSaid(instances) || isSaid(cores) || figures?.autoscaled !== undefined)
    yield servers(figures?.autoscaled?.instances ?? instances?.value ?? 1, isSaid(cores) ? cores?.value : undefined);
  const hits = figures?.hitRatio;
  if (hits !== undefined && hits !== null) yield `${sayRatio(hits)} hits`;
  const backlog = figures?.backlog;
  if (backlog !== undefined && backlog !== null && backlog >= 1) yield `backlog ${sayCount(backlog)}`;
  const lag = figures?.replicationLag?.mean;
  if (lag !== undefined && lag !== null && lag >= notableLag) yield `lag ${sayTime(lag)}`;
  const memory = quantity(component, 'memory');
  if (component.kind === 'cache' && isSaid(memory) && memory !== undefined) yield `memory ${saySize(memory.value)}`;
  const p99 = figures?.response?.p99;
  if (p99 !== undefined && p99 !== null) yield `p99 ${sayTime(p99)}`;
}

function servers(instances: number, cores: number | undefined): string {
  const machines = instances === 1 ? '1 instance' : `${sayCount(instances)} instances`;
  if (cores === undefined) return machines;
  const each = `${sayCount(cores)} core${cores === 1 ? '' : 's'}`;
  return instances === 1 ? each : `${sayCount(instances)} × ${each}`;
}

/** Whether the design, not a default, says so. */
function isSaid(value: { readonly from: string } | undefined): boolean {
  return value?.from === 'design' || value?.from === 'template';
}

function placeText({ placement }: Component, lookup: Lookup): string[] {
  if (placement === undefined || placement.places.length === 0) return [];
  const name = (id: string): string => lookup.regions.get(id)?.title ?? id;
  return [
    `in ${placement.places.map(({ at, share }) => (share === undefined ? name(at) : `${name(at)} ${sayRatio(share)}`)).join(', ')}`,
  ];
}

function loadOf(figures: ComponentEstimate | undefined): SceneLoad | undefined {
  if (figures === undefined) return undefined;
  const { utilization, of } = fullest(figures);
  if (utilization === null) return undefined;
  return of === undefined ? { utilization } : { utilization, meaning: of };
}

function multiplicityOf(component: Component): SceneMultiplicity | undefined {
  const instances = quantity(component, 'instances')?.value ?? 1;
  const copies = component.kind === 'queue' ? undefined : component.replicas?.count;
  const replicas = copies ?? Math.max(replication(component)?.count ?? 1, instances);
  const shards = component.shards?.count ?? component.partitions?.count ?? 1;
  if (replicas <= 1 && shards <= 1) return undefined;
  return { ...(replicas > 1 ? { replicas } : {}), ...(shards > 1 ? { shards } : {}) };
}
