/** Clauses of a block in the order of the manual. */
import type * as ast from '../../generated/ast.js';
import { settingNames, technologyKinds } from '../../link/vocabulary.js';
import { parse } from '../../syntax/parse.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { ActionFamily } from '../code-action/action.js';
import { bracesOf, isSound, itemOf, laidOut, nodeAt, relaid, type Stretch, withComments } from './source.js';

const kind = 'refactor.rewrite';

type Owner = ast.Component | ast.Data | ast.Template;
type Member = Owner['clauses'][number];

/** Where and what; how much; how it is copied and cut; how it fails and calls. Settings stand where `Setting` does. */
const order: readonly Member['$type'][] = [
  'Placement',
  'Holds',
  'Key',
  'Setting',
  'Requires',
  'InvariantClause',
  'ReferencesClause',
  'Partitions',
  'Replicas',
  'Shards',
  'Log',
  'IndexClause',
  'OnMiss',
  'WhenFull',
  'Autoscale',
  'Elect',
  'Health',
  'Breaks',
  'Retry',
  'BreakerClause',
  'Hedge',
];

export const sortClauses: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const node = nodeAt(file, from, to, ['Component', 'Data', 'Template']) as Owner | undefined;
    const braces = node === undefined ? undefined : bracesOf(node);
    if (node === undefined || braces === undefined || !isSound(snapshot, file, node)) return;
    const clauses: readonly Member[] = node.clauses;
    const rank = ranksFor(node);
    const sorted = [...clauses].sort((a, b) => rank(a) - rank(b));
    if (sorted.every((clause, i) => clause === clauses[i])) return;
    const inside = { from: braces.open.end, to: braces.close.offset };
    const pieces = sorted.map((clause) => stretchOf(file, clause, inside.from));
    if (!holdAllComments(file, inside, pieces)) return;
    const isOneLine = !/[\r\n]/u.test(file.text.slice(inside.from, inside.to));
    const texts = pieces.map((piece) => file.text.slice(piece.from, piece.to));
    if (isOneLine && texts.some((text) => text.includes('//'))) return;
    const text = isOneLine ? ` ${texts.join('  ')} ` : `\n${texts.join('\n')}\n`;
    if (!keepsClauses(file, node, sorted, text)) return;
    const edit = { uri: file.uri, offset: inside.from, length: inside.to - inside.from, text };
    const edits = relaid(file, itemOf(node), [edit]);
    if (edits !== undefined) yield { title: 'Sort clauses in the usual order', kind, change: { edits } };
  },
};

function ranksFor(node: Owner): (clause: Member) => number {
  const own =
    node.$type === 'Data' ? 'data' : node.$type === 'Component' ? node.kind : technologyKinds(node.technology ?? '')[0];
  const names = settingNames(own ?? '');
  return (clause) => {
    const place = order.indexOf(clause.$type);
    if (clause.$type !== 'Setting') return place;
    const setting = names.indexOf(clause.name);
    return place + (setting < 0 ? names.length : setting) / (names.length + 1);
  };
}

function stretchOf(file: SourceFile, clause: Member, floor: number): Stretch {
  return clause.$cstNode === undefined ? { from: floor, to: floor } : withComments(file, clause.$cstNode, floor);
}

function holdAllComments({ parsed }: SourceFile, { from, to }: Stretch, pieces: readonly Stretch[]): boolean {
  return parsed.comments
    .filter((one) => one.offset >= from && one.offset < to)
    .every((one) => pieces.some((piece) => piece.from <= one.offset && one.offset < piece.to));
}

/** A clause next to another neighbour could be read as part of it: the new order must give the same clauses. */
function keepsClauses(file: SourceFile, node: Owner, sorted: readonly Member[], inside: string): boolean {
  const braces = bracesOf(node);
  const cst = node.$cstNode;
  if (braces === undefined || cst === undefined) return false;
  const text = laidOut(file, `${file.text.slice(cst.offset, braces.open.end)}${inside}}`);
  if (text === undefined) return false;
  const [item] = parse(text).model.items;
  if (item?.$type !== 'Component' && item?.$type !== 'Data' && item?.$type !== 'Template') return false;
  const plain = (one: Member): string => one.$cstNode?.text.replaceAll(/\s+/gu, '') ?? '';
  const read: readonly Member[] = item.clauses;
  return read.length === sorted.length && read.every((clause, i) => plain(clause) === plain(sorted[i] ?? clause));
}
