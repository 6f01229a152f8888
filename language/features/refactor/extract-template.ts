/** The clauses of a component become a template that it uses. */

import type { TextEdit } from '../../findings/positioned.js';
import type * as ast from '../../generated/ast.js';
import type { ActionFamily } from '../code-action/action.js';
import {
  bracesOf,
  freshName,
  isSound,
  itemOf,
  laidOut,
  lineEndOf,
  nodeAt,
  relaid,
  technologyStretch,
  withComments,
} from './source.js';

const kind = 'refactor.extract';

export const extractTemplate: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const node = nodeAt(file, from, to, ['Component']) as ast.Component | undefined;
    const braces = node === undefined ? undefined : bracesOf(node);
    if (node === undefined || braces === undefined || !isSound(snapshot, file, node)) return;
    // Where it runs and what it keeps is this component's own; how it does so can be shared.
    const moved = node.clauses.filter(({ $type }) => $type !== 'Holds' && $type !== 'Placement');
    const technology = technologyStretch(file, node);
    if (technology === undefined || moved.length === 0) return;
    const { uri, text } = file;
    const pieces = moved.flatMap(({ $cstNode: cst }) =>
      cst === undefined ? [] : [withComments(file, cst, braces.open.end)],
    );
    const name = freshName(snapshot, file, `${node.name}_template`);
    const behind = text.slice(technology.from, technology.to);
    // One line stays one line.
    const gap = /[\r\n]/u.test(text.slice(braces.open.end, braces.close.offset)) ? '\n' : '  ';
    const body = pieces.map((piece) => text.slice(piece.from, piece.to)).join(gap);
    const template = laidOut(file, `template ${name} : ${behind} {${gap}${body}${gap}}`);
    const item = itemOf(node);
    if (template === undefined || item.$cstNode === undefined) return;
    const left = pieces.map(
      ({ from: start, to: end }): TextEdit => ({ uri, offset: start, length: end - start, text: '' }),
    );
    const isEmpty = leftover(text, braces.open.end, braces.close.offset, left).trim() === '';
    const block: TextEdit = {
      uri,
      offset: braces.open.offset,
      length: braces.close.end - braces.open.offset,
      text: '',
    };
    const used = { uri, offset: technology.from, length: technology.to - technology.from, text: name };
    const rest = relaid(file, item, [used, ...(isEmpty ? [block] : left)]);
    if (rest === undefined) return;
    const end = lineEndOf(file);
    const above = { uri, offset: withComments(file, item.$cstNode).from, length: 0, text: `${template}${end}${end}` };
    yield { title: `Extract template \`${name}\``, kind, change: { edits: [above, ...rest] } };
  },
};

function leftover(text: string, from: number, to: number, removed: readonly TextEdit[]): string {
  let rest = '';
  let at = from;
  for (const { offset, length } of [...removed].sort((a, b) => a.offset - b.offset)) {
    rest += text.slice(at, offset);
    at = offset + length;
  }
  return rest + text.slice(at, to);
}
