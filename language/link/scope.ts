/** Which names are visible in a file: its own, and the imported ones. */
import type { CstNode } from 'langium';
import type { SourceFile } from '../workspace/source-file.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Declared } from './declared.js';
import { propertyNode } from './property.js';

/** A name as visible in one file. */
export interface Visible {
  readonly declared: Declared;
  /** Place that imported it (alias, name or path); missing for the file's own. */
  readonly through?: CstNode;
}

export interface FileScope {
  readonly file: SourceFile;
  readonly names: ReadonlyMap<string, Visible>;
  /** Imported names that could not be made visible because the name is taken. */
  readonly clashes: readonly {
    readonly name: string;
    readonly at: CstNode | undefined;
    readonly first: Declared;
    readonly again: Declared;
  }[];
}

/** Visible names of a file: own declarations first, then imports in the order of the text. Imports are not passed on. */
export function fileScope(workspace: Workspace, file: SourceFile): FileScope {
  const names = new Map<string, Visible>();
  const clashes: { name: string; at: CstNode | undefined; first: Declared; again: Declared }[] = [];
  for (const [name, declared] of file.declarations.byName) names.set(name, { declared });
  const add = (name: string, declared: Declared, at: CstNode | undefined): void => {
    const taken = names.get(name)?.declared;
    if (taken === undefined) names.set(name, at === undefined ? { declared } : { declared, through: at });
    else if (taken !== declared) clashes.push({ name, at, first: taken, again: declared });
  };
  for (const { node, target } of workspace.imports.get(file) ?? []) {
    if (target === undefined) continue;
    if (node.names.length === 0) {
      const at = propertyNode(node.$cstNode, 'path');
      for (const [name, declared] of target.declarations.byName) add(name, declared, at);
    }
    for (const name of node.names) {
      const declared = target.declarations.byName.get(name.original);
      if (declared === undefined) continue;
      const at = propertyNode(name.$cstNode, name.alias === undefined ? 'original' : 'alias');
      add(name.alias ?? name.original, declared, at);
    }
  }
  return { file, names, clashes };
}
