/** A workload says only what differs from another: `workload peak from usual { … }`. */

import type { TextEdit } from '../../findings/positioned.js';
import type * as ast from '../../generated/ast.js';
import { propertyNode } from '../../link/property.js';
import type { ActionFamily } from '../code-action/action.js';
import { bracesOf, isSound, nodeAt, relaid, withComments } from './source.js';

const kind = 'refactor.extract';

export const workloadFrom: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const node = nodeAt(file, from, to, ['Workload']) as ast.Workload | undefined;
    const name = propertyNode(node?.$cstNode, 'name');
    const open = node === undefined ? undefined : bracesOf(node)?.open;
    if (node === undefined || name === undefined || open === undefined) return;
    if (node.base !== undefined || !isSound(snapshot, file, node)) return;
    for (const other of file.declarations.byName.values()) {
      if (other.kind !== 'workload' || other.node === node || other.node.base !== undefined) continue;
      if (!isSound(snapshot, file, other.node)) continue;
      const saved = savings(node, other.node);
      if (saved === undefined || saved.length === 0) continue;
      const title = propertyNode(node.$cstNode, 'title') ?? name;
      const cuts = saved.flatMap(({ $cstNode: cst }): TextEdit[] => {
        if (cst === undefined) return [];
        const piece = withComments(file, cst, open.end);
        return [{ uri: file.uri, offset: piece.from, length: piece.to - piece.from, text: '' }];
      });
      const base = { uri: file.uri, offset: title.end, length: 0, text: ` from ${other.name}` };
      const edits = relaid(file, node, [base, ...cuts]);
      if (edits !== undefined) yield { title: `Say only what differs from \`${other.name}\``, kind, change: { edits } };
    }
  },
};

/** Loads and parts of loads that a base would bring; `undefined` when the base would bring more than there is. */
function savings(node: ast.Workload, base: ast.Workload): readonly (ast.Load | ast.LoadPart)[] | undefined {
  const [own, its] = [loadsOf(node), loadsOf(base)];
  if (own === undefined || its === undefined) return undefined;
  const saved: (ast.Load | ast.LoadPart)[] = [];
  for (const [flow, theirs] of its) {
    const ours = own.get(flow);
    if (ours === undefined || !theirs.parts.has('volume')) return undefined;
    if ([...theirs.parts.keys()].some((slot) => !ours.parts.has(slot))) return undefined;
    const same = [...ours.parts].filter(([slot, part]) => plain(part) === plain(theirs.parts.get(slot)));
    if (same.length === ours.parts.size) saved.push(ours.load);
    else saved.push(...same.map(([, part]) => part));
  }
  return saved;
}

interface Parts {
  readonly load: ast.Load;
  readonly parts: ReadonlyMap<string, ast.LoadPart>;
}

/** Loads by flow; `undefined` when something is said twice. */
function loadsOf(node: ast.Workload): ReadonlyMap<string, Parts> | undefined {
  const loads = new Map<string, Parts>();
  for (const load of node.loads) {
    const parts = new Map<string, ast.LoadPart>();
    for (const part of load.parts) {
      const slot = part.$type === 'AtRate' || part.$type === 'ByPeople' ? 'volume' : part.$type;
      if (parts.has(slot)) return undefined;
      parts.set(slot, part);
    }
    const flow = load.flow?.$refText ?? '';
    if (flow === '' || loads.has(flow)) return undefined;
    loads.set(flow, { load, parts });
  }
  return loads;
}

function plain(part: ast.LoadPart | undefined): string {
  return part?.$cstNode?.text.replaceAll(/\s+/gu, '') ?? '';
}
