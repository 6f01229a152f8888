/**
 * From a design to a scene: boxes for components, frames for groups and places, arrows for what is asked of whom.
 *
 * - A component stands in its `group`. Where a whole group, or a component without one, runs in one region only, the
 *   region is a frame around it; what runs in several says so in a line of its box, because a box can stand in one
 *   place only.
 * - Operations with the same two ends and the same manner of waiting share an arrow; its label says what is done and
 *   how often. A cache's own lookups of itself are no arrows.
 * - Load, rates and facts come from the estimate given; findings become badges of the box or arrow they are about.
 */
import type { Design, Diagram } from '../../analyzer/design/design.js';
import { lookup } from '../../analyzer/design/lookup.js';
import type { Estimate } from '../../analyzer/estimate/estimate.js';
import { operations } from '../../analyzer/flow/operations.js';
import type { Finding } from '../../analyzer/rules/rule.js';
import { arrowLabel } from './arrow-label.js';
import { type Arrow, arrowsOf } from './arrows.js';
import { badgesOf } from './badges.js';
import { collapsed } from './collapse.js';
import { componentNode } from './component-node.js';
import { framesOf } from './frames.js';
import type { Scene, SceneEdge } from './scene.js';
import { selectionOf } from './selection.js';

export interface SceneOptions {
  /** Gives load, rates and hit ratios; without it the picture shows structure alone. */
  readonly estimate?: Estimate;
  /** Shown as badges. */
  readonly findings?: readonly Pick<Finding, 'at' | 'rule' | 'severity'>[];
  /** A `diagram` declaration: what to show, hide and collapse, and which way it runs; missing: everything. */
  readonly diagram?: Diagram;
  /** Default true. */
  readonly legend?: boolean;
}

/** Builds the scene of a design, or of one of its `diagram` declarations. Never throws, however unfinished the design. */
export function sceneOf(design: Design, options: SceneOptions = {}): Scene {
  const { estimate, findings = [], diagram, legend = true } = options;
  const found = lookup(design);
  const visits = operations(design.flows, found);
  const selection = selectionOf(design, visits, diagram);
  const components = design.components.filter(({ id }) => selection.components.has(id));
  const arrows = arrowsOf(design, visits.filter(selection.showsOperation)).filter(
    ({ from, to }) => selection.components.has(from) && selection.components.has(to),
  );
  const badges = badgesOf(design, arrows, findings);
  const frames = framesOf(design, components);
  const scene: Scene = {
    title: diagram === undefined ? design.name : diagram.title,
    ...subtitle(design, diagram, estimate),
    nodes: components.map((component) =>
      componentNode(
        component,
        found,
        estimate,
        badges.get(component.id) ?? [],
        frames.parentOf.get(component.id),
        frames.spread.has(component.id),
      ),
    ),
    groups: frames.groups.map((group) => ({
      ...group,
      ...(badges.has(group.id) ? { badges: badges.get(group.id) ?? [] } : {}),
    })),
    edges: arrows.map((arrow) => edge(arrow, estimate, badges.get(arrow.id))),
    ...(diagram?.direction === undefined ? {} : { direction: diagram.direction }),
    legend,
  };
  return diagram === undefined
    ? scene
    : collapsed(
        scene,
        diagram.collapse.map(({ to }) => to),
      );
}

function subtitle(design: Design, diagram: Diagram | undefined, estimate: Estimate | undefined): { subtitle?: string } {
  const parts: string[] = [];
  if (diagram !== undefined) parts.push(design.name);
  if (estimate !== undefined) {
    const title = design.workloads.find(({ id }) => id === estimate.workload)?.title;
    parts.push(`under ${title ?? estimate.workload}`);
  }
  return parts.length === 0 ? {} : { subtitle: parts.join(' · ') };
}

function edge(arrow: Arrow, estimate: Estimate | undefined, badges: SceneEdge['badges']): SceneEdge {
  return {
    id: arrow.id,
    from: arrow.from,
    to: arrow.to,
    label: arrowLabel(arrow, estimate),
    style: arrow.style,
    ...(arrow.flows.length === 0 ? {} : { flows: arrow.flows }),
    ...(badges === undefined || badges.length === 0 ? {} : { badges }),
  };
}
