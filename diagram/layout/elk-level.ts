/** One level as ELK wants it, and ELK's answer as the rest of the layout wants it. */
import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api.js';
import { ROOT } from './containment.js';
import type { LevelPlan, PlannedPort, Side } from './level-plan.js';
import type { Box, Point } from './placed.js';
import { MODEL_ORDER_LIMIT, spacing } from './spacing.js';

/** An element of a level before it has a place. */
export interface LevelItem {
  readonly width: number;
  readonly height: number;
  /** A group that has been laid out: its ports cannot move any more. Positions relative to its top left. */
  readonly fixedPorts?: ReadonlyMap<string, Point>;
  /** Room kept free at the right (`down`) or below (`right`) for arrows from the element to itself. */
  readonly margin?: { readonly width: number; readonly height: number };
}

/** A size and, per label, the edge it belongs to. */
export interface LevelLabel {
  readonly width: number;
  readonly height: number;
}

/** A level that has been arranged; everything relative to the top left of its container. */
export interface LevelResult {
  readonly width: number;
  readonly height: number;
  /** Like `plan.children`. */
  readonly children: readonly Box[];
  /** Like `plan.trunks`. */
  readonly trunks: readonly Box[];
  /** Like `plan.borderPorts`. */
  readonly borderPorts: readonly Point[];
  /** Like `plan.segments`, from tail to head. */
  readonly segments: readonly (readonly Point[])[];
  /** Like `plan.segments`. */
  readonly labels: readonly (Box | undefined)[];
  /** It could not be arranged in layers. */
  readonly isInRows?: true;
}

/**
 * What a level looks like to ELK. Ids are positions in the plan, so that equal levels give equal graphs.
 *
 * @param simplexLimit up to how many segments the slower and better node placer is used
 */
export function toElk(
  plan: LevelPlan,
  items: ReadonlyMap<string, LevelItem>,
  labels: readonly (LevelLabel | undefined)[],
  minimum: { readonly width: number; readonly height: number },
  simplexLimit: number,
): ElkNode {
  const portsOf = new Map<string, PlannedPort[]>();
  for (const { tail, head } of plan.segments)
    for (const port of [tail, head]) {
      if (port.child === undefined) continue;
      const ports = portsOf.get(port.child) ?? [];
      if (!ports.some((other) => other.key === port.key)) ports.push(port);
      portsOf.set(port.child, ports);
    }
  const order = [...plan.children, ...plan.trunks.map((trunk) => trunk.id)];
  const portIds = new Map<string, string>();
  const children = order.map((id, index) => {
    const ports = portsOf.get(id) ?? [];
    ports.forEach((port, at) => {
      portIds.set(JSON.stringify([id, port.key]), `n${index}.${at}`);
    });
    return child(`n${index}`, items.get(id), ports, plan);
  });
  plan.borderPorts.forEach((port, at) => {
    portIds.set(JSON.stringify([null, port.key]), `b${at}`);
  });
  const idOf = (port: PlannedPort): string => portIds.get(JSON.stringify([port.child ?? null, port.key])) ?? '';
  const start = { width: Math.max(200, minimum.width), height: 200 };
  const edges = plan.segments.map((segment, index): ElkExtendedEdge => {
    const label = labels[index];
    return {
      id: `e${index}`,
      sources: [idOf(segment.tail)],
      targets: [idOf(segment.head)],
      ...(label === undefined
        ? {}
        : { labels: [{ id: `l${index}`, text: '·', ...label, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] }),
    };
  });
  return {
    id: 'level',
    ...start,
    layoutOptions: levelOptions(plan, minimum, simplexLimit),
    children,
    ports: plan.borderPorts.map((port, at) => ({ id: `b${at}`, ...onBorder(port.side, start), ...portOptions(port) })),
    edges,
  };
}

/** Reads ELK's answer. */
export function fromElk(plan: LevelPlan, answer: ElkNode): LevelResult {
  const boxes = (answer.children ?? []).map(boxOf);
  return {
    width: answer.width ?? 0,
    height: answer.height ?? 0,
    children: boxes.slice(0, plan.children.length),
    trunks: boxes.slice(plan.children.length),
    borderPorts: (answer.ports ?? []).map(({ x = 0, y = 0 }) => ({ x, y })),
    segments: (answer.edges ?? []).map((edge) =>
      (edge.sections ?? []).flatMap((section) => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]),
    ),
    labels: (answer.edges ?? []).map((edge) => {
      const label = edge.labels?.[0];
      return label === undefined ? undefined : boxOf(label);
    }),
  };
}

