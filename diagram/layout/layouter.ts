/**
 * The layout: from a scene to places for everything.
 *
 * Every group is laid out alone and the level around it treats it as one box with fixed ports; results are remembered
 * by content, so that an edit costs only the groups it touches and the levels above them. ELK's layered method
 * arranges each level. See `level-plan.ts` for how edges are cut at borders.
 */
import type { Direction, Scene, SceneEdge } from '../scene/scene.js';
import { assemble } from './assemble.js';
import { budgetOf, type Pace, type TimeLimit } from './budget.js';
import { bundlesOf } from './bundles.js';
import { type Card, cardOf } from './card.js';
import { type Containment, containmentOf, ROOT } from './containment.js';
import { edgeLabelOf } from './edge-label.js';
import { createEngine, type LayoutEngine } from './elk-engine.js';
import type { LevelItem, LevelResult } from './elk-level.js';
import { smallestGroup } from './group-title.js';
import { type LevelPlan, planLevels } from './level-plan.js';
import { type Job, solveLevels } from './level-solver.js';
import { recall, remember, type SolvedLevel } from './memory.js';
import { type Pins, patchLevel } from './patch-level.js';
import { pinsByContainer, unkeptPins } from './pins.js';
import type { PlacedScene, Point } from './placed.js';
import { inNewWords } from './same-elements.js';
import { loopMargin } from './self-loop.js';
import { networkSimplexLimit, SPREAD_FROM } from './spacing.js';

export interface LayoutOptions {
  /** Gives up between two levels when aborted; the promise is then rejected with the signal's reason. */
  readonly signal?: { throwIfAborted(): void };
  /**
   * The picture before, made by any layouter of this process: the new one stays like it. Elements keep their places,
   * new ones take free room, and only what that makes impossible is arranged anew. The result depends on the scene and
   * on this picture only.
   */
  readonly previous?: PlacedScene;
  /**
   * Time after which no level is begun that cannot be done in time; those are shown in rows, with a warning. What
   * is shown then depends on the machine. Missing: no limit but that of `LAYERED_LIMIT`.
   */
  readonly budget?: TimeLimit;
  /**
   * Where the reader has put elements: their top left inside their group. Others make way, and lines are led again. What
   * cannot be kept, and what is not in the scene, is told among the warnings. They leave no trace in later pictures, which
   * are like this one without them.
   */
  readonly pins?: Pins;
}

/** A layouter keeps what it has learnt from earlier scenes; keep one for each document that is edited. */
export interface Layouter {
  /** Places a scene. Fails only when aborted: where ELK fails, a plain arrangement and a warning take its place. */
  layout(scene: Scene, options?: LayoutOptions): Promise<PlacedScene>;
}

/** Makes a layouter; its result for a scene is the same whatever it has seen before. */
export function createLayouter(engine: LayoutEngine = createEngine()): Layouter {
  let remembered = new Map<string, LevelResult>();
  const pace: Pace = { taken: 0, usual: 0 };
  return {
    async layout(scene, options = {}) {
      const fresh = new Map<string, LevelResult>();
      const placed = await place(scene, options, engine, remembered, fresh, pace);
      remembered = fresh;
      return placed;
    },
  };
}

/** Places one scene with a layouter of its own. */
export async function layout(scene: Scene, options: LayoutOptions = {}): Promise<PlacedScene> {
  return createLayouter().layout(scene, options);
}

async function place(
  scene: Scene,
  { signal, previous, budget: limit, pins = new Map() }: LayoutOptions,
  engine: LayoutEngine,
  remembered: ReadonlyMap<string, LevelResult>,
  fresh: Map<string, LevelResult>,
  pace: Pace,
): Promise<PlacedScene> {
  const containment = containmentOf(scene);
  const bundles = bundlesOf(containment);
  const lines = new Map(containment.edges.map(({ id }) => [id, bundles.get(id)?.id ?? `edge:${id}`]));
  const memory = previous === undefined ? undefined : recall(previous);
  const earlier = memory === undefined ? undefined : inNewWords(memory, containment, lines);
  const directionOf = steadyDirections(scene, containment, earlier);
  const plans = planLevels(containment, bundles, directionOf, (container) => earlier?.get(container)?.job.plan.order);
  const cards = new Map([...containment.nodes.values()].map((node) => [node.id, cardOf(node)]));
  const loops = loopsOf(containment);
  const planOf = new Map(plans.map((plan) => [plan.container, plan]));
  const warnings = [...containment.warnings];
  const budget = budgetOf(limit, pace);
  const solve = async (
    change: (job: Job) => LevelResult | undefined,
    said: string[],
  ): Promise<ReadonlyMap<string, SolvedLevel>> => {
    const results = new Map<string, LevelResult>();
    const levels = new Map<string, SolvedLevel>();
    for (const plansOfDepth of inwardsLast(plans, containment)) {
      signal?.throwIfAborted();
      const jobs = plansOfDepth.map((plan) => jobOf(plan, containment, cards, loops, results, planOf));
      const solved = await solveLevels(jobs, engine, remembered, fresh, said, signal, budget, change);
      jobs.forEach((job, index) => {
        const result = solved[index];
        if (result === undefined) return;
        results.set(job.plan.container, result);
        levels.set(job.plan.container, { job, result });
      });
    }
    return levels;
  };
  const automatic: string[] = [];
  const free = await solve((job) => {
    const before = earlier?.get(job.plan.container);
    // What had to be shown in rows may find time to be arranged now.
    return before === undefined || before.result.isInRows === true ? undefined : patchLevel(job, before);
  }, automatic);
  let levels = free;
  if (pins.size > 0) {
    const within = pinsByContainer(pins, containment);
    levels = await solve((job) => {
      const before = free.get(job.plan.container);
      return before === undefined ? undefined : patchLevel(job, before, within.get(job.plan.container));
    }, warnings);
    warnings.push(...unkeptPins(pins, levels, containment));
  }
  for (const one of automatic) if (!warnings.includes(one)) warnings.push(one);
  const results = new Map([...levels].map(([container, { result }]) => [container, result]));
  const placed = assemble({ scene, containment, bundles, plans, results, cards, loops, directionOf, warnings });
  // Later pictures stay like the free one: what is put back goes to where it would be had it never been moved.
  remember(placed, { containment, lines, levels: free });
  return placed;
}

/** The directions of the earlier picture, unless the scene asks for one or its size has become another. */
function steadyDirections(
  scene: Scene,
  containment: Containment,
  earlier: ReadonlyMap<string, SolvedLevel> | undefined,
): (container: string) => Direction {
  const fresh = directions(scene, containment);
  const { size } = containment.nodes;
  const isBetween = size > SPREAD_FROM * 0.5 && size < SPREAD_FROM * 2;
  if (earlier === undefined || scene.direction !== undefined || !isBetween) return fresh;
  return (container) => earlier.get(container)?.job.plan.direction ?? fresh(container);
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
