/**
 * The layout: from a scene to places for everything.
 *
 * Every group is laid out alone and the level around it treats it as one box with fixed ports; results are remembered
 * by content, so that an edit costs only the groups it touches and the levels above them. ELK's layered method
 * arranges each level. See `level-plan.ts` for how edges are cut at borders.
 */
import type { Direction, Scene, SceneEdge } from '../scene/scene.js';
import { assemble } from './assemble.js';
import { bundlesOf } from './bundles.js';
import { type Card, cardOf } from './card.js';
import { type Containment, containmentOf, ROOT } from './containment.js';
import { edgeLabelOf } from './edge-label.js';
import { createEngine, type LayoutEngine } from './elk-engine.js';
import { fromElk, type LevelItem, type LevelResult, toElk } from './elk-level.js';
import { smallestGroup } from './group-title.js';
import { type LevelPlan, planLevels } from './level-plan.js';
import type { PlacedScene, Point } from './placed.js';
import { plainLevel } from './plain-level.js';
import { loopMargin } from './self-loop.js';
import { LAYERED_LIMIT, networkSimplexLimit, SPREAD_FROM } from './spacing.js';

export interface LayoutOptions {
  /** Gives up between two levels when aborted; the promise is then rejected with the signal's reason. */
  readonly signal?: { throwIfAborted(): void };
}

/** A layouter keeps what it has learnt from earlier scenes; keep one for each document that is edited. */
export interface Layouter {
  /** Places a scene. Fails only when aborted: where ELK fails, a plain arrangement and a warning take its place. */
  layout(scene: Scene, options?: LayoutOptions): Promise<PlacedScene>;
}

/** Makes a layouter; its result for a scene is the same whatever it has seen before. */
export function createLayouter(engine: LayoutEngine = createEngine()): Layouter {
  let remembered = new Map<string, LevelResult>();
  return {
    async layout(scene, options = {}) {
      const fresh = new Map<string, LevelResult>();
      const placed = await place(scene, options, engine, remembered, fresh);
      remembered = fresh;
      return placed;
    },
  };
}

/** Places one scene with a layouter of its own. */
export async function layout(scene: Scene, options: LayoutOptions = {}): Promise<PlacedScene> {
  return createLayouter().layout(scene, options);
}

/** A level that is ready for ELK: everything inside it has been laid out. */
interface Job {
  readonly plan: LevelPlan;
  readonly items: ReadonlyMap<string, LevelItem>;
  readonly labels: readonly ({ readonly width: number; readonly height: number } | undefined)[];
  readonly minimum: { readonly width: number; readonly height: number };
  readonly simplexLimit: number;
}

async function place(
  scene: Scene,
  { signal }: LayoutOptions,
  engine: LayoutEngine,
  remembered: ReadonlyMap<string, LevelResult>,
  fresh: Map<string, LevelResult>,
): Promise<PlacedScene> {
  const containment = containmentOf(scene);
  const bundles = bundlesOf(containment);
  const directionOf = directions(scene, containment);
  const plans = planLevels(containment, bundles, directionOf);
  const cards = new Map([...containment.nodes.values()].map((node) => [node.id, cardOf(node)]));
  const loops = loopsOf(containment);
  const planOf = new Map(plans.map((plan) => [plan.container, plan]));
  const results = new Map<string, LevelResult>();
  const warnings = [...containment.warnings];
  for (const plansOfDepth of inwardsLast(plans, containment)) {
    const jobs = plansOfDepth.map((plan) => jobOf(plan, containment, cards, loops, results, planOf));
    const solved = await solve(jobs, engine, remembered, fresh, warnings, signal);
    jobs.forEach((job, index) => {
      const result = solved[index];
      if (result !== undefined) results.set(job.plan.container, result);
    });
  }
  return assemble({ scene, containment, bundles, plans, results, cards, loops, directionOf, warnings });
}

/** All levels run down in small pictures; in larger ones the outermost level with a choice runs to the right. */
function directions(scene: Scene, containment: Containment): (container: string) => Direction {
  const chosen = scene.direction;
  if (chosen !== undefined) return () => chosen;
  if (containment.nodes.size < SPREAD_FROM) return () => 'down';
  let spread = ROOT;
  for (;;) {
    const children: readonly string[] = containment.children.get(spread) ?? [];
    const [only] = children;
    if (children.length !== 1 || only === undefined || !containment.groups.has(only)) break;
    spread = only;
  }
  return (container) => (container === spread ? 'right' : 'down');
}

function loopsOf(containment: Containment): ReadonlyMap<string, readonly SceneEdge[]> {
  const loops = new Map<string, SceneEdge[]>();
  for (const edge of containment.edges)
    if (edge.from === edge.to) loops.set(edge.from, [...(loops.get(edge.from) ?? []), edge]);
  return loops;
}

/** Plans by depth, the deepest first. */
function inwardsLast(plans: readonly LevelPlan[], containment: Containment): LevelPlan[][] {
  const depth = new Map<string, number>([[ROOT, 0]]);
  const levels: LevelPlan[][] = [];
  for (const plan of plans) {
    const at = plan.container === ROOT ? 0 : (depth.get(containment.parent.get(plan.container) ?? ROOT) ?? 0) + 1;
    depth.set(plan.container, at);
    const level = levels[at] ?? [];
    level.push(plan);
    levels[at] = level;
  }
  return levels.reverse();
}

