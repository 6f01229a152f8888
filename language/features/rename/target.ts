/**
 * Renaming: a name everywhere it is written, or nothing and the reason.
 *
 * `target` finds what is renamed, `edits` where it is written, `clashes` what stands in the way, `rename` is the feature.
 */
import type { CstNode } from 'langium';
import type { Position, Range } from 'vscode-languageserver-types';
import type * as ast from '../../generated/ast.js';
import type { Declared } from '../../link/declared.js';
import type { Occurrence } from '../../link/occurrences.js';
import { isKind, isTechnology, settingPlaces } from '../../link/vocabulary.js';
import { nameAt, rangeOfNode } from '../names.js';
import { offsetAt, type Snapshot } from '../snapshot.js';

/** Why something cannot be renamed, as one sentence for a person. */
export interface Refusal {
  readonly refusal: string;
}

/** What is renamed. */
export interface RenameTarget {
  readonly declared: Declared;
  /** The word under the cursor. */
  readonly node: CstNode;
  /** Set when only the name is meant that one file gives to something it imports: `b` of `import { a as b }`. */
  readonly alias?: { readonly name: string; readonly uri: string };
}

/** What would be renamed at a position. */
export function renameTarget(snapshot: Snapshot, position: Position): RenameTarget | Refusal {
  const name = nameAt(snapshot, position);
  if (name === undefined) return { refusal: whyNot(snapshot, offsetAt(snapshot.file, position)) };
  const { declared, node, uri } = name;
  const isAlias = uri !== declared.uri && isAliasPlace(snapshot, name);
  return isAlias ? { declared, node, alias: { name: node.text, uri } } : { declared, node };
}

/** Range and text of the word that an editor lets be changed. */
export function prepareRename(
  snapshot: Snapshot,
  position: Position,
): { readonly range: Range; readonly placeholder: string } | Refusal {
  const target = renameTarget(snapshot, position);
  if ('refusal' in target) return target;
  return { range: rangeOfNode(snapshot.file, target.node), placeholder: target.node.text };
}

/** Whether a word is the alias of an import, or a use of one. */
function isAliasPlace(snapshot: Snapshot, { role, node, declared, uri }: Occurrence): boolean {
  if (role === 'import') {
    const name = node.astNode as ast.ImportName;
    return name.alias !== undefined && node.offset > (name.$cstNode?.offset ?? node.offset);
  }
  return aliasesOf(snapshot, uri, declared).has(node.text);
}

/** Names that a file gives to a declaration of another file. */
export function aliasesOf(snapshot: Snapshot, uri: string, declared: Declared): ReadonlySet<string> {
  const file = snapshot.report.workspace.files.get(uri);
  const found = new Set<string>();
  for (const { node, target } of (file && snapshot.report.workspace.imports.get(file)) ?? []) {
    if (target?.uri !== declared.uri) continue;
    for (const { original, alias } of node.names)
      if (alias !== undefined && original === declared.name) found.add(alias);
  }
  return found;
}

function whyNot({ file }: Snapshot, offset: number): string {
  if (file.parsed.comments.some((one) => one.offset < offset && offset < one.offset + one.length))
    return 'This is a comment; only names can be renamed.';
  const before = /[\p{L}\p{M}\p{N}_]*$/u.exec(file.text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = /^[\p{L}\p{M}\p{N}_]*/u.exec(file.text.slice(offset, offset + 200))?.[0] ?? '';
  const word = before + after;
  if (word === '') return 'Nothing here has a name.';
  if (/^\d/u.test(word)) return `\`${word}\` is a number; only names can be renamed.`;
  if (isTechnology(word)) return `\`${word}\` is a technology of the catalogue and cannot be renamed.`;
  if (isKind(word)) return `\`${word}\` is a kind of component and cannot be renamed.`;
  if (settingPlaces(word).length > 0) return `\`${word}\` is a setting of the catalogue and cannot be renamed.`;
  return `\`${word}\` is not a declared name: only what a design declares can be renamed.`;
}
