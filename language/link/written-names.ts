/**
 * Every name a file writes, by its syntax alone: also where lowering never looks, such as a second `replicas`, a clause of
 * a template that each use replaces, or a line with another mistake in it.
 */
import { type AstNode, AstUtils, type CstNode } from 'langium';
import type * as ast from '../generated/ast.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Declared } from './declared.js';
import type { Occurrence } from './occurrences.js';
import { propertyNode } from './property.js';
import type { Visible } from './scope.js';
import { settingFor, settingPlaces } from './vocabulary.js';

type Names = ReadonlyMap<string, Visible>;

/** The names that a file uses; `names` are those visible in it. Unknown names are left out. */
export function writtenNames(file: SourceFile, names: Names): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const use = (declared: Declared | undefined, node: CstNode | undefined): void => {
    if (declared !== undefined && node !== undefined) found.push({ declared, uri: file.uri, node, role: 'reference' });
  };
  for (const item of file.parsed.model.items) {
    const template = file.declarations.byNode.get(item);
    const parameters = template?.kind === 'template' ? template.parameters : undefined;
    const meant = (name: string): Declared | undefined => parameters?.get(name) ?? names.get(name)?.declared;
    for (const node of AstUtils.streamAst(item)) {
      for (const { reference } of AstUtils.streamReferences(node)) {
        // Our references are never of several targets.
        if ('$refNode' in reference) use(meant(reference.$refText), reference.$refNode);
      }
      const zone = zoneOf(node, meant);
      if (zone !== undefined) use(zone.declared, zone.node);
      const word = node.$type === 'WordValue' ? plainWord(node as ast.WordValue) : undefined;
      if (word !== undefined && parameters?.has(word.name) === true) use(parameters.get(word.name), word.node);
      else if (word !== undefined && isNameHere(node, names)) use(names.get(word.name)?.declared, word.node);
      if (node.$type === 'Component' || node.$type === 'Template') use(templateOf(node as Made, names), made(node));
    }
  }
  return found;
}

type Made = ast.Component | ast.Template;

const made = (node: AstNode): CstNode | undefined => propertyNode(node.$cstNode, 'technology');

function templateOf(node: Made, names: Names): Declared | undefined {
  const declared = names.get(node.technology ?? '')?.declared;
  return declared?.kind === 'template' ? declared : undefined;
}

/** The `a` of `us.a`. */
function zoneOf(
  node: AstNode,
  meant: (name: string) => Declared | undefined,
): { readonly declared: Declared | undefined; readonly node: CstNode | undefined } | undefined {
  if (node.$type !== 'Place' && node.$type !== 'Target') return undefined;
  const place = node as ast.Place | ast.Target;
  const [region, name, property] =
    place.$type === 'Place' ? [place.region, place.zone, 'zone'] : [place.base, place.part, 'part'];
  const declared = meant(region?.$refText ?? '');
  if (declared?.kind !== 'region' || name === undefined) return undefined;
  return { declared: declared.zones.get(name), node: propertyNode(place.$cstNode, property) };
}

/** A word without arguments, number or text behind it. */
function plainWord(node: ast.WordValue): { readonly name: string; readonly node: CstNode } | undefined {
  const name: string | undefined = node.word;
  if (name === undefined || node.arguments.length > 0 || node.quantity !== undefined || node.text !== undefined)
    return undefined;
  const place = propertyNode(node.$cstNode, 'word');
  return place === undefined ? undefined : { name, node: place };
}

/** Whether a word is the value of a setting that takes a component, or an argument that becomes a name in its template. */
function isNameHere(value: AstNode, names: Names): boolean {
  const holder = value.$container;
  if (holder?.$type === 'Setting') return takesComponent((holder as ast.Setting).name);
  if (holder?.$type !== 'Component' && holder?.$type !== 'Template') return false;
  if (value.$containerProperty !== 'arguments') return false;
  const template = templateOf(holder as Made, names);
  return template?.kind === 'template' && becomesName(template.node, value.$containerIndex ?? 0);
}

const takesComponent = (setting: string | undefined): boolean =>
  setting !== undefined && settingPlaces(setting).some((kind) => settingFor(kind, setting)?.value.type === 'component');

/** Whether a template uses its parameter as a name. What it passes on to another template is left to lowering. */
function becomesName(template: ast.Template, index: number): boolean {
  const name: string | undefined = template.parameters[index]?.name;
  if (name === undefined) return false;
  for (const node of AstUtils.streamAst(template)) {
    for (const { reference } of AstUtils.streamReferences(node)) if (reference.$refText === name) return true;
    if (node.$type !== 'Setting') continue;
    const { name: setting, values } = node as ast.Setting;
    if (takesComponent(setting) && values.some((one) => one.$type === 'WordValue' && one.word === name)) return true;
  }
  return false;
}