function boxOf(shape: { x?: number; y?: number; width?: number; height?: number }): Box {
  return { x: shape.x ?? 0, y: shape.y ?? 0, width: shape.width ?? 0, height: shape.height ?? 0 };
}

function levelOptions(
  plan: LevelPlan,
  minimum: { readonly width: number; readonly height: number },
  simplexLimit: number,
): LayoutOptions {
  const isOutermost = plan.container === ROOT;
  const padding = isOutermost
    ? '[top=4,left=4,bottom=4,right=4]'
    : `[top=${spacing.groupTop},left=${spacing.groupSide},bottom=${spacing.groupSide},right=${spacing.groupSide}]`;
  return {
    'elk.algorithm': 'layered',
    'elk.direction': plan.direction === 'down' ? 'DOWN' : 'RIGHT',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.padding': padding,
    'elk.portConstraints': 'FIXED_SIDE',
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${minimum.width},${minimum.height})`,
    'elk.spacing.nodeNode': String(spacing.nodeNode),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(spacing.nodeLayer),
    'elk.layered.spacing.edgeNodeBetweenLayers': String(spacing.edgeLayer),
    'elk.layered.spacing.edgeEdgeBetweenLayers': String(spacing.edgeEdgeLayer),
    'elk.spacing.edgeEdge': String(spacing.edgeEdge),
    'elk.spacing.edgeNode': String(spacing.edgeNode),
    'elk.spacing.edgeLabel': String(spacing.edgeLabel),
    'elk.spacing.componentComponent': String(spacing.nodeNode),
    'elk.layered.considerModelOrder.strategy': plan.segments.length <= MODEL_ORDER_LIMIT ? 'PREFER_EDGES' : 'NONE',
    'elk.layered.nodePlacement.strategy': plan.segments.length <= simplexLimit ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
    'elk.randomSeed': '1',
  };
}

function child(id: string, item: LevelItem | undefined, ports: readonly PlannedPort[], plan: LevelPlan): ElkNode {
  const width = item?.width ?? 0;
  const height = item?.height ?? 0;
  const fixed = item?.fixedPorts;
  const side = plan.direction === 'down' ? 'OUTSIDE H_RIGHT V_CENTER' : 'OUTSIDE H_CENTER V_BOTTOM';
  const corner = spacing.portCorner;
  return {
    id,
    width,
    height,
    ports: ports.map((port, at) => ({
      id: `${id}.${at}`,
      ...(fixed?.get(port.key) ?? {}),
      ...portOptions(port),
    })),
    ...(item?.margin === undefined
      ? {}
      : { labels: [{ text: '·', ...item.margin, layoutOptions: { 'elk.nodeLabels.placement': side } }] }),
    layoutOptions:
      fixed === undefined
        ? {
            'elk.portConstraints': 'FIXED_SIDE',
            'elk.nodeSize.constraints': 'PORTS MINIMUM_SIZE',
            'elk.nodeSize.minimum': `(${width},${height})`,
            'elk.spacing.portPort': String(spacing.port),
            'elk.spacing.portsSurrounding': `[top=${corner},left=${corner},bottom=${corner},right=${corner}]`,
          }
        : { 'elk.portConstraints': 'FIXED_POS' },
  };
}

function portOptions(port: PlannedPort): Pick<ElkPort, 'width' | 'height' | 'layoutOptions'> {
  return { width: 0, height: 0, layoutOptions: { 'elk.port.side': port.side } };
}

/** ELK wants a border port to start on the border that it names. */
function onBorder(side: Side, size: { readonly width: number; readonly height: number }): Point {
  switch (side) {
    case 'NORTH':
      return { x: size.width / 2, y: 0 };
    case 'SOUTH':
      return { x: size.width / 2, y: size.height };
    case 'WEST':
      return { x: 0, y: size.height / 2 };
    case 'EAST':
      return { x: size.width, y: size.height / 2 };
  }
}
