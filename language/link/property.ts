/** The syntax node that a property of a tree was read from. */
import { type AstNode, AstUtils, type CstNode, GrammarAST, isCompositeCstNode } from 'langium';

/** The property that a grammar element fills, by element; the grammar never changes. */
const features = new WeakMap<AstNode, string>();

/** The node of a property (of a list, the one at `index`) below a syntax node; `undefined` when it was not written. */
export function propertyNode(node: CstNode | undefined, property: string, index = 0): CstNode | undefined {
  return node === undefined ? undefined : search(node, node.astNode, property, { left: index });
}

/** Depth first through the layers that belong to the same tree node; what fills a property is not entered. */
function search(node: CstNode, owner: AstNode, property: string, count: { left: number }): CstNode | undefined {
  if (!isCompositeCstNode(node) || node.astNode !== owner) return undefined;
  for (const child of node.content) {
    if (featureOf(child) === property) {
      if (count.left-- === 0) return child;
      continue;
    }
    const found = search(child, owner, property, count);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The property that a syntax node fills; empty for one that fills none. */
export function featureOf(node: CstNode): string {
  const source = node.grammarSource;
  if (source === undefined) return '';
  const known = features.get(source);
  if (known !== undefined) return known;
  const feature = AstUtils.getContainerOfType(source, GrammarAST.isAssignment)?.feature ?? '';
  features.set(source, feature);
  return feature;
}
