/** Mermaid flowcharts, as GitHub, GitLab and many wikis draw them. */
import type { EdgeStyle, Scene, SceneEdge, SceneNode } from '../scene/scene.js';
import { plainText } from '../text/plain-text.js';
import { namer } from './names.js';
import type { Notation } from './notation.js';
import { type Branch, nodeLines, treeOf } from './scene-tree.js';

export const mermaid: Notation = {
  id: 'mermaid',
  extensions: ['mmd', 'mermaid'],
  summary: 'a flowchart for Markdown',
  async write({ scene }) {
    return writeMermaid(scene);
  },
};

/** Words that a flowchart would read as something else than a name. */
const reserved = new Set([
  'end',
  'graph',
  'subgraph',
  'flowchart',
  'direction',
  'style',
  'class',
  'classdef',
  'click',
  'linkstyle',
  'default',
  'call',
  'href',
  'interpolate',
  'acctitle',
  'accdescr',
]);

/** A flowchart of the scene. */
export function writeMermaid(scene: Scene): string {
  const name = namer(reserved);
  const known = new Set([...scene.nodes, ...scene.groups].map(({ id }) => id));
  const edges = scene.edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const lines = [
    ...(scene.title === undefined
      ? []
      : ['---', `title: ${JSON.stringify(plainText(scene.title)).replaceAll('%', '\\u0025')}`, '---']),
    `flowchart ${scene.direction === 'right' ? 'LR' : 'TB'}`,
    ...branch(treeOf(scene), name, 1),
    ...edges.map((edge) => `  ${name(edge.from)} ${arrow(edge)} ${name(edge.to)}`),
    ...classes(scene, name),
    ...linkStyles(edges),
  ];
  return `${lines.join('\n')}\n`;
}

function branch({ groups, nodes }: Branch, name: (id: string) => string, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    ...nodes.map((node) => `${indent}${name(node.id)}${box(node)}`),
    ...groups.flatMap(({ group, inside }) => [
      `${indent}subgraph ${name(group.id)}["${escaped(group.label)}"]`,
      ...branch(inside, name, depth + 1),
      `${indent}end`,
    ]),
  ];
}

/** The shape says the kind: stores are cylinders, people are round, queues lie, services are plain. */
function box(node: SceneNode): string {
  const text = `"${nodeLines(node).map(escaped).join('<br/>')}"`;
  switch (node.kind) {
    case 'client':
    case 'device':
      return `([${text}])`;
    case 'database':
    case 'warehouse':
    case 'bucket':
    case 'search':
    case 'materialized_view':
      return `[(${text})]`;
    case 'cache':
    case 'cdn':
      return `(${text})`;
    case 'queue':
      return `[[${text}]]`;
    case 'balancer':
    case 'gateway':
      return `{{${text}}}`;
    default:
      return `[${text}]`;
  }
}

function arrow({ style, label }: SceneEdge): string {
  const line: Readonly<Record<EdgeStyle, string>> = { sync: '-->', async: '-.->', replication: '==>', view: '-.->' };
  return label.length === 0 ? line[style] : `${line[style]}|"${label.map(escaped).join('<br/>')}"|`;
}

/** Colours that are read on a light and on a dark page alike: both the ground and the text are given. */
function classes(scene: Scene, name: (id: string) => string): string[] {
  const lines: string[] = [];
  const mark = (word: string, style: string, nodes: readonly SceneNode[]): void => {
    if (nodes.length > 0)
      lines.push(`  classDef ${word} ${style}`, `  class ${nodes.map(({ id }) => name(id)).join(',')} ${word}`);
  };
  const busy = (from: number, to: number): SceneNode[] =>
    scene.nodes.filter(({ load }) => load !== undefined && load.utilization >= from && load.utilization < to);
  mark(
    'outside',
    'stroke-dasharray:4 3',
    scene.nodes.filter(({ kind, ghost }) => kind === 'external' || kind === 'client' || ghost === true),
  );
  mark('busy', 'fill:#fdf3d7,stroke:#d19a00,color:#101828', busy(0.75, 0.9));
  mark('overloaded', 'fill:#fde4e1,stroke:#cc2b1d,color:#101828', busy(0.9, Number.POSITIVE_INFINITY));
  return lines;
}

/** Asynchronous arrows and derived data are both dotted; the latter more finely. */
function linkStyles(edges: readonly SceneEdge[]): string[] {
  const views = edges.flatMap(({ style }, index) => (style === 'view' ? [index] : []));
  return views.length === 0 ? [] : [`  linkStyle ${views.join(',')} stroke:#7c3aad,stroke-dasharray:2 4`];
}

/**
 * Text inside a quoted label. What Mermaid reads as markup, a list, an icon or a directive even inside quotes is written
 * as an entity of its own (`#35;` for `#`).
 */
function escaped(text: string): string {
  return plainText(text).replaceAll(
    /["#&<>`\\*~|;$]|%(?=%)|^[-+]|(?<=^\d+)\.(?=\s|$)|(?<=\bfa[bklrs]?):/g,
    (sign) => `#${sign.codePointAt(0)};`,
  );
}
