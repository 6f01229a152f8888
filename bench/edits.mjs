/**
 * `node bench/edits.mjs [counts…]`: how much processor time the places of a picture take after an edit, in a process that
 * stays warm: like the picture before, and arranged anew with what is unchanged remembered. Needs `npm run build` first.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/set-up.mjs';
import { topology } from './topology.mjs';

const load = (path) => import(pathToFileURL(join(root, 'out', path)).href);
const { createLayouter } = await load('diagram/layout/layouter.js');
const { renderSvg } = await load('diagram/svg/render-svg.js');

const counts = process.argv.slice(2).map(Number);
const rounds = 5;

function sceneOf(count) {
  const { boxes, arrows, groups } = topology(count);
  return {
    title: `Generated ${count}`,
    nodes: boxes.map(({ id, kind, group }) => ({ id, kind, label: id, subtitle: kind, parent: `g${group}` })),
    groups: Array.from({ length: groups }, (_, g) => ({ id: `g${g}`, label: `Group ${g}`, kind: 'group' })),
    edges: arrows.map(({ from, to, label }, index) => ({ id: `e${index}`, from, to, label: [label], style: 'sync' })),
  };
}

const edits = {
  rename: (scene, round) => ({
    ...scene,
    nodes: scene.nodes.map((node) =>
      node.id === 'orders_0' ? { ...node, label: `orders ${'.'.repeat(round)}` } : node,
    ),
  }),
  'add a component': (scene, round) => ({
    ...scene,
    nodes: [...scene.nodes, { id: 'extra', kind: 'service', label: `extra ${round}`, parent: 'g1' }],
    edges: [...scene.edges, { id: 'more', from: 'front_1', to: 'extra', label: [`call ${round}`], style: 'sync' }],
  }),
  'add an arrow afar': (scene, round) => {
    const to = scene.nodes.findLast(({ id }) => id.startsWith('search')).id;
    const edge = { id: 'far', from: 'search_0', to, label: [`ask ${round}`], style: 'async' };
    return { ...scene, edges: [...scene.edges, edge] };
  },
  'remove a component': (scene, round) => {
    const gone = `store_${round % 5}`;
    const edges = scene.edges.filter(({ from, to }) => from !== gone && to !== gone);
    return { ...scene, nodes: scene.nodes.filter(({ id }) => id !== gone), edges };
  },
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function cpu(work) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

console.log('| components | edit | like before, ms | anew, ms | ratio | svg, ms |\n|---|---|---|---|---|---|');
for (const count of counts.length === 0 ? [100, 200, 1000] : counts) {
  const scene = sceneOf(count);
  const layouter = createLayouter();
  await layouter.layout(scene);
  for (const [name, edit] of Object.entries(edits)) {
    const [steady, anew, svg] = [[], [], []];
    for (let round = 1; round <= rounds; round += 1) {
      const previous = await layouter.layout(scene);
      let placed;
      steady.push(await cpu(async () => (placed = await layouter.layout(edit(scene, round), { previous }))));
      svg.push(await cpu(async () => renderSvg(placed)));
      await layouter.layout(scene);
      anew.push(await cpu(() => layouter.layout(edit(scene, round))));
    }
    const [a, b] = [median(steady), median(anew)];
    const cells = [count, name, a.toFixed(0), b.toFixed(0), (b / a).toFixed(1), median(svg).toFixed(0)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
