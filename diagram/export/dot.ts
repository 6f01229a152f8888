/** DOT, the language of Graphviz. */
import type { EdgeStyle, Scene, SceneEdge, SceneNode } from '../scene/scene.js';
import { loadStepOf, palettes } from '../svg/palette.js';
import { plainText } from '../text/plain-text.js';
import type { Notation } from './notation.js';
import { type Branch, nodeLines, treeOf } from './scene-tree.js';

export const dot: Notation = {
  id: 'dot',
  extensions: ['dot', 'gv'],
  summary: 'a graph for Graphviz',
  async write({ scene }) {
    return writeDot(scene);
  },
};

/** A directed graph with clusters. */
export function writeDot(scene: Scene): string {
  const anchors = anchorsOf(scene);
  const lines = [
    `digraph ${quoted(scene.title ?? 'design')} {`,
    `  graph [label=${label([scene.title ?? '', scene.subtitle ?? ''])}, labelloc=t, rankdir=${scene.direction === 'right' ? 'LR' : 'TB'}, compound=true, fontname="Helvetica", fontsize=16]`,
    '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#66758c", fontname="Helvetica", fontsize=11]',
    '  edge [color="#66758c", fontname="Helvetica", fontsize=9]',
    ...branch(treeOf(scene), anchors, 1),
    ...scene.edges.flatMap((edge) => arrow(edge, anchors)),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** Graphviz draws arrows between boxes only; one that ends at a cluster goes to a box in it and is cut at the border. */
function anchorsOf(scene: Scene): Map<string, { readonly node: string; readonly cluster?: string }> {
  const anchors = new Map<string, { node: string; cluster?: string }>(scene.nodes.map(({ id }) => [id, { node: id }]));
  const groups = new Set(scene.groups.map(({ id }) => id));
  const parents = new Map([...scene.groups, ...scene.nodes].map(({ id, parent }) => [id, parent]));
  for (const { id } of scene.nodes) {
    const seen = new Set<string>();
    for (let up = parents.get(id); up !== undefined && groups.has(up) && !seen.has(up); up = parents.get(up)) {
      seen.add(up);
      if (!anchors.has(up)) anchors.set(up, { node: id, cluster: up });
    }
  }
  return anchors;
}

function branch({ groups, nodes }: Branch, anchors: ReturnType<typeof anchorsOf>, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    ...nodes.map((node) => `${indent}${quoted(node.id)} [${attributes(node)}]`),
    ...groups
      .filter(({ group }) => anchors.has(group.id))
      .flatMap(({ group, inside }) => [
        `${indent}subgraph ${quoted(`cluster_${group.id}`)} {`,
        `${indent}  graph [label=${label([group.label])}, style="rounded,filled", color="#c9d2df", fillcolor="#f6f8fb", fontsize=12]`,
        ...branch(inside, anchors, depth + 1),
        `${indent}}`,
      ]),
  ];
}

function attributes(node: SceneNode): string {
  const outside = node.kind === 'external' || node.kind === 'client' || node.ghost === true;
  const parts = [`label=${label(nodeLines(node))}`, `shape=${shapeOf(node.kind)}`];
  if (outside) parts.push('style="rounded,filled,dashed"');
  if (node.load !== undefined && Number.isFinite(node.load.utilization))
    parts.push(`color="${palettes.light[`load-${loadStepOf(node.load.utilization)}`]}"`, 'penwidth=2');
  return parts.join(', ');
}

function shapeOf(kind: string): string {
  if (['database', 'warehouse', 'bucket', 'search'].includes(kind)) return 'cylinder';
  if (kind === 'queue') return 'cds';
  if (kind === 'external') return 'component';
  return 'box';
}

function arrow({ from, to, style, label: lines }: SceneEdge, anchors: ReturnType<typeof anchorsOf>): string[] {
  const tail = anchors.get(from);
  const head = anchors.get(to);
  if (tail === undefined || head === undefined) return [];
  const looks: Readonly<Record<EdgeStyle, string>> = {
    sync: 'style=solid',
    async: 'style=dashed',
    replication: `style=bold, color="${palettes.light['line-replication']}"`,
    view: `style=dotted, color="${palettes.light['line-view']}"`,
  };
  const parts = [
    ...(lines.length === 0 ? [] : [`label=${label(lines)}`]),
    looks[style],
    ...(tail.cluster === undefined ? [] : [`ltail=${quoted(`cluster_${tail.cluster}`)}`]),
    ...(head.cluster === undefined ? [] : [`lhead=${quoted(`cluster_${head.cluster}`)}`]),
  ];
  return [`  ${quoted(tail.node)} -> ${quoted(head.node)} [${parts.join(', ')}]`];
}

/** Lines of a label; Graphviz reads `&…;` as a character and `\` as a command, so both are written out. */
function label(lines: readonly string[]): string {
  const texts = lines.map(plainText).filter((line) => line !== '');
  return `"${texts.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;')).join('\\n')}"`;
}

/** An id. In DOT a quoted string knows one escape only, that of the quote. */
function quoted(id: string): string {
  return `"${plainText(id).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
