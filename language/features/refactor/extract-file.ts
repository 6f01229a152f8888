/** Selected declarations move into a new file that this one imports. */
import type { AstNode } from 'langium';
import type { TextEdit } from '../../findings/positioned.js';
import type { Declared } from '../../link/declared.js';
import { fileScope } from '../../link/scope.js';
import { resolvePath } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { ActionFamily } from '../code-action/action.js';
import type { Snapshot } from '../snapshot.js';
import { lineEndOf, withComments, without } from './source.js';

const kind = 'refactor.extract';

export const extractFile: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    if (from === to || file.parsed.errors.length > 0) return;
    const items = file.parsed.model.items.filter(
      ({ $cstNode: cst }) => cst !== undefined && cst.offset < to && cst.end > from,
    );
    if (items.length === 0 || items.some(({ $type }) => $type === 'Import' || $type === 'Header')) return;
    if (items.some(({ $cstNode: cst }) => cst === undefined || cst.offset < from || cst.end > to)) return;
    // Another file may import what would be gone: imports are not passed on.
    if (snapshot.family().length > 1) return;
    const imports = importsFor(snapshot, items);
    const moved = declaredIn(file, items);
    if (imports === undefined) return;
    const pieces = items.flatMap(({ $cstNode: cst }) => (cst === undefined ? [] : [withComments(file, cst)]));
    // A second item on the same line cannot be cut out with the comment behind it.
    if (pieces.some((piece, i) => piece.from < (pieces[i - 1]?.to ?? 0))) return;
    const path = freshPath(snapshot, moved[0]?.name ?? 'parts');
    const name = `./${path.slice(path.lastIndexOf('/') + 1)}`;
    const end = lineEndOf(file);
    const isNamed = items.every((item) => moved.some(({ node }) => node === item));
    const names = isNamed ? `{ ${moved.map((one) => one.name).join(', ')} } from ` : '';
    const body = pieces.map((piece) => file.text.slice(piece.from, piece.to)).join(`${end}${end}`);
    const head = imports.length === 0 ? '' : `${imports.join(end)}${end}${end}`;
    const edits = [...pieces.map((piece) => without(file, piece)), importAt(file, `import ${names}"${name}"`)];
    const sorted = edits.sort((a, b) => a.offset - b.offset);
    const what =
      items.length === 1 ? (moved[0] === undefined ? 'this' : `\`${moved[0].name}\``) : `${items.length} declarations`;
    yield {
      title: `Move ${what} to ${name}`,
      kind,
      change: { edits: sorted, create: { path, text: `${head}${body}${end}` } },
    };
  },
};

/** Named things in the items, members of groups included. */
function declaredIn({ declarations }: SourceFile, items: readonly AstNode[]): readonly Declared[] {
  return [...declarations.byName.values()].filter(({ node }) => isIn(node, items));
}

function isIn(node: AstNode, items: readonly AstNode[]): boolean {
  const offset = node.$cstNode?.offset ?? -1;
  return items.some(({ $cstNode: cst }) => cst !== undefined && cst.offset <= offset && offset < cst.end);
}

/**
 * Imports that the moved text needs. `undefined` when it uses what stays here, so that the files would import each other,
 * or when something is declared twice.
 */
function importsFor({ file, report }: Snapshot, items: readonly AstNode[]): readonly string[] | undefined {
  if (file.declarations.duplicates.length > 0) return undefined;
  const { names } = fileScope(report.workspace, file);
  const edges = report.workspace.imports.get(file) ?? [];
  const byPath = new Map<string, Set<string>>();
  for (const { $cstNode: cst } of items) {
    // Words, not only names in use: a template that nothing uses is not looked into.
    for (const [word] of (cst?.text ?? '')
      .replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/gu, ' ')
      .matchAll(/[A-Za-z_]\w*/gu)) {
      const visible = names.get(word);
      if (visible === undefined || isIn(visible.declared.node, items)) continue;
      if (visible.declared.uri === file.uri) {
        if (isUsedIn(report, visible.declared, file, items)) return undefined;
        continue;
      }
      const edge = edges.find(({ target }) => target?.uri === visible.declared.uri);
      if (edge === undefined) return undefined;
      const { name } = visible.declared;
      const written = name === word ? name : `${name} as ${word}`;
      byPath.set(edge.node.path, (byPath.get(edge.node.path) ?? new Set()).add(written));
    }
  }
  return [...byPath].map(([path, all]) => `import { ${[...all].join(', ')} } from "${path}"`);
}

function isUsedIn(
  { occurrences }: Snapshot['report'],
  declared: Declared,
  file: SourceFile,
  items: readonly AstNode[],
): boolean {
  return occurrences
    .of(declared)
    .some(
      ({ uri, node, role }) =>
        role === 'reference' &&
        uri === file.uri &&
        items.some(({ $cstNode: cst }) => cst !== undefined && cst.offset <= node.offset && node.end <= cst.end),
    );
}

function freshPath({ file, all, report }: Snapshot, name: string): string {
  const taken = new Set([...all().map(({ uri }) => uri), ...report.workspace.files.keys()]);
  for (let n = 1; ; n++) {
    const path = resolvePath(file.uri, `./${name}${n === 1 ? '' : `_${n}`}.sysdesign`);
    if (!taken.has(path)) return path;
  }
}

/** The import below the last one, below the title, or at the top. */
function importAt(file: SourceFile, text: string): TextEdit {
  const { uri, parsed } = file;
  const end = lineEndOf(file);
  const heads = parsed.model.items.filter(({ $type }) => $type === 'Import' || $type === 'Header');
  const head = (heads.findLast(({ $type }) => $type === 'Import') ?? heads[0])?.$cstNode;
  if (head !== undefined) {
    const gap = heads.some(({ $type }) => $type === 'Import') ? end : `${end}${end}`;
    return { uri, offset: withComments(file, head).to, length: 0, text: `${gap}${text}` };
  }
  return { uri, offset: file.text.startsWith('\ufeff') ? 1 : 0, length: 0, text: `${text}${end}${end}` };
}