function jobOf(
  plan: LevelPlan,
  containment: Containment,
  cards: ReadonlyMap<string, Card>,
  loops: ReadonlyMap<string, readonly SceneEdge[]>,
  results: ReadonlyMap<string, LevelResult>,
  planOf: ReadonlyMap<string, LevelPlan>,
): Job {
  const items = new Map<string, LevelItem>();
  for (const id of plan.children) {
    const margin = loopMargin(loops.get(id) ?? [], plan.direction);
    items.set(id, { ...sizeOf(id, containment, cards, results, planOf), ...(margin === undefined ? {} : { margin }) });
  }
  for (const trunk of plan.trunks) items.set(trunk.id, edgeLabelOf(trunk.edge) ?? { width: 2, height: 2 });
  const group = containment.groups.get(plan.container);
  return {
    plan,
    items,
    labels: plan.segments.map(({ labelOf }) => {
      const label = labelOf === undefined ? undefined : edgeLabelOf(labelOf);
      return label === undefined ? undefined : { width: label.width, height: label.height };
    }),
    minimum: group === undefined ? { width: 0, height: 0 } : smallestGroup(group),
    simplexLimit: networkSimplexLimit(containment.nodes.size),
  };
}

function sizeOf(
  id: string,
  containment: Containment,
  cards: ReadonlyMap<string, Card>,
  results: ReadonlyMap<string, LevelResult>,
  planOf: ReadonlyMap<string, LevelPlan>,
): LevelItem {
  const card = cards.get(id);
  if (card !== undefined) return { width: card.width, height: card.height };
  const result = results.get(id);
  const plan = planOf.get(id);
  const group = containment.groups.get(id);
  if (result === undefined || plan === undefined)
    return group === undefined ? { width: 0, height: 0 } : smallestGroup(group);
  const fixedPorts = new Map<string, Point>();
  plan.borderPorts.forEach((port, index) => {
    fixedPorts.set(port.key, result.borderPorts[index] ?? { x: 0, y: 0 });
  });
  return { width: result.width, height: result.height, fixedPorts };
}

/** Levels laid out in one call of ELK: enough to pay for the call, few enough to let others work in between. */
const BATCH = 8;

async function solve(
  jobs: readonly Job[],
  engine: LayoutEngine,
  remembered: ReadonlyMap<string, LevelResult>,
  fresh: Map<string, LevelResult>,
  warnings: string[],
  signal: LayoutOptions['signal'],
): Promise<LevelResult[]> {
  const graphs = jobs.map((job) => toElk(job.plan, job.items, job.labels, job.minimum, job.simplexLimit));
  const keys = graphs.map((graph) => JSON.stringify(graph));
  const results = new Map<string, LevelResult>();
  const open: number[] = [];
  keys.forEach((key, index) => {
    const known = remembered.get(key) ?? fresh.get(key);
    if (known !== undefined) results.set(key, known);
    else if (!open.some((other) => keys[other] === key)) open.push(index);
  });
  for (let start = 0; start < open.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = open.slice(start, start + BATCH);
    const answers = await answer(
      batch.map((index) => graphs[index]).filter((graph) => graph !== undefined),
      engine,
    );
    batch.forEach((index, at) => {
      const job = jobs[index];
      const key = keys[index];
      if (job === undefined || key === undefined) return;
      const found = answers[at];
      if (found !== undefined) {
        results.set(key, fromElk(job.plan, found));
        return;
      }
      warnings.push(`${nameOf(job.plan)} could not be arranged in layers and is shown in rows.`);
      results.set(key, plainLevel(job.plan, job.items, job.labels, job.minimum));
    });
  }
  return keys.map((key) => {
    const result = results.get(key);
    if (result === undefined) throw new Error('bug: a level was not laid out');
    fresh.set(key, result);
    return result;
  });
}

function nameOf(plan: LevelPlan): string {
  return plan.container === ROOT ? 'The picture' : `Group "${plan.container}"`;
}

type ElkGraph = ReturnType<typeof toElk>;

/** ELK's answers, in order; `undefined` for a level that it cannot do. */
async function answer(graphs: readonly ElkGraph[], engine: LayoutEngine): Promise<(ElkGraph | undefined)[]> {
  if (graphs.length === 1 && (graphs[0]?.edges?.length ?? 0) > LAYERED_LIMIT) return [undefined];
  try {
    // A graph with ports must not be the outermost one for ELK, and a parent that fixes positions lays out each alone.
    const whole: ElkGraph = {
      id: 'whole',
      layoutOptions: { 'elk.algorithm': 'fixed' },
      children: graphs.map((graph, index) => renamed(graph, `g${index}/`)),
    };
    const { children = [] } = await engine.layout(whole);
    return graphs.map((_, index) => children[index]);
  } catch {
    if (graphs.length === 1) return [undefined];
    const single: (ElkGraph | undefined)[] = [];
    for (const graph of graphs) single.push(...(await answer([graph], engine)));
    return single;
  }
}

/** A copy with ids that are unique in a batch. ELK writes into its input, so a copy is needed anyway. */
function renamed(graph: ElkGraph, prefix: string): ElkGraph {
  const ported = (node: ElkGraph): ElkGraph => ({
    ...node,
    id: prefix + node.id,
    ...(node.ports === undefined ? {} : { ports: node.ports.map((port) => ({ ...port, id: prefix + port.id })) }),
    ...(node.labels === undefined ? {} : { labels: node.labels.map((label) => ({ ...label })) }),
  });
  return {
    ...ported(graph),
    children: (graph.children ?? []).map(ported),
    edges: (graph.edges ?? []).map((edge) => ({
      ...edge,
      id: prefix + edge.id,
      sources: edge.sources.map((id) => prefix + id),
      targets: edge.targets.map((id) => prefix + id),
      ...(edge.labels === undefined ? {} : { labels: edge.labels.map((label) => ({ ...label })) }),
    })),
  };
}
