/** The words that a rename changes. */
import type { CstNode } from 'langium';
import type * as ast from '../../generated/ast.js';
import { propertyNode } from '../../link/property.js';
import { parse } from '../../syntax/parse.js';
import type { SourceFile } from '../../workspace/source-file.js';
import { type NamePlace, placesOf } from '../names.js';
import type { Snapshot } from '../snapshot.js';
import { clash } from './clashes.js';
import { aliasesOf, type Refusal, type RenameTarget } from './target.js';

/** One stretch of a file and what it becomes. */
export interface FileEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Edits of one file, in the order of its text. */
export interface EditedFile {
  readonly file: SourceFile;
  /** Version of the document the edits are for; 0 for a file that is not open. */
  readonly version: number;
  readonly edits: readonly FileEdit[];
}

/** All edits that give a name to a target, or why it cannot have it. */
export function renameEdits(snapshot: Snapshot, target: RenameTarget, name: string): readonly EditedFile[] | Refusal {
  if (name === target.node.text) return [];
  const places = placesOf(snapshot, target.declared).filter((place) => isRenamed(place, target));
  const problem = clash(snapshot, target, name, places);
  if (problem !== undefined) return { refusal: problem };
  const files = new Map<SourceFile, { version: number; edits: FileEdit[] }>();
  for (const place of places) {
    const known = files.get(place.file) ?? { version: versionOf(place), edits: [] };
    files.set(place.file, known);
    known.edits.push(editOf(place, target, name));
  }
  const all = [...files].map(([file, { version, edits }]) => ({
    file,
    version,
    edits: edits.sort((a, b) => a.offset - b.offset),
  }));
  const broken = all.find(
    ({ file, edits }) => parse(edited(file.text, edits)).errors.length > file.parsed.errors.length,
  );
  if (broken !== undefined)
    return {
      refusal: `\`${name}\` would be read as a word of the language at one of its places; give it another name.`,
    };
  return all;
}

/** A text after edits that do not overlap, given in order. */
export function edited(text: string, edits: readonly FileEdit[]): string {
  let result = '';
  let from = 0;
  for (const { offset, length, text: put } of edits) {
    result += text.slice(from, offset) + put;
    from = offset + length;
  }
  return result + text.slice(from);
}

/** The version of the document that a place stands in: the one of its own analysis. */
function versionOf({ snapshot, uri }: NamePlace): number {
  return snapshot.file.uri === uri ? snapshot.version : (snapshot.family(uri)[0]?.version ?? 0);
}

function isRenamed(place: NamePlace, { declared, alias }: RenameTarget): boolean {
  const { node, role, uri, snapshot } = place;
  if (alias !== undefined)
    return uri === alias.uri && node.text === alias.name && (role === 'reference' || isAliasOf(node));
  if (role === 'import') return !isAliasOf(node);
  return uri === declared.uri || role === 'declaration' || !aliasesOf(snapshot, uri, declared).has(node.text);
}

/** Whether a word is the second of `a as b`. */
function isAliasOf(node: CstNode): boolean {
  const name = node.astNode as ast.ImportName;
  return name.alias !== undefined && propertyNode(name.$cstNode, 'alias') === node;
}

/** `a as b` becomes `a` when `b` is to be called `a`. */
function editOf({ node, role }: NamePlace, { alias }: RenameTarget, name: string): FileEdit {
  if (alias !== undefined && role === 'import') {
    const original = propertyNode((node.astNode as ast.ImportName).$cstNode, 'original');
    if (original !== undefined && original.text === name)
      return { offset: original.end, length: node.end - original.end, text: '' };
  }
  return { offset: node.offset, length: node.length, text: name };
}
