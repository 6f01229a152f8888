/** What a template says is written into a component that uses it. */
import { AstUtils } from 'langium';
import { applyTextEdits } from '../../findings/apply.js';
import type { TextEdit } from '../../findings/positioned.js';
import type * as ast from '../../generated/ast.js';
import type { DeclaredOf } from '../../link/declared.js';
import { fileScope } from '../../link/scope.js';
import { folderOf } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { ActionFamily } from '../code-action/action.js';
import type { Snapshot } from '../snapshot.js';
import {
  bracesOf,
  isInHead,
  isSound,
  itemOf,
  nodeAt,
  relaid,
  type Stretch,
  technologyStretch,
  withComments,
} from './source.js';

const kind = 'refactor.inline';

export const inlineTemplate: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file, report } = snapshot;
    const node = nodeAt(file, from, to, ['Component']) as ast.Component | undefined;
    if (node === undefined || !isInHead(node, from, to) || !isSound(snapshot, file, node)) return;
    const scope = fileScope(report.workspace, file);
    const template = scope.names.get(node.technology ?? '')?.declared;
    const own = technologyStretch(file, node);
    if (template?.kind !== 'template' || own === undefined) return;
    const home = report.workspace.files.get(template.uri);
    if (home === undefined || !isSound(snapshot, home, template.node) || !meansTheSame(snapshot, template, home))
      return;
    const said = substituted(snapshot, template, home, node, file);
    const clauses = said === undefined ? undefined : remaining(template.node, node);
    if (said === undefined || clauses === undefined) return;
    const { uri } = file;
    const body = clauses.map((clause) => said(clause)).join('\n');
    const edits: TextEdit[] = [{ uri, offset: own.from, length: own.to - own.from, text: said('technology') }];
    const braces = bracesOf(node);
    if (body !== '') {
      if (braces === undefined) edits.push({ uri, offset: node.$cstNode?.end ?? 0, length: 0, text: ` {\n${body}\n}` });
      else edits.push({ uri, offset: braces.open.end, length: 0, text: `\n${body}\n` });
    }
    const laid = relaid(file, itemOf(node), edits);
    if (laid !== undefined) yield { title: `Inline template \`${template.name}\` here`, kind, change: { edits: laid } };
  },
};

/** The clauses of the template that the component does not say itself; `undefined` when a list would have to be cut. */
function remaining(template: ast.Template, component: ast.Component): readonly ast.Clause[] | undefined {
  const types = new Set<string>(component.clauses.map(({ $type }) => $type));
  const settings = new Set(component.clauses.flatMap((one) => (one.$type === 'Setting' ? [one.name] : [])));
  const held = new Set(
    component.clauses.flatMap((one) =>
      one.$type === 'Holds' ? one.targets.map(({ $refText }) => `${one.verb} ${$refText}`) : [],
    ),
  );
  const left: ast.Clause[] = [];
  for (const clause of template.clauses) {
    if (clause.$type === 'Setting') {
      if (!settings.has(clause.name)) left.push(clause);
    } else if (clause.$type === 'Holds') {
      const again = clause.targets.filter(({ $refText }) => held.has(`${clause.verb} ${$refText}`)).length;
      if (again > 0 && again < clause.targets.length) return undefined;
      if (again === 0) left.push(clause);
    } else if (clause.$type === 'IndexClause' || !types.has(clause.$type)) left.push(clause);
  }
  return left;
}

/** Whether every name of the template stands for the same thing in the component's file. */
function meansTheSame({ file, report }: Snapshot, template: DeclaredOf<'template'>, home: SourceFile): boolean {
  if (home === file) return true;
  const cst = template.node.$cstNode;
  if (cst === undefined) return false;
  const namesFile = AstUtils.streamAllContents(template.node).some(({ $type }) => $type === 'TextValue');
  if (namesFile && folderOf(home.uri) !== folderOf(file.uri)) return false;
  const [here, there] = [fileScope(report.workspace, file).names, fileScope(report.workspace, home).names];
  // Any word that is a name there must be the same name here; more words than names may be compared, never fewer.
  const words = cst.text.match(/[A-Za-z_]\w*/gu) ?? [];
  return words.every((word) => {
    const declared = template.parameters.has(word) || word === template.name ? undefined : there.get(word)?.declared;
    return declared === undefined || here.get(word)?.declared === declared;
  });
}

/** The text of a part of the template with the arguments of the component in the place of parameters. */
function substituted(
  { report }: Snapshot,
  template: DeclaredOf<'template'>,
  home: SourceFile,
  use: ast.Component,
  file: SourceFile,
): ((part: ast.Clause | 'technology') => string) | undefined {
  const behind = technologyStretch(home, template.node);
  if (behind === undefined || use.arguments.length !== template.parameters.size) return undefined;
  const edits = [...template.parameters.values()].flatMap((parameter, i): TextEdit[] => {
    const argument = use.arguments[i]?.$cstNode?.text ?? '';
    return report.occurrences
      .of(parameter)
      .filter(({ role, uri }) => role === 'reference' && uri === home.uri)
      .map(({ node }) => ({ uri: home.uri, offset: node.offset, length: node.length, text: argument }));
  });
  const braces = bracesOf(template.node);
  // A comment inside an argument list would end up in the middle of a clause.
  const start = use.$cstNode?.offset ?? 0;
  if (file.parsed.comments.some((one) => one.offset > start && one.offset < (bracesOf(use)?.open.offset ?? 0)))
    return undefined;
  return (part) => {
    const node = part === 'technology' ? undefined : part.$cstNode;
    const piece: Stretch = node === undefined ? behind : withComments(home, node, braces?.open.end ?? 0);
    const inside = edits.filter(({ offset }) => offset >= piece.from && offset < piece.to);
    return applyTextEdits(
      home.text.slice(piece.from, piece.to),
      inside.map((edit) => ({ ...edit, offset: edit.offset - piece.from })),
    );
  };
}
