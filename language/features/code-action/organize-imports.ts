/** Imports in order, without names that nothing needs. */
import type * as ast from '../../generated/ast.js';
import type { Declared } from '../../link/declared.js';
import type { Occurrence } from '../../link/occurrences.js';
import { fileScope } from '../../link/scope.js';
import type { Snapshot } from '../snapshot.js';
import type { Change } from '../workspace-edit.js';
import type { ActionFamily } from './action.js';
import { changeTo } from './quick-fix.js';

const kind = 'source.organizeImports';

export const organizeImports: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot }) {
    const change = organized(snapshot);
    if (change !== undefined) yield { title: 'Organize imports', kind, change };
  },
};

/** An import with the comments above and beside it: whole lines. */
interface Entry {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** With an end of line; empty when nothing of it is needed. */
  readonly text: string;
}

/**
 * Sorts imports by path within each run of lines without a blank line, and the names of each; drops what is not needed.
 * `undefined` when there is nothing to do, or when an import has mistakes.
 */
export function organized(snapshot: Snapshot): Change | undefined {
  const { file, report } = snapshot;
  const { text, parsed } = file;
  const imports = parsed.model.items.filter((item): item is ast.Import => item.$type === 'Import');
  const last = imports.at(-1)?.$cstNode?.end ?? 0;
  if (imports.length === 0 || parsed.errors.some(({ offset }) => offset <= last)) return undefined;
  const runs: Entry[][] = [];
  let end = -1;
  for (const node of imports) {
    const entry = entryOf(snapshot, node);
    // Something else on the same lines: not ours to move.
    if (entry === undefined || entry.from < end) return undefined;
    if (entry.from === end) runs.at(-1)?.push(entry);
    else runs.push([entry]);
    end = entry.to;
  }
  // Of two imports of one name the first counts, so their order means something.
  const isFree = fileScope(report.workspace, file).clashes.length === 0;
  let result = text;
  for (const run of runs.reverse()) {
    const [first, final] = [run[0], run.at(-1)];
    if (first === undefined || final === undefined) continue;
    const sorted = isFree ? [...run].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) : run;
    result = result.slice(0, first.from) + sorted.map((one) => one.text).join('') + result.slice(final.to);
  }
  return changeTo(file, result);
}

function entryOf(snapshot: Snapshot, node: ast.Import): Entry | undefined {
  const { text, lines, parsed } = snapshot.file;
  const cst = node.$cstNode;
  if (cst === undefined || node.path === undefined) return undefined;
  let first = lines.at(cst.offset).line;
  const lastLine = lines.at(cst.end).line;
  const to = lines.starts[lastLine + 1];
  const rest = text.slice(cst.end, to ?? text.length);
  const before = text.slice(lines.starts[first], cst.offset);
  if (to === undefined || before.trim() !== '' || !/^\s*(?:\/\/.*)?$/u.test(rest.trimEnd())) return undefined;
  const isNote = (line: number): boolean =>
    /^\s*\/\//u.test(text.slice(lines.starts[line], lines.starts[line + 1])) && line >= 0;
  // The comment at the top of a file is about the file.
  let top = first;
  while (top > 0 && isNote(top - 1)) top--;
  if (top > 0) first = top;
  const from = lines.starts[first] ?? 0;
  const inner = parsed.comments.some((one) => one.offset > cst.offset && one.offset < cst.end);
  const names = inner ? undefined : namesOf(snapshot, node);
  if (names === undefined) return { path: node.path, from, to, text: text.slice(from, to) };
  if (names.length === 0) return { path: node.path, from, to, text: '' };
  const written = `import { ${names.join(', ')} } from "${node.path}"`;
  const isSame = words(written) === words(cst.text);
  return { path: node.path, from, to, text: text.slice(from, cst.offset) + (isSame ? cst.text : written) + rest };
}

const words = (text: string): string => text.replaceAll(/\s|,(?=\s*\})/gu, '');

/** Names of an import that are needed, in order; `undefined` for an import of a whole file, or one without its names. */
function namesOf(snapshot: Snapshot, node: ast.Import): readonly string[] | undefined {
  if (node.names.length === 0) return undefined;
  const target = snapshot.report.workspace.imports.get(snapshot.file)?.find((edge) => edge.node === node)?.target;
  if (target === undefined) return undefined;
  return node.names
    .filter((name) => {
      const declared = target.declarations.byName.get(name.original);
      return declared === undefined || isNeeded(snapshot, declared);
    })
    .map(({ original, alias }) => (alias === undefined || alias === original ? original : `${original} as ${alias}`))
    .sort();
}

/** Whether something would be missing without the name: it is used, or it does something by itself. */
function isNeeded(snapshot: Snapshot, declared: Declared): boolean {
  const { occurrences } = snapshot.report;
  const isUse = ({ role, uri }: Occurrence): boolean =>
    role === 'reference' && (declared.kind !== 'template' || uri === snapshot.file.uri);
  if (occurrences.of(declared).some(isUse)) return true;
  if (declared.kind === 'component') return ['client', 'device', 'monitor'].includes(declared.node.kind);
  return !['template', 'data', 'region'].includes(declared.kind);
}
