/** What a new name would collide with, or silently come to mean. */
import { AstUtils, type CstNode } from 'langium';
import type * as ast from '../../generated/ast.js';
import { type Declared, type DeclaredOf, whatItIs } from '../../link/declared.js';
import { fileScope } from '../../link/scope.js';
import { isTechnology } from '../../link/vocabulary.js';
import { isName } from '../../syntax/lexer.js';
import { baseName } from '../../workspace/path.js';
import { familyOf, type NamePlace, sameIn } from '../names.js';
import type { Snapshot } from '../snapshot.js';
import { aliasesOf, type RenameTarget } from './target.js';

/** Why a name cannot be taken; `undefined` when it can. */
export function clash(
  snapshot: Snapshot,
  { declared, alias }: RenameTarget,
  name: string,
  places: readonly NamePlace[],
): string | undefined {
  if (!isName(name))
    return `\`${name}\` is no name: a name is a letter or underscore followed by letters, digits and underscores.`;
  if (declared.kind === 'zone') return siblingClash(snapshot, declared, name);
  if (declared.kind === 'parameter') return siblingClash(snapshot, declared, name) ?? wordInTemplate(declared, name);
  if (declared.kind === 'template' && isTechnology(name))
    return `\`${name}\` is a technology of the catalogue; a template of this name would take its place.`;
  return visibleClash(snapshot, declared, alias, name) ?? captured(places, name);
}

/** Zones of one region and parameters of one template have names of their own. */
function siblingClash(snapshot: Snapshot, declared: Declared, name: string): string | undefined {
  const file = snapshot.report.workspace.files.get(declared.uri);
  for (const one of file?.declarations.byNode.values() ?? []) {
    const siblings = one.kind === 'region' ? one.zones : one.kind === 'template' ? one.parameters : undefined;
    if (siblings === undefined || ![...siblings.values()].some((other) => other.node === declared.node)) continue;
    if (siblings.has(name))
      return `${whatItIs(one)} \`${one.name}\` already has a ${declared.kind} \`${name}\`.`.replace(/^a/u, 'A');
  }
  return undefined;
}

/** A parameter stands for its argument wherever its template writes its name: also where a word of the language was meant. */
function wordInTemplate({ node }: DeclaredOf<'parameter'>, name: string): string | undefined {
  const template = node.$container as ast.Template;
  for (const one of AstUtils.streamAst(template)) {
    const isUsed =
      (one.$type === 'WordValue' && (one as ast.WordValue).word === name) ||
      [...AstUtils.streamReferences(one)].some(({ reference }) => reference.$refText === name);
    if (isUsed) return `Template \`${template.name ?? ''}\` already uses the word \`${name}\` for something else.`;
  }
  return undefined;
}

/** Each file that sees the declaration must have the new name free. */
function visibleClash(
  snapshot: Snapshot,
  declared: Declared,
  alias: RenameTarget['alias'],
  name: string,
): string | undefined {
  for (const one of familyOf(snapshot, declared)) {
    const same = sameIn(one, declared);
    if (same === undefined) continue;
    for (const file of one.report.workspace.files.values()) {
      if (alias !== undefined && file.uri !== alias.uri) continue;
      const { names } = fileScope(one.report.workspace, file);
      const taken = names.get(name)?.declared;
      if (taken === undefined || taken === same) continue;
      const isSeen = alias !== undefined || file.uri === declared.uri || seesByName(one, file.uri, same, names);
      if (isSeen) return `\`${name}\` is already ${whatItIs(taken)} in ${baseName(file.uri)}.sysdesign.`;
    }
  }
  return undefined;
}

/** Whether a file sees a declaration under its own name, not under an alias alone. */
function seesByName(
  snapshot: Snapshot,
  uri: string,
  declared: Declared,
  names: ReadonlyMap<string, { readonly declared: Declared }>,
): boolean {
  return names.get(declared.name)?.declared === declared && !aliasesOf(snapshot, uri, declared).has(declared.name);
}

/** A use inside a template whose parameter has the new name would become the parameter. */
function captured(places: readonly NamePlace[], name: string): string | undefined {
  for (const { node } of places) {
    const template = templateAround(node);
    if (template?.parameters.some((one) => one.name === name) === true)
      return `\`${name}\` is a parameter of template \`${template.name ?? ''}\`, which uses the renamed name.`;
  }
  return undefined;
}

function templateAround(node: CstNode): ast.Template | undefined {
  return AstUtils.getContainerOfType(node.astNode, (one): one is ast.Template => one.$type === 'Template');
}
