/** Gives a block to a declaration, clause or path that has none, or takes an empty one away. */
import type { AstNode } from 'langium';
import type { ActionFamily } from '../code-action/action.js';
import { bracesOf, isInHead, isSound, nodeAt, ownContent } from './source.js';

const kind = 'refactor.rewrite';

const mayHaveBlock = ['Component', 'Replicas', 'Shards', 'Log', 'Path', 'Consume'] as const;

export const emptyBlock: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const node = nodeAt(file, from, to, mayHaveBlock);
    const cst = node?.$cstNode;
    if (node === undefined || cst === undefined || !isSound(snapshot, file, node)) return;
    const block = blockOf(node);
    const { uri } = file;
    if (block === undefined) {
      yield { title: 'Add a block', kind, change: { edits: [{ uri, offset: cst.end, length: 0, text: ' {}' }] } };
      return;
    }
    const inside = file.text.slice(block.open.end, block.close.offset);
    if (inside.trim() !== '' || !isInHead(node, from, to)) return;
    const before = file.text.slice(cst.offset, block.open.offset).trimEnd();
    const offset = cst.offset + before.length;
    // What a comment at the end of the head would swallow stays.
    if (file.parsed.comments.some((one) => one.offset + one.length === offset)) return;
    const edits = [{ uri, offset, length: block.close.end - offset, text: '' }];
    yield { title: 'Remove the empty block', kind, change: { edits } };
  },
};

function blockOf(node: AstNode): ReturnType<typeof bracesOf> {
  const own = bracesOf(node);
  if (own !== undefined || node.$cstNode === undefined) return own;
  const block = ownContent(node.$cstNode, node).find((child) => child.astNode.$type === 'Block')?.astNode;
  return block === undefined ? undefined : bracesOf(block);
}
