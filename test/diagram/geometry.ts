/** What must hold of every placed scene; each function names what breaks, so that an empty list is a pass. */
import type { Box, PlacedEdge, PlacedScene, Point } from '../../diagram/layout/placed.js';

const SLACK = 0.5;

/** Everything that must hold of a picture made by the layered layout. */
export function violations(placed: PlacedScene): string[] {
  return [
    ...overlaps(placed),
    ...outside(placed),
    ...unrouted(placed),
    ...diagonals(placed),
    ...throughBoxes(placed),
    ...labelHits(placed),
    ...missingLabels(placed),
    ...placed.warnings,
  ];
}

/** Boxes that overlap although neither is inside the other, and members that leave their group. */
export function overlaps(placed: PlacedScene): string[] {
  const found: string[] = [];
  const chain = containment(placed);
  const all = boxes(placed);
  const ids = [...all.keys()];
  ids.forEach((a, index) => {
    for (const b of ids.slice(index + 1)) {
      const boxA = all.get(a);
      const boxB = all.get(b);
      if (boxA === undefined || boxB === undefined) continue;
      if (chain.get(a)?.has(b) === true) {
        if (!isInside(boxA, boxB)) found.push(`${a} leaves ${b}`);
      } else if (chain.get(b)?.has(a) === true) {
        if (!isInside(boxB, boxA)) found.push(`${b} leaves ${a}`);
      } else if (intersects(boxA, boxB)) found.push(`${a} overlaps ${b}`);
    }
  });
  return found;
}

/** Things that stick out of the picture, or have no real place. */
export function outside(placed: PlacedScene): string[] {
  const whole = { x: 0, y: 0, width: placed.width, height: placed.height };
  const labels = placed.edges.flatMap(({ edge, label }) =>
    label === undefined ? [] : [[`label ${edge.id}`, label] as const],
  );
  const titles = placed.groups.map((group) => [`title ${group.group.id}`, group.title] as const);
  const points = placed.edges.flatMap(({ edge, points }) =>
    points.map((point) => [`way ${edge.id}`, { ...point, width: 0, height: 0 }] as const),
  );
  return [...boxes(placed), ...labels, ...titles, ...points]
    .filter(([, box]) => !isInside(box, whole))
    .map(([name, box]) => `${name} is outside: ${JSON.stringify(box)}`);
}

/** Edges without a way, or whose way does not begin and end at the border of what they connect. */
export function unrouted(placed: PlacedScene): string[] {
  const all = boxes(placed);
  return placed.edges.flatMap(({ edge, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined || points.length < 2) return [`${edge.id} has no way`];
    return [
      ...(isOnBorder(first, all.get(edge.from)) ? [] : [`${edge.id} does not begin at ${edge.from}`]),
      ...(isOnBorder(last, all.get(edge.to)) ? [] : [`${edge.id} does not end at ${edge.to}`]),
    ];
  });
}

/** Runs that are neither horizontal nor vertical; a gap between two pieces of an edge shows up here too. */
export function diagonals(placed: PlacedScene): string[] {
  return placed.edges.flatMap(({ edge, points }) =>
    runs(points)
      .filter(([a, b]) => Math.abs(a.x - b.x) > 0.02 && Math.abs(a.y - b.y) > 0.02)
      .map(([a, b]) => `${edge.id} runs askew from ${JSON.stringify(a)} to ${JSON.stringify(b)}`),
  );
}

/** Edges that pass through a box they have nothing to do with. */
export function throughBoxes(placed: PlacedScene): string[] {
  const chain = containment(placed);
  const all = [...boxes(placed)];
  return placed.edges.flatMap(({ edge, points }) => {
    const around = new Set([edge.from, edge.to, ...(chain.get(edge.from) ?? []), ...(chain.get(edge.to) ?? [])]);
    const isLeaf = (id: string): boolean => placed.nodes.some(({ node }) => node.id === id);
    return all
      .filter(([id, box]) => {
        if (!around.has(id)) return runs(points).some((run) => crosses(run, box));
        return isLeaf(id) && runs(points).some((run) => crosses(run, box));
      })
      .map(([id]) => `${edge.id} runs through ${id}`);
  });
}

