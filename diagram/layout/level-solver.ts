/** Solving levels with ELK, a few at a time, and only those that are not remembered. */

import type { Budget } from './budget.js';
import { ROOT } from './containment.js';
import type { LayoutEngine } from './elk-engine.js';
import { fromElk, type LevelItem, type LevelResult, toElk } from './elk-level.js';
import type { LevelPlan } from './level-plan.js';
import { plainLevel } from './plain-level.js';
import { LAYERED_LIMIT } from './spacing.js';

/** A level that is ready for ELK: everything inside it has been laid out. */
export interface Job {
  readonly plan: LevelPlan;
  readonly items: ReadonlyMap<string, LevelItem>;
  readonly labels: readonly ({ readonly width: number; readonly height: number } | undefined)[];
  readonly minimum: { readonly width: number; readonly height: number };
  readonly simplexLimit: number;
}

/** Levels laid out in one call of ELK: enough to pay for the call, few enough to let others work in between. */
const BATCH = 8;
/** The same where time is short: the pace of the machine must be learnt from the first levels. */
const BATCH_IN_HASTE = 2;

/**
 * Results of the given levels, in order: remembered ones where the level has not changed, else ELK's, else rows.
 *
 * @param remembered results of the scene before, by content
 * @param fresh receives the results of this scene
 * @param warnings receives a sentence for each level that ELK could not do
 * @param budget says which levels there is time for; the others are shown in rows
 * @param change a level that needs no ELK: one that is changed from an earlier picture
 */
export async function solveLevels(
  jobs: readonly Job[],
  engine: LayoutEngine,
  remembered: ReadonlyMap<string, LevelResult>,
  fresh: Map<string, LevelResult>,
  warnings: string[],
  signal: { throwIfAborted(): void } | undefined,
  budget: Budget,
  change: (job: Job) => LevelResult | undefined = () => undefined,
): Promise<LevelResult[]> {
  const changed = jobs.map(change);
  const rest = jobs.filter((_, index) => changed[index] === undefined);
  const arranged = await arrange(rest, engine, remembered, fresh, warnings, signal, budget);
  return changed.map((result) => {
    const found = result ?? arranged.shift();
    if (found === undefined) throw new Error('bug: a level was not laid out');
    return found;
  });
}

async function arrange(
  jobs: readonly Job[],
  engine: LayoutEngine,
  remembered: ReadonlyMap<string, LevelResult>,
  fresh: Map<string, LevelResult>,
  warnings: string[],
  signal: { throwIfAborted(): void } | undefined,
  budget: Budget,
): Promise<LevelResult[]> {
  const graphs = jobs.map((job) => toElk(job.plan, job.items, job.labels, job.minimum, job.simplexLimit));
  const keys = graphs.map((graph) => JSON.stringify(graph));
  const results = new Map<string, LevelResult>();
  const inRows = new Set<string>();
  const open: number[] = [];
  keys.forEach((key, index) => {
    const known = remembered.get(key) ?? fresh.get(key);
    if (known !== undefined) results.set(key, known);
    else if (!open.some((other) => keys[other] === key)) open.push(index);
  });
  const size = budget.isLimited ? BATCH_IN_HASTE : BATCH;
  for (let start = 0; start < open.length; start += size) {
    signal?.throwIfAborted();
    const batch = open.slice(start, start + size);
    const feasible = batch.flatMap((index) => graphs[index] ?? []).filter((graph) => isFeasible(graph, budget));
    const answered = await answer(feasible, engine);
    budget.settle();
    const answerOf = new Map<ElkGraph | undefined, ElkGraph | undefined>(
      feasible.map((graph, at) => [graph, answered[at]]),
    );
    batch.forEach((index) => {
      const job = jobs[index];
      const key = keys[index];
      if (job === undefined || key === undefined) return;
      const found = answerOf.get(graphs[index]);
      if (found !== undefined) {
        results.set(key, fromElk(job.plan, found));
        return;
      }
      warnings.push(`${nameOf(job.plan)} could not be arranged in layers and is shown in rows.`);
      results.set(key, plainLevel(job.plan, job.items, job.labels, job.minimum));
      inRows.add(key);
    });
  }
  return keys.map((key) => {
    const result = results.get(key);
    if (result === undefined) throw new Error('bug: a level was not laid out');
    // Rows are not remembered, so that the warning comes again and ELK gets another chance.
    if (!inRows.has(key)) fresh.set(key, result);
    return result;
  });
}

function nameOf(plan: LevelPlan): string {
  return plan.container === ROOT ? 'The picture' : `Group "${plan.container}"`;
}

/** Whether ELK would answer within about a minute, and within the time that is left. */
function isFeasible(graph: ElkGraph, budget: Budget): boolean {
  const segments = graph.edges?.length ?? 0;
  return segments <= LAYERED_LIMIT && budget.admits(segments);
}

type ElkGraph = ReturnType<typeof toElk>;

/** ELK's answers, in order; `undefined` for a level that it cannot do. */
async function answer(graphs: readonly ElkGraph[], engine: LayoutEngine): Promise<(ElkGraph | undefined)[]> {
  if (graphs.length === 1 && (graphs[0]?.edges?.length ?? 0) > LAYERED_LIMIT) return [undefined];
  if (graphs.length === 0) return [];
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
