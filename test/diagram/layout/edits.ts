/** Small edits of a scene, as someone at the keyboard makes them, and how far a picture moves under them. */
import type { PlacedScene } from '../../../diagram/layout/placed.js';
import type { Scene, SceneEdge } from '../../../diagram/scene/scene.js';

/** One edit; `changed` are the elements that it speaks of. */
export interface Edit {
  readonly scene: Scene;
  readonly changed: ReadonlySet<string>;
}

type Make = (scene: Scene, pick: (below: number) => number) => Edit | undefined;

/** The kinds of edit by name. Each is made at a place that `pick` chooses. */
export const edits: Readonly<Record<string, Make>> = {
  'add a component': (scene, pick) => {
    const beside = scene.nodes[pick(scene.nodes.length)];
    if (beside === undefined) return undefined;
    const parent = beside.parent === undefined ? {} : { parent: beside.parent };
    const node = { id: 'added', label: 'added store', kind: 'database', subtitle: 'database', ...parent };
    const edge: SceneEdge = { id: 'to-added', from: beside.id, to: 'added', label: ['write', '20/s'], style: 'sync' };
    return {
      scene: { ...scene, nodes: [...scene.nodes, node], edges: [...scene.edges, edge] },
      changed: new Set(['added']),
    };
  },
  'remove a component': (scene, pick) => {
    const gone = scene.nodes[pick(scene.nodes.length)]?.id ?? '';
    const nodes = scene.nodes.filter(({ id }) => id !== gone);
    const edges = scene.edges.filter(({ from, to }) => from !== gone && to !== gone);
    return { scene: { ...scene, nodes, edges }, changed: new Set([gone]) };
  },
  'rename a component': (scene, pick) => {
    const old = scene.nodes[pick(scene.nodes.length)]?.id ?? '';
    const name = (id: string): string => (id === old ? 'renamed' : id);
    const nodes = scene.nodes.map((node) =>
      node.id === old ? { ...node, id: 'renamed', label: `${node.label} 2` } : node,
    );
    const edges = scene.edges.map((edge) => {
      if (edge.from !== old && edge.to !== old) return edge;
      return { ...edge, id: `renamed:${edge.id}`, from: name(edge.from), to: name(edge.to) };
    });
    return { scene: { ...scene, nodes, edges }, changed: new Set([old]) };
  },
  'add an arrow': (scene, pick) => {
    const [from, to] = [scene.nodes[pick(scene.nodes.length)], scene.nodes[pick(scene.nodes.length)]];
    if (from === undefined || to === undefined || from === to) return undefined;
    const edge: SceneEdge = { id: 'new-arrow', from: from.id, to: to.id, label: ['query'], style: 'async' };
    return { scene: { ...scene, edges: [...scene.edges, edge] }, changed: new Set() };
  },
  'remove an arrow': (scene, pick) => {
    const gone = pick(scene.edges.length);
    return { scene: { ...scene, edges: scene.edges.filter((_, index) => index !== gone) }, changed: new Set() };
  },
};

/** How far the elements that an edit leaves alone have moved. */
export interface Movement {
  /** Mean over the elements, in px, on the page. */
  readonly onPage: number;
  /** Mean over the elements, in px, inside their group. */
  readonly inGroup: number;
  /** Share of the elements that moved by more than a pixel inside their group. */
  readonly movedInGroup: number;
}

/** Compares two pictures. */
export function movement(before: PlacedScene, after: PlacedScene, changed: ReadonlySet<string>): Movement {
  const [old, now] = [positions(before), positions(after)];
  const steps = [...old].flatMap(([id, place]) => {
    const there = changed.has(id) ? undefined : now.get(id);
    if (there === undefined) return [];
    return [
      {
        page: Math.hypot(there.x - place.x, there.y - place.y),
        group: Math.hypot(there.inX - place.inX, there.inY - place.inY),
      },
    ];
  });
  const mean = (of: (step: { readonly page: number; readonly group: number }) => number): number =>
    steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  return {
    onPage: mean(({ page }) => page),
    inGroup: mean(({ group }) => group),
    movedInGroup: mean(({ group }) => (group > 1 ? 1 : 0)),
  };
}

function positions(
  placed: PlacedScene,
): Map<string, { readonly x: number; readonly y: number; readonly inX: number; readonly inY: number }> {
  const groups = new Map(placed.groups.map((each) => [each.group.id, each]));
  return new Map(
    [
      ...placed.nodes.map((each) => ({ ...each.node, x: each.x, y: each.y })),
      ...placed.groups.map((each) => ({ ...each.group, x: each.x, y: each.y })),
    ].map(({ id, parent, x, y }) => {
      const around = parent === undefined ? undefined : groups.get(parent);
      return [id, { x, y, inX: x - (around?.x ?? 0), inY: y - (around?.y ?? 0) }];
    }),
  );
}