/** Labels that lie on a box, on another label, or on an edge that they do not belong to. */
export function labelHits(placed: PlacedScene): string[] {
  const labelled = placed.edges.flatMap((each) => (each.label === undefined ? [] : [{ each, label: each.label }]));
  const found: string[] = [];
  labelled.forEach(({ each, label }, index) => {
    const name = `label of ${each.edge.id}`;
    for (const { node, ...box } of placed.nodes) if (intersects(label, box)) found.push(`${name} is on ${node.id}`);
    for (const other of labelled.slice(index + 1))
      if (intersects(label, other.label)) found.push(`${name} is on the label of ${other.each.edge.id}`);
    for (const other of placed.edges)
      if (!isTogether(each, other) && runs(other.points).some((run) => crosses(run, label)))
        found.push(`${name} is on ${other.edge.id}`);
  });
  return found;
}

/** Edges that say something but show no label, neither of their own nor of their bundle. */
export function missingLabels(placed: PlacedScene): string[] {
  const bundles = new Set(
    placed.edges.flatMap((each) => (each.label !== undefined && each.bundle ? [each.bundle] : [])),
  );
  return placed.edges
    .filter(({ edge, label, bundle }) => {
      const isSaying = edge.label.some((line) => line.trim() !== '');
      return isSaying && label === undefined && !(bundle !== undefined && bundles.has(bundle));
    })
    .map(({ edge }) => `${edge.id} shows no label`);
}

/** Group titles that an edge runs through: allowed where arrows are dense, counted to keep it rare. */
export function titlesCrossed(placed: PlacedScene): string[] {
  return placed.groups
    .filter(({ title }) => placed.edges.some(({ points }) => runs(points).some((run) => crosses(run, title))))
    .map(({ group }) => group.id);
}

function isTogether(a: PlacedEdge, b: PlacedEdge): boolean {
  return a === b || (a.bundle !== undefined && a.bundle === b.bundle);
}

function boxes(placed: PlacedScene): Map<string, Box> {
  return new Map<string, Box>([
    ...placed.nodes.map((each) => [each.node.id, each] as const),
    ...placed.groups.map((each) => [each.group.id, each] as const),
  ]);
}

/** Element → the groups around it, as far as the scene says so without contradiction. */
function containment(placed: PlacedScene): Map<string, Set<string>> {
  const groups = new Map(placed.groups.map(({ group }) => [group.id, group]));
  const result = new Map<string, Set<string>>();
  for (const element of [...placed.nodes.map(({ node }) => node), ...groups.values()]) {
    const around = new Set<string>();
    for (let up = element.parent; up !== undefined && groups.has(up) && !around.has(up); up = groups.get(up)?.parent)
      around.add(up);
    result.set(element.id, around);
  }
  return result;
}

function runs(points: readonly Point[]): (readonly [Point, Point])[] {
  return points.flatMap((b, index) => {
    const a = points[index - 1];
    return a === undefined ? [] : [[a, b] as const];
  });
}

function crosses([a, b]: readonly [Point, Point], box: Box): boolean {
  return (
    Math.max(a.x, b.x) > box.x + SLACK &&
    Math.min(a.x, b.x) < box.x + box.width - SLACK &&
    Math.max(a.y, b.y) > box.y + SLACK &&
    Math.min(a.y, b.y) < box.y + box.height - SLACK
  );
}

function intersects(a: Box, b: Box): boolean {
  return (
    a.x + a.width > b.x + SLACK &&
    b.x + b.width > a.x + SLACK &&
    a.y + a.height > b.y + SLACK &&
    b.y + b.height > a.y + SLACK
  );
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - SLACK &&
    inner.y >= outer.y - SLACK &&
    inner.x + inner.width <= outer.x + outer.width + SLACK &&
    inner.y + inner.height <= outer.y + outer.height + SLACK
  );
}

function isOnBorder(point: Point, box: Box | undefined): boolean {
  if (box === undefined) return false;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.05;
  const isAcross = point.x >= box.x - 0.05 && point.x <= box.x + box.width + 0.05;
  const isAlong = point.y >= box.y - 0.05 && point.y <= box.y + box.height + 0.05;
  return (
    (isAcross && (near(point.y, box.y) || near(point.y, box.y + box.height))) ||
    (isAlong && (near(point.x, box.x) || near(point.x, box.x + box.width)))
  );
}
